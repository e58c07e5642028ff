import {
  authorsAfter,
  type Act,
  type AlertTexts,
  type Authorship,
  type Correction,
  type NoChild,
  type PublicAlert,
  type PublicAlertKind,
} from "@amaliyat/domain/alerts";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

export type AlertRecord = {
  alert_id: string;
  reference: string;
  version: number;
  state: PublicAlert["state"];
  kind: PublicAlertKind;
  texts: AlertTexts;
  lat: number | null;
  lon: number | null;
  radius_m: number | null;
  from_at: Date | null;
  until_at: Date;
  child_alert_id: string | null;
  written_at: Date;
  written_by: string;
  published_at: Date | null;
  published_by: string | null;
  ended_at: Date | null;
  ended_by: string | null;
  end_reason: string | null;
  /** Null in a row of before authors were kept: all of it is of who wrote it. */
  authors: Authorship | null;
  correction: Correction | null;
  corrected_at: Date | null;
  corrected_by: string | null;
  no_child: NoChild | null;
};

/** `corrected` is when its words were last changed after its publication, and by whom that was published. */
export type KeptAlert = { readonly alert: PublicAlert; readonly reference: string; readonly corrected: Act | null };

/** Area of an alert; null is the whole town. */
export const reachOf = ({ lat, lon, radius_m: radiusM }: Pick<AlertRecord, "lat" | "lon" | "radius_m">) =>
  lat === null || lon === null || radiusM === null ? null : { point: { lat, lon }, radiusM };

function publicationOf(row: AlertRecord) {
  const { published_at: at, published_by: by, from_at: from, until_at: until } = row;
  return at === null || by === null || from === null ? null : { at: at.getTime(), by, from: from.getTime(), until: until.getTime() };
}

/** The state that a row holds. A row that holds none is our bug. */
export function alertOfRow(row: AlertRecord): KeptAlert {
  const { alert_id: alertId, reference, version, kind, texts, state } = row;
  const from = row.from_at?.getTime() ?? null;
  const said = {
    kind,
    texts,
    reach: reachOf(row),
    from,
    until: row.until_at.getTime(),
    childAlertId: row.child_alert_id,
    noChild: row.no_child,
  };
  const written = { at: row.written_at.getTime(), by: row.written_by };
  const common = { alertId, version, said, written, authors: row.authors ?? authorsAfter([], said, written.by) };
  const { corrected_at: correctedAt, corrected_by: correctedBy } = row;
  const corrected = correctedAt === null || correctedBy === null ? null : { at: correctedAt.getTime(), by: correctedBy };
  const publication = publicationOf(row);
  if (state === "draft") return { alert: { ...common, state }, reference, corrected };
  if (state === "published" && publication !== null)
    return { alert: { ...common, state, publication, correction: row.correction }, reference, corrected };
  const { ended_at: endedAt, ended_by: by, end_reason: reason } = row;
  if (state !== "ended" || endedAt === null || by === null || reason === null) throw new Error("a public alert stands in no state");
  return { alert: { ...common, state, publication, ended: { at: endedAt.getTime(), by, reason } }, reference, corrected };
}

/** Reserves the next number of a year. */
export async function nextAlertNumber(tx: Tx, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into public_alert_number (year, last) values (${year}, 1)
    on conflict (year) do update set last = public_alert_number.last + 1 returning last`.execute(tx);
  return rows[0]?.last ?? 1;
}

/** Locks an alert for a command; null where there is none. */
export async function lockAlert(tx: Tx, alertId: string): Promise<KeptAlert | null> {
  const { rows } = await sql<AlertRecord>`
    select alert_id, reference, version, state, kind, texts, lat, lon, radius_m, from_at, until_at, child_alert_id, written_at, written_by,
      published_at, published_by, ended_at, ended_by, end_reason, authors, correction, corrected_at, corrected_by, no_child
    from public_alert where alert_id = ${alertId} for update`.execute(tx);
  return rows[0] === undefined ? null : alertOfRow(rows[0]);
}

const dateOf = (at: number | null | undefined): Date | null => (at === null || at === undefined ? null : new Date(at));

/** Inserts an alert, or updates it after a command. */
export async function upsertAlert(tx: Tx, { alert, reference, corrected }: KeptAlert): Promise<void> {
  const { alertId, version, said, written, authors, state } = alert;
  const correction = state === "published" ? alert.correction : null;
  const publication = state === "draft" ? null : alert.publication;
  const ended = state === "ended" ? alert.ended : null;
  const { reach } = said;
  await sql`
    insert into public_alert (alert_id, reference, version, state, kind, texts, lat, lon, radius_m, from_at, until_at, child_alert_id, written_at,
      written_by, published_at, published_by, ended_at, ended_by, end_reason, authors, correction, corrected_at, corrected_by, no_child)
    values (${alertId}, ${reference}, ${version}, ${state}, ${said.kind}, ${JSON.stringify(said.texts)}::jsonb, ${reach?.point.lat ?? null},
      ${reach?.point.lon ?? null}, ${reach?.radiusM ?? null}, ${dateOf(publication?.from ?? said.from)},
      ${dateOf(publication?.until ?? said.until)}, ${said.childAlertId}, ${dateOf(written.at)}, ${written.by}, ${dateOf(publication?.at)},
      ${publication?.by ?? null}, ${dateOf(ended?.at)}, ${ended?.by ?? null}, ${ended?.reason ?? null},
      ${JSON.stringify(authors)}::jsonb, ${correction === null ? null : JSON.stringify(correction)}::jsonb, ${dateOf(corrected?.at)},
      ${corrected?.by ?? null}, ${said.noChild ? JSON.stringify(said.noChild) : null}::jsonb)
    on conflict (alert_id) do update set version = excluded.version, state = excluded.state, kind = excluded.kind, texts = excluded.texts,
      lat = excluded.lat, lon = excluded.lon, radius_m = excluded.radius_m, from_at = excluded.from_at, until_at = excluded.until_at,
      child_alert_id = excluded.child_alert_id, written_at = excluded.written_at, written_by = excluded.written_by,
      published_at = excluded.published_at, published_by = excluded.published_by, ended_at = excluded.ended_at, ended_by = excluded.ended_by,
      end_reason = excluded.end_reason, authors = excluded.authors, correction = excluded.correction,
      corrected_at = excluded.corrected_at, corrected_by = excluded.corrected_by, no_child = excluded.no_child`.execute(tx);
}

/** Adds to the telephones that were told of an alert, and to those that were given up. */
export async function countPushed(tx: Tx, alertId: string, told: number, unreached: number): Promise<void> {
  await sql`
    update public_alert set pushed_told = coalesce(pushed_told, 0) + ${told}, pushed_unreached = coalesce(pushed_unreached, 0) + ${unreached}
    where alert_id = ${alertId}`.execute(tx);
}
