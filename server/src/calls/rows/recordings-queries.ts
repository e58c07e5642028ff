import type { calls, FoundRecording } from "@amaliyat/contract/calls";
import type { BodyOf } from "@amaliyat/contract/route";
import { plainNumber } from "@amaliyat/domain/calls";
import { referenceOfDigits } from "@amaliyat/domain/interventions";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { recordingColumns, shownRecording, type RecordingRow } from "./recordings-store.ts";

type Call = FoundRecording["call"];
type Row = RecordingRow &
  Omit<Call, "arrivedAt" | "takenBy"> & { readonly arrivedAt: Date; readonly takerId: string | null; readonly takerName: string | null };
type Filter = Omit<BodyOf<typeof calls.findRecordings>, "purpose">;

function shown({ reference, direction, line, number, nature, interventionId, interventionReference, ...row }: Row): FoundRecording {
  const { arrivedAt, takerId, takerName, ...recording } = row;
  const takenBy = takerId === null ? null : { userId: takerId, name: takerName ?? "" };
  const of = { reference, direction, line, number, nature, interventionId, interventionReference };
  return { ...shownRecording(recording), call: { ...of, arrivedAt: arrivedAt.toISOString(), takenBy } };
}

/** A page of recordings, newest first. The cursor is the moment and the id of the last row. */
export async function listRecordings(tx: Tx, { q, line, from, to, held, size, cursor }: Filter) {
  const [at = "", id = ""] = cursor?.split("_") ?? [];
  const isCursor = Number.isSafeInteger(Number(at)) && /^[0-9a-f-]{36}$/.test(id);
  const conditions = [
    sql`true`,
    ...(line === undefined ? [] : [sql`c.line = ${line}`]),
    ...(from === undefined ? [] : [sql`r.recorded_at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`r.recorded_at < ${to}::timestamptz`]),
    ...(held === true ? [sql`r.held_until is not null`] : []),
    ...(q === undefined || q === ""
      ? []
      : [
          sql`(position(amaliyat_fold(${referenceOfDigits(q) ?? q}) in amaliyat_fold(c.reference)) > 0
            or position(amaliyat_fold(${referenceOfDigits(q) ?? q}) in amaliyat_fold(i.reference)) > 0
            or position(${plainNumber(q) ?? "none"} in c.number_key) > 0)`,
        ]),
    ...(isCursor ? [sql`(r.recorded_at, r.recording_id) < (${new Date(Number(at))}, ${id}::uuid)`] : []),
  ];
  const { rows } = await sql<Row>`
    select ${recordingColumns}, c.reference, c.direction, c.line, c.from_number as number, c.arrived_at as "arrivedAt", c.nature,
      c.taken_by as "takerId", u.name as "takerName", c.intervention_id as "interventionId", i.reference as "interventionReference"
    from call_recording r join call c using (call_id) left join person u on u.user_id = c.taken_by
      left join intervention_now i on i.intervention_id = c.intervention_id
    where ${sql.join(conditions, sql` and `)}
    order by r.recorded_at desc, r.recording_id desc limit ${size + 1}`.execute(tx);
  const found = rows.slice(0, size).map(shown);
  const last = rows.length > size ? found.at(-1) : undefined;
  return { rows: found, next: last === undefined ? null : `${Date.parse(last.recordedAt)}_${last.recordingId}` };
}
