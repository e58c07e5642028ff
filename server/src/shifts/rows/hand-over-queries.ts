import type { HandOverLine, HandOverLog, Note } from "@amaliyat/contract/shifts";
import type { DispositionCode, Priority, SubcategoryCode } from "@amaliyat/domain/interventions";
import type { HandOverKind } from "@amaliyat/domain/shifts";
import { sql } from "kysely";
import { z } from "zod";
import { withWords, type Json } from "../../audit/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";

/** A span of a shift and the sectors that it answers for. */
export type Span = { readonly from: Date; readonly to: Date; readonly sectors: readonly string[] };

const EMPTY = {
  by: null,
  interventionId: null,
  reference: null,
  subcategory: null,
  priority: null,
  disposition: null,
  unit: null,
  camera: null,
  cause: null,
  text: null,
  note: null,
} as const;

type EventRow = {
  intervention_id: string;
  reference: string;
  seq: number;
  at: Date;
  kind: string;
  by_name: string | null;
  subcategory: SubcategoryCode;
  priority: Priority;
  disposition: DispositionCode | null;
  text: string | null;
};

/**
 * Events of interventions in the log of a shift. A row shows the sub-category and priority that its event set, otherwise the present ones.
 */
export async function interventionLines(tx: Tx, { from, to, sectors }: Span): Promise<HandOverLine[]> {
  const { rows } = await sql<EventRow>`
    select i.intervention_id, i.reference, e.seq, e.at, e.kind, u.name as by_name,
      coalesce(e.data ->> 'subcategory', i.subcategory) as subcategory, coalesce(e.data ->> 'priority', i.priority) as priority,
      e.data ->> 'disposition' as disposition, coalesce(e.data ->> 'outcome', e.data ->> 'reason', into_i.reference) as text
    from intervention_course e join intervention_now i using (intervention_id)
    left join intervention_now into_i on into_i.intervention_id = (e.data ->> 'into')::uuid
    left join person u on u.user_id = e.by
    where e.at >= ${from} and e.at < ${to} and (i.sector_id is null or i.sector_id = any(${[...sectors]}::text[]))
      and (e.kind in ('opened','closed','cancelled','merged','split','reopened') or (e.kind = 'prioritised' and e.data ->> 'priority' = 'P1'))`.execute(
    tx,
  );
  return rows.map((row) => ({
    ...EMPTY,
    key: `${row.intervention_id}/${row.seq}`,
    at: row.at.toISOString(),
    kind: row.kind === "prioritised" ? "raised" : (row.kind as HandOverKind),
    by: row.by_name,
    interventionId: row.intervention_id,
    reference: row.reference,
    subcategory: row.subcategory,
    priority: row.priority,
    disposition: row.disposition,
    text: row.text,
  }));
}

/** Units that refused, with their reason. */
export async function refusalLines(tx: Tx, { from, to, sectors }: Span): Promise<HandOverLine[]> {
  type Row = Pick<EventRow, "intervention_id" | "reference" | "subcategory" | "priority" | "at" | "text"> & {
    assignment_id: string;
    unit: string | null;
  };
  const { rows } = await sql<Row>`
    select a.assignment_id, a.refused_at as at, a.reason as text, amaliyat_unit_code(a.unit_id) as unit,
      i.intervention_id, i.reference, i.subcategory, i.priority
    from assignment_steps a join intervention_now i using (intervention_id)
    where a.refused_at >= ${from} and a.refused_at < ${to} and (i.sector_id is null or i.sector_id = any(${[...sectors]}::text[]))`.execute(
    tx,
  );
  return rows.map((row) => ({
    ...EMPTY,
    key: row.assignment_id,
    at: row.at.toISOString(),
    kind: "refused",
    interventionId: row.intervention_id,
    reference: row.reference,
    subcategory: row.subcategory,
    priority: row.priority,
    unit: row.unit,
    text: row.text,
  }));
}

const OF_UNITS: Readonly<Record<string, HandOverKind>> = { "unit.distress_called": "help_called", "unit.distress_ended": "help_ended" };

/** Details of a log entry on a unit; words past their retention are absent. */
const text = z.string().nullable().catch(null);
const said = z.object({ code: text, available: z.boolean().nullable().catch(null), reason: text, note: text });

/**
 * Units taken out of service and put back, and calls for help, from the room's log: the unit itself keeps only its last state. The
 * cause is a code of `domain/dispatch`.
 */
export async function unitLines(tx: Tx, { from, to, sectors }: Span): Promise<HandOverLine[]> {
  type Row = {
    index: number;
    at: Date;
    type: string;
    actor_name: string | null;
    detail: Json;
  };
  const found = sql<Row>`
    select index::int, at, type, actor_name, detail from audit_entry
    where type in ('unit.changed', 'unit.distress_called', 'unit.distress_ended') and outcome = 'done' and at >= ${from} and at < ${to}
      and (type <> 'unit.changed' or detail ? 'available') and sector_id = any(${[...sectors]}::text[])`;
  return asRoom(tx, async () => {
    const { rows } = await found.execute(tx);
    const details = await withWords(tx, rows);
    return rows.map((row, nth) => {
      const { code, available, reason, note } = said.parse(details[nth]);
      return {
        ...EMPTY,
        key: `log/${row.index}`,
        at: row.at.toISOString(),
        kind: OF_UNITS[row.type] ?? (available === true ? "unit_back" : "unit_out"),
        by: row.actor_name,
        unit: code,
        cause: row.type === "unit.changed" ? reason : null,
        text: row.type === "unit.changed" ? note : reason,
      };
    });
  });
}

