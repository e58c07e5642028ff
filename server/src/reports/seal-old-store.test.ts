import { coarsePlace } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { makeLog } from "../platform/log.ts";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { reportById, reportCard } from "./rows/reports-queries.ts";
import { sealOldReports } from "./seal-old-store.ts";

const PLACE = { lat: 31.9051, lon: 5.3052 };

/** A report as releases before wrote it, with the rank that migration 30 gives it. */
async function old({ db }: TestDatabase, state: "waiting" | "withdrawn", forgotten = false): Promise<string> {
  const reportId = randomUUID();
  await db.pool.query(
    `insert into report (report_id, reference, received_at, channel, nature, state, kind, sort, language, words, contact, place_text, lat, lon,
       written_at, kept_until, code_hash, ended_at, forgotten_at, urgency)
     values ($1::uuid, $1::text, now(), 'APP', 'INT', $2::text, 'obstacle', 'information', 'ar', 'كلمات قديمة', '0555', 'خلف السوق', $3, $4,
       now(), now(), sha256($1::text::bytea), case when $2::text = 'withdrawn' then now() end, case when $5 then now() end, 220)`,
    [reportId, state, PLACE.lat, PLACE.lon, forgotten],
  );
  await db.pool.query(
    "insert into report_message (message_id, report_id, seq, at, words) values (gen_random_uuid(), $1, 1, now(), 'رسالة قديمة')",
    [reportId],
  );
  return reportId;
}

it("seals what releases before wrote, once, and what was withdrawn then is gone", { timeout: 60_000 }, async () => {
  await using database = await cloneDatabase();
  const { db } = database;
  const [standing, withdrawn, forgotten] = [
    await old(database, "waiting"),
    await old(database, "withdrawn"),
    await old(database, "waiting", true),
  ];
  const log = makeLog("silent");
  expect([await sealOldReports(db, log), await sealOldReports(db, log)]).toEqual([6, 0]);
  const { rows } = await db.pool.query<{ text: string }>(
    "select r::text as text from report r union all select m::text from report_message m",
  );
  expect(rows).toHaveLength(5);
  for (const word of ["كلمات", "0555", "السوق", "رسالة", "31.9051"]) expect(JSON.stringify(rows)).not.toContain(word);
  const card = (reportId: string) => transaction(db, SYSTEM, (tx) => reportCard(tx, 0, reportId), { readOnly: true });
  expect(await card(standing)).toMatchObject({
    words: "كلمات قديمة",
    contact: "0555",
    place: PLACE,
    placeText: "خلف السوق",
    messages: [{ words: "رسالة قديمة", choices: [] }],
  });
  expect(await card(withdrawn)).toMatchObject({ words: null, contact: null, place: null, messages: [] });
  expect((await transaction(db, SYSTEM, (tx) => reportById(tx, 0, forgotten), { readOnly: true }))?.place).toBeNull();
  const places = await db.pool.query("select lat, lon from report where report_id = any($1)", [[standing, forgotten]]);
  expect(places.rows).toEqual([coarsePlace(PLACE), coarsePlace(PLACE)]);
});
