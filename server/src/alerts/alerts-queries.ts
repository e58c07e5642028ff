import type { AlertInForce, alerts, PublicAlertRow } from "@amaliyat/contract/alerts";
import type { QueryOf } from "@amaliyat/contract/route";
import { isAuthorised, standingOfAlert, type NoChild, type PublicAlert } from "@amaliyat/domain/alerts";
import { DAY_MS } from "@amaliyat/domain/calendar";
import { sql, type RawBuilder } from "kysely";
import { authorisedAlerts, type AuthorisedAlert } from "../bolos/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { alertOfRow, type AlertRecord } from "./alerts-store.ts";

type Row = AlertRecord & {
  written_name: string | null;
  published_name: string | null;
  ended_name: string | null;
  corrected_name: string | null;
  proposed_name: string | null;
  answered_name: string | null;
  correction_answered_name: string | null;
  bolo_id: string | null;
  bolo_reference: string | null;
  pushed_told: number | null;
  pushed_unreached: number | null;
};

async function rowsWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.*, w.name as written_name, p.name as published_name, e.name as ended_name, o.name as corrected_name, r.name as proposed_name,
      n.name as answered_name, m.name as correction_answered_name, b.bolo_id, b.reference as bolo_reference
    from public_alert a left join person w on w.user_id = a.written_by left join person p on p.user_id = a.published_by
      left join person e on e.user_id = a.ended_by left join person o on o.user_id = a.corrected_by
      left join person r on r.user_id::text = a.correction -> 'proposed' ->> 'by' left join child_alert_now c on c.alert_id = a.child_alert_id
      left join person n on n.user_id::text = a.no_child ->> 'by'
      left join person m on m.user_id::text = a.correction -> 'said' -> 'noChild' ->> 'by'
      left join bolo_now b on b.bolo_id = c.bolo_id
    where ${condition} order by coalesce(a.published_at, a.written_at) desc, a.alert_id limit 500`.execute(tx);
  return rows;
}

/** The authorised texts that these rows are about, by their child alert. Whether the prosecutor's leave stands is a fact of the room. */
async function authorisedOf(tx: Tx, at: number, rows: readonly AlertRecord[]): Promise<ReadonlyMap<string, AuthorisedAlert>> {
  const ids = rows.flatMap(({ child_alert_id: id }) => (id === null ? [] : [id]));
  const found = ids.length === 0 ? [] : await authorisedAlerts(tx, at, ids);
  return new Map(found.map((one) => [one.childAlertId, one]));
}

const isLeft = (alert: PublicAlert, texts: ReadonlyMap<string, AuthorisedAlert>): boolean =>
  isAuthorised(alert.said, texts.get(alert.said.childAlertId ?? "") ?? null);

const iso = (at: number): string => new Date(at).toISOString();

/** Answer of an author that the words are about no missing child. */
const answerOf = (answer: NoChild | null | undefined, name: string | null): PublicAlertRow["noChild"] =>
  answer ? { words: answer.words, at: iso(answer.at), by: name ?? "", userId: answer.by } : null;

/** Proposed correction of what phones show; null if there is none. */
function correctionOf(row: Row, alert: PublicAlert): PublicAlertRow["correction"] {
  if (alert.state !== "published" || alert.correction === null) return null;
  const { said, proposed, authors } = alert.correction;
  return {
    texts: said.texts,
    reach: said.reach,
    until: iso(said.until),
    noChild: answerOf(said.noChild, row.correction_answered_name),
    proposed: { at: iso(proposed.at), by: row.proposed_name ?? "", userId: proposed.by },
    writers: [...new Set(Object.values(authors))],
  };
}

function shown(row: Row, texts: ReadonlyMap<string, AuthorisedAlert>, at: number, aloneMs: number): PublicAlertRow {
  const { alert, reference, corrected } = alertOfRow(row);
  const { alertId, version, said, written } = alert;
  const publication = alert.state === "draft" ? null : alert.publication;
  const ended = alert.state === "ended" ? alert.ended : null;
  const { child_alert_id: childAlertId, bolo_id: boloId, bolo_reference: boloReference, pushed_told: told, pushed_unreached: lost } = row;
  return {
    alertId,
    reference,
    version,
    standing: standingOfAlert(alert, at),
    kind: said.kind,
    texts: said.texts,
    reach: said.reach,
    from: said.from === null ? null : iso(said.from),
    until: iso(said.until),
    noChild: answerOf(said.noChild, row.answered_name),
    child: childAlertId === null || boloId === null || boloReference === null ? null : { childAlertId, boloId, boloReference },
    hasPicture: (texts.get(childAlertId ?? "")?.pictureId ?? null) !== null,
    authorised: isLeft(alert, texts),
    written: { at: iso(written.at), by: row.written_name ?? "", userId: written.by },
    published: publication && { at: iso(publication.at), by: row.published_name ?? "", userId: publication.by },
    ended: ended && { at: iso(ended.at), by: row.ended_name ?? "", userId: ended.by, reason: ended.reason },
    writers: [...new Set(Object.values(alert.authors))],
    correction: correctionOf(row, alert),
    corrected: corrected && { at: iso(corrected.at), by: row.corrected_name ?? "", userId: corrected.by },
    aloneUntil: publication && iso(publication.from + aloneMs),
    pushed: told === null || lost === null ? null : { told, unreached: lost },
  };
}

/** One alert as the room sees it. In the room's own scope, as those below: what is told to everybody lies in no sector. */
export async function alertById(tx: Tx, at: number, alertId: string, aloneMs: number): Promise<PublicAlertRow | null> {
  const rows = await rowsWhere(tx, sql`a.alert_id = ${alertId}`);
  const [row] = rows;
  return row === undefined ? null : shown(row, await authorisedOf(tx, at, rows), at, aloneMs);
}

/** Alerts are listed this far back. */
const LISTED_MS = 366 * DAY_MS;

/** Alerts of one standing, or all of the last year, newest first. */
export async function listAlerts(
  tx: Tx,
  at: number,
  { standing }: QueryOf<typeof alerts.list>,
  aloneMs: number,
): Promise<PublicAlertRow[]> {
  const rows = await rowsWhere(tx, sql`a.written_at > ${new Date(at - LISTED_MS)}`);
  const texts = await authorisedOf(tx, at, rows);
  return rows.map((row) => shown(row, texts, at, aloneMs)).filter((row) => standing === undefined || row.standing === standing);
}

/** Alerts that telephones show at a moment. An alert on a missing child is shown only while the prosecutor's authorisation stands. */
export async function shownNow(tx: Tx, at: number) {
  const hasBegun = sql`(a.from_at <= ${new Date(at)} or a.from_at <= a.published_at)`;
  const rows = await rowsWhere(tx, sql`a.state = 'published' and ${hasBegun} and a.until_at > ${new Date(at)}`);
  const texts = await authorisedOf(tx, at, rows);
  return rows
    .map(alertOfRow)
    .filter(({ alert }) => standingOfAlert(alert, at) === "in_force" && isLeft(alert, texts))
    .map(({ alert: { alertId, said }, corrected }) => ({
      alertId,
      said,
      correctedAt: corrected?.at ?? null,
      pictureId: texts.get(said.childAlertId ?? "")?.pictureId ?? null,
    }));
}

/** The same as phones are told it. */
export async function alertsInForce(tx: Tx, at: number): Promise<AlertInForce[]> {
  return (await shownNow(tx, at)).map(({ alertId, pictureId, correctedAt, said: { kind, texts, reach, from, until } }) => ({
    alertId,
    kind,
    texts,
    reach,
    from: iso(from ?? at),
    until: iso(until),
    hasPicture: pictureId !== null,
    correctedAt: correctedAt === null ? null : iso(correctedAt),
  }));
}

/** The references of alerts, and when each began or will; without a limit where it began with its publication. */
export async function referencesOf(
  tx: Tx,
  alertIds: readonly string[],
): Promise<{ readonly alertId: string; readonly reference: string; readonly began: number }[]> {
  const { rows } = await sql<{ alertId: string; reference: string; began: Date; isAtOnce: boolean }>`
    select alert_id as "alertId", reference, from_at as began, from_at <= published_at as "isAtOnce" from public_alert
    where alert_id = any (${[...alertIds]}::uuid[]) and published_at is not null`.execute(tx);
  return rows.map(({ alertId, reference, began, isAtOnce }) => ({
    alertId,
    reference,
    began: isAtOnce ? Number.NEGATIVE_INFINITY : began.getTime(),
  }));
}

/** Alerts that phones show, or will, of child alerts. */
export async function alertsOfChildren(tx: Tx, at: number, childAlertIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select alert_id as id from public_alert
    where child_alert_id = any (${[...childAlertIds]}::uuid[]) and state = 'published' and until_at > ${new Date(at)}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The picture of an alert that phones show; null where there is none, or they show it no longer. */
export async function pictureInForce(tx: Tx, at: number, alertId: string): Promise<string | null> {
  return (await shownNow(tx, at)).find((one) => one.alertId === alertId)?.pictureId ?? null;
}

/** The child alerts that a public alert tells of already, or is about to. */
export async function childrenTold(tx: Tx, at: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select child_alert_id as id from public_alert where child_alert_id is not null and state <> 'ended' and until_at > ${new Date(at)}`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}