/** Causes of a gap that are no loss: nobody asked for a recording, or it was kept and is past its time. */
const NO_LOSS = ["not_recording", "reconfigured", "out_of_service", "recording_off", "starting", "retention_expired", "room_stopped"];

/** Cameras of which nothing was recorded for longer than `leastS` seconds, and when they came back. */
export async function cameraLines(tx: Tx, { from, to, sectors }: Span, leastS: number): Promise<HandOverLine[]> {
  type Row = { camera_id: string; code: string; cause: string; from_at: Date; to_at: Date | null };
  const { rows } = await sql<Row>`
    select g.camera_id, c.code, g.cause, g.from_at, g.to_at from camera_gap g join camera_now c using (camera_id)
    where c.sector_id = any(${[...sectors]}::text[]) and g.from_at < ${to} and coalesce(g.to_at, ${to}) >= ${from}
      and coalesce(g.to_at, ${to}) - g.from_at >= make_interval(secs => ${leastS}) and g.cause <> all(${NO_LOSS}::text[])`.execute(tx);
  const line = (row: Row, kind: "camera_lost" | "camera_back", at: Date): HandOverLine[] =>
    at < from || at >= to
      ? []
      : [{ ...EMPTY, key: `${row.camera_id}/${kind}`, at: at.toISOString(), kind, camera: row.code, cause: row.cause }];
  return rows.flatMap((row) => [
    ...line(row, "camera_lost", row.from_at),
    ...(row.to_at === null ? [] : line(row, "camera_back", row.to_at)),
  ]);
}

type NoteRow = {
  note_id: string;
  sector_id: string;
  at: Date;
  by_name: string;
  text: string;
  corrects: string | null;
  matter: Note["matter"];
};

const noteOf = (row: NoteRow): Note => ({
  noteId: row.note_id,
  sectorId: row.sector_id,
  at: row.at.toISOString(),
  by: row.by_name,
  text: row.text,
  corrects: row.corrects,
  matter: row.matter,
});

const notes = sql`
  select n.note_id, n.sector_id, n.at, u.name as by_name, n.text, n.corrects,
    case when m.note_id is null then 'none' when m.settled_at is null then 'open' else 'settled' end as matter
  from shift_note n join person u on u.user_id = n.by left join shift_matter m using (note_id)`;

/** The notes of a span. */
export async function noteLines(tx: Tx, { from, to, sectors }: Span): Promise<HandOverLine[]> {
  const { rows } = await sql<NoteRow>`
    ${notes} where n.at >= ${from} and n.at < ${to} and n.sector_id = any(${[...sectors]}::text[])`.execute(tx);
  return rows.map((row) => ({
    ...EMPTY,
    key: row.note_id,
    at: row.at.toISOString(),
    kind: "note",
    by: row.by_name,
    text: row.text,
    note: noteOf(row),
  }));
}

/** Pinned notes that are not settled, whatever their age. */
export async function openMatters(tx: Tx, { to, sectors }: Span): Promise<Note[]> {
  const { rows } = await sql<NoteRow>`
    ${notes} where m.note_id is not null and m.settled_at is null and n.at < ${to} and n.sector_id = any(${[...sectors]}::text[])
    order by n.at, n.note_id`.execute(tx);
  return rows.map(noteOf);
}

/** One note; null outside the caller's scope. */
export async function noteById(tx: Tx, noteId: string): Promise<Note | null> {
  const { rows } = await sql<NoteRow>`${notes} where n.note_id = ${noteId}`.execute(tx);
  return rows[0] ? noteOf(rows[0]) : null;
}

/** Interventions that are open now, the most pressing first. */
export async function openWorkOf(tx: Tx, { sectors }: Span): Promise<HandOverLog["openWork"]> {
  type Row = { intervention_id: string; reference: string; subcategory: SubcategoryCode; priority: Priority; opened_at: Date };
  const { rows } = await sql<Row & { place_text: string | null; units: string[] }>`
    select i.intervention_id, i.reference, i.subcategory, i.priority, i.opened_at, i.place_text,
      array(select amaliyat_unit_code(a.unit_id) from assignment_steps a where a.intervention_id = i.intervention_id
        and a.kind in ('assigned','accepted','en_route','on_scene') order by a.assigned_at) as units
    from intervention_now i where i.kind = 'open' and (i.sector_id is null or i.sector_id = any(${[...sectors]}::text[]))
    order by i.priority, i.opened_at, i.intervention_id`.execute(tx);
  return rows.map((row) => ({
    interventionId: row.intervention_id,
    reference: row.reference,
    subcategory: row.subcategory,
    priority: row.priority,
    openedAt: row.opened_at.toISOString(),
    placeText: row.place_text,
    units: row.units,
  }));
}
