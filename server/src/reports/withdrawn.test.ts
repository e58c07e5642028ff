import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { coarsePlace, ERASED_WITHIN_S, KEPT_DAYS } from "@amaliyat/domain/reports";
import { randomBytes, randomUUID } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openVault } from "../platform/vault.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { makePartnership } from "../testing/partners.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { newCode, reportBody } from "../testing/things/things.ts";
import { send, toSend, tus } from "../testing/things/uploads.ts";
import { eraseDue, fileMaintenance } from "./maintain-files.ts";
import { openFiles } from "./files/files.ts";

let room: TestRoom;
let taker: TestClient;
let citizen: TestClient;
let said = "";
const log = pino({ level: "trace" }, new Writable({ write: (chunk: Buffer, _, done) => ((said += chunk.toString()), done()) }));
beforeAll(async () => {
  room = await startTestRoom({ log });
  taker = await room.as("call_taker");
  citizen = testClient(room.url);
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

/** Data of one author, each value unique in the room. */
function secrets() {
  const mark = randomBytes(6).toString("hex");
  const [lat, lon] = [31.9 + Math.random() * 0.009, 5.3 + Math.random() * 0.009];
  const eight = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return bytes;
  };
  return {
    words: `قرقوبة ${mark}`,
    contact: `0555-${mark}`,
    place: { lat, lon },
    placeText: `خلف المخبزة ${mark}`,
    message: `رسالة ${mark}`,
    answer: `جواب القاعة ${mark}`,
    file: Buffer.concat([Buffer.from(`file ${mark} `), randomBytes(4_000)]),
    half: Buffer.concat([Buffer.from(`half ${mark} `), randomBytes(4_000)]),
    needles: [Buffer.from(mark), Buffer.from(String(lat)), Buffer.from(String(lon)), eight(lat), eight(lon)],
  };
}
type Secrets = ReturnType<typeof secrets>;

/** Files below a folder. */
async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const found = await Promise.all(
    names.map(async (name) => ((await stat(join(folder, name)).catch(() => null))?.isFile() === true ? [join(folder, name)] : [])),
  );
  return found.flat();
}

/** Every row of every table, the jobs' too, as text; bytes as hex. */
async function dump(): Promise<string> {
  const { pool } = room.database.db;
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = [];
  for (const { name } of rows) {
    const all = await pool.query<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(name, ...all.rows.map(({ text }) => text));
  }
  return texts.join("\n");
}

/** Files of this database and of the server's write-ahead log; none where the server is not on this machine, or not ours to read. */
async function databaseFiles(): Promise<string[]> {
  const { pool } = room.database.db;
  await pool.query("checkpoint");
  await pool.query("select pg_switch_wal()");
  const { rows } = await pool.query<{ folder: string; oid: string }>(
    "select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()",
  );
  const [at] = rows;
  if (at === undefined || (await stat(at.folder).catch(() => null)) === null) return [];
  return [
    ...(await filesBelow(join(at.folder, "pg_wal"))),
    ...(await filesBelow(join(at.folder, "base", at.oid))),
    join(at.folder, "..", "postgres.log"),
  ];
}

/** Places in which one of the secrets is found in plain text. */
async function found({ needles }: Secrets): Promise<string[]> {
  const text = await dump();
  const inText = needles.filter((needle) => text.includes(needle.toString()) || text.includes(needle.toString("hex")));
  const hits = inText.map((needle) => `a table holds ${needle.toString("latin1")}`);
  if (needles.some((needle) => said.includes(needle.toString()))) hits.push("the log says it");
  for (const file of [...(await filesBelow(room.data)), ...(await databaseFiles())]) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) hits.push(file);
  }
  return hits;
}

