import { coarsePlace } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Log } from "../platform/log.ts";
import { eraseWithdrawn } from "./files/forget-store.ts";
import { sealPlace, sealSaid, sealWords, type Said } from "./rows/sealed-words.ts";

const BATCH = 200;

type OldReport = {
  readonly id: string;
  readonly isGone: boolean;
  readonly isForgotten: boolean;
  readonly words: string | null;
  readonly contact: string | null;
  readonly placeText: string | null;
  readonly endWords: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
};

/** Seals one report of before; of one that was withdrawn all goes, of a forgotten one the exact place. */
async function sealReport(tx: Tx, { id, isGone, isForgotten, words, contact, placeText, endWords, lat, lon }: OldReport): Promise<void> {
  const place = lat === null || lon === null ? null : { lat, lon };
  const coarse = place === null ? null : coarsePlace(place);
  await sql`
    update report set words = null, contact = null, place_text = null, end_words = null, sealed_at = now(), lat = ${coarse?.lat ?? null},
      lon = ${coarse?.lon ?? null}, words_sealed = ${sealWords(tx, id, "words", words)},
      contact_sealed = ${sealWords(tx, id, "contact", contact)}, place_text_sealed = ${sealWords(tx, id, "place_text", placeText)},
      end_words_sealed = ${sealWords(tx, id, "end_words", endWords)}, place_sealed = ${isForgotten ? null : sealPlace(tx, id, place)}
    where report_id = ${id}`.execute(tx);
  if (isGone) await eraseWithdrawn(tx, id);
}

const sealReports = (db: Db): Promise<number> =>
  transaction(db, SYSTEM, async (tx) => {
    const { rows } = await sql<OldReport>`
      select report_id as id, state = 'withdrawn' as "isGone", forgotten_at is not null as "isForgotten", words, contact,
        place_text as "placeText", end_words as "endWords", lat, lon
      from report where state is not null and sealed_at is null limit ${BATCH} for update`.execute(tx);
    for (const row of rows) await sealReport(tx, row);
    return rows.length;
  });

const sealMessages = (db: Db): Promise<number> =>
  transaction(db, SYSTEM, async (tx) => {
    const { rows } = await sql<Said & { id: string }>`
      select message_id as id, words, choices from report_message where words is not null limit ${BATCH} for update`.execute(tx);
    for (const { id, ...said } of rows)
      await sql`
        update report_message set words = null, choices = '[]', said_sealed = ${sealSaid(tx, id, said)} where message_id = ${id}`.execute(
        tx,
      );
    return rows.length;
  });

/**
 * Seals what reports of before said, group by group: a start that is cut off goes on where it stopped. The tables are written anew after
 * that, so that no plain word stays in their files; in the write-ahead log it stays until that is used again.
 */
export async function sealOldReports(db: Db, log: Log): Promise<number> {
  let sealed = 0;
  for (const step of [sealMessages, sealReports]) for (let done = BATCH; done === BATCH; sealed += done) done = await step(db);
  if (sealed === 0) return 0;
  // Not inside a transaction, as the owner.
  await db.pool
    .query("vacuum (full) report, report_message, report_event, live_event, request_once")
    .catch((cause: unknown) => log.warn({ err: cause }, "reports: old rows sealed, freed space not overwritten"));
  log.info({ rows: sealed }, "reports: old rows sealed");
  return sealed;
}
