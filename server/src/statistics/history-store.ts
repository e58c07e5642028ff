import {
  formatHistoryReference,
  referenceYear,
  type CorrectedEvent,
  type HistoryFacts,
  type InterventionKind,
} from "@amaliyat/domain/interventions";
import type { ImportedIntervention, ImportedRow, ImportKind } from "@amaliyat/domain/statistics";
import { sql, type RawBuilder } from "kysely";
import { randomUUID } from "node:crypto";
import { takeHistoryNumbers } from "../interventions/index.ts";
import type { Tx } from "../platform/database/index.ts";
import type { GoodRow } from "./judged.ts";

/** A row that the room has; `content` is null where it came before its source's words were kept. */
export type KnownRow = { readonly id: string; readonly key: string; readonly content: string | null };
/** A row that the room has, and what its source says of it now. */
export type Again = { readonly known: KnownRow; readonly given: GoodRow };

const TABLES = { interventions: sql`intervention`, calls: sql`call`, reports: sql`report` } as const;
const IDS = { interventions: sql`intervention_id`, calls: sql`call_id`, reports: sql`report_id` } as const;

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Rows of the room with these keys. */
export async function knownRows(tx: Tx, kind: ImportKind, keys: readonly string[]): Promise<Map<string, KnownRow>> {
  const { rows } = await sql<KnownRow>`
    select ${IDS[kind]} as id, import_key as key, import_content as content from ${TABLES[kind]}
    where import_key = any(${[...keys]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Those of these beginnings that a row with a number of its source has. */
export async function knownBeginnings(tx: Tx, kind: ImportKind, beginnings: readonly string[]): Promise<Set<string>> {
  if (beginnings.length === 0) return new Set();
  const { rows } = await sql<{ beginning: string }>`
    select distinct import_beginning as beginning from ${TABLES[kind]} where import_beginning = any(${[...beginnings]}::text[])`.execute(
    tx,
  );
  return new Set(rows.map(({ beginning }) => beginning));
}

const identity = ({ key, beginning, content }: GoodRow) => ({ key, beginning: key === beginning ? null : beginning, content });
const IDENTITY = sql`key text, beginning text, content text`;

type Columns = { readonly names: string; readonly types: string; readonly of: (row: ImportedRow) => Record<string, unknown> };

/** Columns of the table for the values of a row. */
const COLUMNS: Readonly<Record<ImportKind, Columns>> = {
  interventions: {
    names: "opened_at, origin, channel, subcategory, sector_id, lat, lon, on_scene_at, closed_at, disposition",
    types:
      "opened_at timestamptz, origin text, channel text, subcategory text, sector_id text, lat double precision, lon double precision, on_scene_at timestamptz, closed_at timestamptz, disposition text",
    of: (row) =>
      row.kind !== "interventions"
        ? {}
        : {
            opened_at: iso(row.openedAt),
            origin: row.origin,
            channel: row.channel,
            subcategory: row.subcategory,
            sector_id: row.sectorId,
            lat: row.point?.lat ?? null,
            lon: row.point?.lon ?? null,
            on_scene_at: iso(row.onSceneAt),
            closed_at: iso(row.closedAt),
            disposition: row.disposition,
          },
  },
  calls: {
    names: "arrived_at, line, nature, sector_id, answered_after_s, duration_s",
    types: "arrived_at timestamptz, line text, nature text, sector_id text, answered_after_s double precision, duration_s double precision",
    of: (row) =>
      row.kind !== "calls"
        ? {}
        : {
            arrived_at: iso(row.arrivedAt),
            line: row.line,
            nature: row.nature,
            sector_id: row.sectorId,
            answered_after_s: row.answeredAfterS,
            duration_s: row.durationS,
          },
  },
  reports: {
    names: "received_at, channel, nature, sector_id, lat, lon",
    types: "received_at timestamptz, channel text, nature text, sector_id text, lat double precision, lon double precision",
    of: (row) =>
      row.kind !== "reports"
        ? {}
        : {
            received_at: iso(row.receivedAt),
            channel: row.channel,
            nature: row.nature,
            sector_id: row.sectorId,
            lat: row.point?.lat ?? null,
            lon: row.point?.lon ?? null,
          },
  },
};

const rowsOf = (values: readonly unknown[], kind: ImportKind, more: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, ${IDENTITY}, ${sql.raw(COLUMNS[kind].types)}${more})`;

/** References of new interventions, drawn for these alone. */
async function referencesOf(tx: Tx, rows: readonly GoodRow[]): Promise<(string | null)[]> {
  const years = rows.map(({ row }) => (row.kind === "interventions" ? referenceYear(row.openedAt) : null));
  const next = new Map<number, number>();
  for (const year of new Set(years))
    if (year !== null) next.set(year, await takeHistoryNumbers(tx, year, years.filter((each) => each === year).length));
  return years.map((year) => {
    if (year === null) return null;
    const number = next.get(year) ?? 1;
    next.set(year, number + 1);
    return formatHistoryReference({ year, number });
  });
}

/** Keeps new rows in one statement. */
export async function insertHistory(tx: Tx, importId: string, kind: ImportKind, rows: readonly GoodRow[]): Promise<void> {
  if (rows.length === 0) return;
  const references = kind === "interventions" ? await referencesOf(tx, rows) : [];
  const { names, of } = COLUMNS[kind];
  const values = rows.map((each, nth) => ({
    id: randomUUID(),
    reference: references[nth],
    ...identity(each),
    ...of(each.row),
  }));
  const columns = sql.raw(names);
  if (kind === "interventions")
    await sql`
      insert into intervention (intervention_id, reference, version, kind, priority, priority_by_hand, outcome, import_id, import_key,
        import_beginning, import_content, ${columns})
      select id, reference, 1, 'closed', 'P3', false, '', ${importId}, key, beginning, content, ${columns}
      from ${rowsOf(values, kind, sql`, reference text`)}`.execute(tx);
  else
    await sql`
      insert into ${TABLES[kind]} (${IDS[kind]}, import_id, import_key, import_beginning, import_content, ${columns})
      select id, ${importId}, key, beginning, content, ${columns} from ${rowsOf(values, kind, sql``)}`.execute(tx);
}

/** Replaces what a source said of rows by what it says now. */
export async function updateHistory(tx: Tx, kind: ImportKind, again: readonly Again[]): Promise<void> {
  if (again.length === 0) return;
  const { names, of } = COLUMNS[kind];
  const values = again.map(({ known, given }) => ({ id: known.id, ...identity(given), ...of(given.row) }));
  const version = kind === "interventions" ? sql`, version = version + 1` : sql``;
  await sql`
    update ${TABLES[kind]} set (import_key, import_beginning, import_content, ${sql.raw(names)}) =
      (select key, beginning, content, ${sql.raw(
        names
          .split(", ")
          .map((name) => `r.${name}`)
          .join(", "),
      )}) ${version}
    from ${rowsOf(values, kind, sql``)} where ${IDS[kind]} = r.id`.execute(tx);
}

/** Gives rows that are known by their content the number of their source. */
export async function nameHistory(tx: Tx, kind: ImportKind, again: readonly Again[]): Promise<void> {
  if (again.length === 0) return;
  const values = again.map(({ known, given }) => ({ id: known.id, ...identity(given) }));
  await sql`
    update ${TABLES[kind]} set import_key = r.key, import_beginning = r.beginning, import_content = r.content
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, ${IDENTITY}) where ${IDS[kind]} = r.id`.execute(tx);
}

export type HistoryHere = { readonly kind: InterventionKind; readonly version: number; readonly facts: HistoryFacts };

/** The interventions of these ids as the room has them, locked. */
export async function historyHere(tx: Tx, ids: readonly string[]): Promise<Map<string, HistoryHere>> {
  type Row = Omit<HistoryFacts, "openedAt" | "onSceneAt" | "closedAt" | "point"> & {
    id: string;
    kind: InterventionKind;
    version: number;
    opened_at: Date;
    on_scene_at: Date | null;
    closed_at: Date | null;
    lat: number | null;
    lon: number | null;
  };
  const { rows } = await sql<Row>`
    select intervention_id as id, kind, version, opened_at, origin, channel, subcategory, sector_id as "sectorId", lat, lon, on_scene_at,
      closed_at, disposition
    from intervention where intervention_id = any(${[...ids]}::uuid[]) order by intervention_id for update`.execute(tx);
  return new Map(
    rows.map(({ id, kind, version, opened_at, on_scene_at, closed_at, lat, lon, ...told }) => [
      id,
      {
        kind,
        version,
        facts: {
          ...told,
          openedAt: opened_at.getTime(),
          point: lat === null || lon === null ? null : { lat, lon },
          onSceneAt: on_scene_at?.getTime() ?? null,
          closedAt: closed_at?.getTime() ?? null,
        },
      },
    ]),
  );
}

/** Facts of an intervention in an imported row. */
export const factsOf = ({ kind: _kind, number: _number, ...facts }: ImportedIntervention): HistoryFacts => facts;

/** Keeps what was corrected, each in the log of its intervention, behind `version`. */
export async function insertCorrections(
  tx: Tx,
  corrections: readonly { readonly id: string; readonly version: number; readonly event: CorrectedEvent }[],
): Promise<void> {
  if (corrections.length === 0) return;
  const values = corrections.map(({ id, version, event: { kind, at, by, ...data } }) => ({
    id,
    seq: version + 1,
    at: iso(at),
    by,
    kind,
    data,
  }));
  await sql`
    insert into intervention_event (intervention_id, seq, at, by, kind, data)
    select id, seq, at, by, kind, data
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, seq integer, at timestamptz, by uuid, kind text, data jsonb)`.execute(
    tx,
  );
}