/** Sends a report that says all of it, with one file whole and one half; the room opens it, asks, and is answered. */
async function sent(given: Secrets) {
  const [code, device] = [newCode(), `device-${randomUUID()}`];
  const [whole, half] = [toSend("picture", given.file), toSend("picture", given.half)];
  const files = [whole, half].map(({ fileId, kind, bytes, sha256 }) => ({ fileId, kind, bytes: bytes.length, sha256 }));
  const { words, contact, placeText, place } = given;
  const more = { words, contact, placeText, device, files, place: { point: place, accuracyM: 9, source: "phone" as const } };
  const { reference } = await citizen.must(reports.send, { body: { ...reportBody(code, place), ...more } });
  await send(room.url, code, whole);
  await tus.create(room.url, code, half.fileId, half.bytes.length);
  await tus.patch(room.url, code, half.fileId, { offset: 0, bytes: half.bytes.subarray(0, 1_000) });
  await tus.patch(room.url, code, half.fileId, { offset: 1_000, bytes: half.bytes.subarray(1_000, 2_003) });
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const params = { reportId: rows[0]?.reportId ?? "" };
  const act = async (path: string, body: object) => {
    const headers = { "content-type": "application/json", "idempotency-key": `key-${randomUUID()}`, origin: new URL(room.url).origin };
    const answer = await taker.fetch(`/api/reports/${params.reportId}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  };
  await taker.must(reports.open, { params });
  await act("readings", {});
  await act("questions", { words: given.answer, choices: [] });
  await citizen.must(reports.say, { body: { code, messageId: randomUUID(), words: given.message } });
  return { code, params, reference, fileIds: files.map(({ fileId }) => fileId) };
}

async function erase(at: number) {
  const { db } = room.database;
  const vault = await openVault(join(room.data, "keys"));
  const files = await openFiles({
    mediaHosts: [],
    db,
    clock: Date.now,
    log,
    vault,
    space: { mayWrite: () => Promise.resolve(true) },
    folder: join(room.data, "reports"),
  });
  await eraseDue(files, at);
  await fileMaintenance(files)(at);
}

it("stands in no log of the embedded database, whatever a statement does", async () => {
  const mark = `قيمة ${randomUUID()}`;
  const { pool } = room.database.db;
  await expect(pool.query("select ($1::text)::integer", [mark])).rejects.toThrow();
  await expect(pool.query("insert into room_key (use, key_id, first_seen) values ($1, $1, null)", [mark])).rejects.toThrow("null value");
  const { rows } = await pool.query<{ folder: string }>("select current_setting('data_directory') as folder");
  const serverLog = await readFile(join(rows[0]?.folder ?? "", "..", "postgres.log"), "utf8").catch(() => null);
  // A server that is not ours has settings of its own.
  if (serverLog === null) return;
  expect(serverLog).toContain("null value");
  expect(serverLog).not.toContain("($1::text)::integer");
  // The message of a wrong value repeats it; a row that broke a rule is not repeated.
  expect(serverLog.split("\n").filter((line) => line.includes(mark) && !line.includes("invalid input syntax"))).toEqual([]);
});

describe("what an author said", { timeout: 60_000 }, () => {
  it("of the place leaves the intervention that was made of it when it is withdrawn; what the room wrote stays", async () => {
    const planted = secrets();
    const { code, params, reference } = await sent(planted);
    const made = await taker.must(reports.makeIntervention, { params, body: { note: "كلمة القاعة" } });
    const card = () => taker.must(interventions.card, { params: { interventionId: made.interventionId } });
    expect((await card()).placeText).toBe(planted.placeText);
    expect(await citizen.must(reports.withdraw, { body: { code } })).toMatchObject({ remains: { intervention: true } });
    const left = await card();
    expect(left.placeText).toBeNull();
    expect(left.place).toEqual(planted.place);
    expect(JSON.stringify(left)).toContain("كلمة القاعة");
    expect(await dump()).not.toContain(planted.placeText);
    expect(reference).toMatch(/^R-/);
  });

  it("lies in plain nowhere while it stands, and is found nowhere a minute after it was withdrawn", async () => {
    const planted = secrets();
    const { code, params, fileIds } = await sent(planted);
    expect(await taker.must(reports.card, { params })).toMatchObject({
      words: planted.words,
      contact: planted.contact,
      place: planted.place,
      placeText: planted.placeText,
      messages: [{ words: planted.answer }, { words: planted.message }],
    });
    expect(await found(planted)).toEqual([]);
    const began = Date.now();
    expect(await citizen.must(reports.withdraw, { body: { code } })).toMatchObject({
      state: "withdrawn",
      messages: [],
      files: [],
      remains: null,
    });
    await erase(Date.now());
    // Real time: the minute is promised to the author.
    expect(Date.now() - began).toBeLessThan(ERASED_WITHIN_S * 1_000);
    expect(await found(planted)).toEqual([]);
    // Nothing sealed is left either: the key that the room still has would open it.
    const { pool } = room.database.db;
    const count = async (query: string, value: string) => (await pool.query(query, [value])).rowCount;
    expect(await count("select from report_message where report_id = $1", params.reportId)).toBe(0);
    expect(await count("select from request_once where about = $1 and reply_sealed is not null", params.reportId)).toBe(0);
    const events = "select from live_event where topic = 'report' and happening ->> 'about' = $1";
    expect(await count(events, params.reportId)).toBe(1);
    expect(
      await count(
        `select from report where report_id = $1 and words_sealed is null and contact_sealed is null and place_text_sealed is null
         and place_sealed is null and end_words_sealed is null and lat is null and device_hash is null and sector_id = 'SU1'`,
        params.reportId,
      ),
    ).toBe(1);
    const left = (await filesBelow(join(room.data, "reports"))).filter((file) => fileIds.some((id) => file.includes(id)));
    expect(left).toEqual([]);
    const card = await taker.must(reports.card, { params });
    expect(card).toMatchObject({
      state: "withdrawn",
      words: null,
      contact: null,
      place: null,
      placeText: null,
      messages: [],
      reportFiles: [],
    });
    expect(card.events.map(({ kind }) => kind)).toEqual(["report.received", "report.withdrawn"]);
  });

  it("goes too where it became an intervention, and the answer says what remains", async () => {
    const planted = secrets();
    const { code, params } = await sent(planted);
    const { interventionId } = await taker.must(reports.makeIntervention, { params, body: {} });
    await makePartnership(room, "SU1", interventionId);
    await room.database.db.pool.query("update forward set reached = true where intervention_id = $1", [interventionId]);
    expect(await citizen.must(reports.withdraw, { body: { code } })).toMatchObject({
      state: "withdrawn",
      messages: [],
      remains: { intervention: true, bodies: [{ ar: "هيئة partner-SU1" }] },
    });
    const { rows } = await taker.must(reports.list, { query: { interventionId } });
    expect(rows).toMatchObject([{ state: "withdrawn", place: null, placeText: null, files: 0 }]);
    expect(await taker.must(reports.filesOf, { params: { interventionId } })).toEqual([]);
    expect(await taker.must(reports.card, { params })).toMatchObject({ words: null, contact: null, messages: [] });
    const log = JSON.stringify(await logEntries(room));
    expect(log).not.toContain(planted.needles[0]?.toString());
    expect(log).not.toContain(String(planted.place.lat));
  });

  it("goes at the end of its time, and of its place a cell of 500 m stays", async () => {
    const planted = secrets();
    const { params } = await sent(planted);
    const later = Date.now() + (KEPT_DAYS + 1) * 86_400_000;
    await erase(later);
    const { rows } = await room.database.db.pool.query<{ lat: number; lon: number; sealed: unknown }>(
      "select lat, lon, place_sealed as sealed from report where report_id = $1 and words_sealed is null and forgotten_at is not null",
      [params.reportId],
    );
    expect(rows).toEqual([{ ...coarsePlace(planted.place), sealed: null }]);
    expect(await taker.must(reports.card, { params })).toMatchObject({ words: null, messages: [], place: null });
  });
});
