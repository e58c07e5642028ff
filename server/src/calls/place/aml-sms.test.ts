import { calls } from "@amaliyat/contract/calls";
import type { Point } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { BlockList } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { callsDesk, until } from "../../testing/calls-desk.ts";
import { testClient, type TestClient } from "../../testing/test-client.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { PLACES, type TestRoom } from "../../testing/test-room.ts";
import { insertCalls } from "../rows/calls-store.ts";
import { aml } from "./places.ts";

const KEY = "a key of sixteen letters";
const [IMSI, IMEI] = ["603010123456789", "356938035643809"];
const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card, inState, ring, talk, over } = desk;
let room: TestRoom;
let taker: TestClient;
beforeAll(async () => {
  ({ room, taker } = await desk.open(stack, { AMALIYAT_AML_KEY: KEY }));
});
afterAll(() => stack.disposeAsync());

/** The message of a telephone that was measured five seconds ago. */
function message(method = "G", { agoS = 5, radiusM = 14, point = PLACES.SU2 as Point } = {}): string {
  const top = new Date(Date.now() - agoS * 1000).toISOString().replaceAll(/[-:T]|\..*$/g, "");
  const { lat, lon } = point;
  return `A"ML=1;lt=+${lat.toFixed(5)};lg=+${lon.toFixed(5)};rd=${radiusM};top=${top};lc=95;pm=${method};si=${IMSI};ei=${IMEI};mcc=603;mnc=01;ml=130`;
}
const post = (body: string | URLSearchParams, headers: Record<string, string> = {}, key = KEY) =>
  testClient(room.url).fetch(`/api/aml?key=${encodeURIComponent(key)}`, { method: "POST", body, headers });
const asForm = (from: string, text: string, key?: string) => post(new URLSearchParams({ from, text }), {}, key);
const asJson = (from: string, text: string) => post(JSON.stringify({ from, text }), { "content-type": "application/json" });

it("an SMS that the operator hands on places its sender, before the call comes and after, by form and by JSON", async () => {
  expect((await asForm("213550111222", message())).status).toBe(204);
  const first = await talk("0550111222");
  const found = await card(first);
  expect(found).toMatchObject({ place: { source: "aml", accuracyM: 14, point: PLACES.SU2 }, sectorId: "SU2" });
  expect(Date.now() - Date.parse(found.place?.measuredAt ?? "")).toBeGreaterThan(4_000);
  await over(first);
  const second = await talk("0550111333");
  expect((await asJson("+213550111333", message("W"))).status).toBe(204);
  expect(await card(second)).toMatchObject({ place: { source: "aml", accuracyM: 14 }, sectorId: "SU2" });
  await over(second);
});

it("a message behind a byte-order mark places its sender, and broken JSON is refused to whoever knows the key", async () => {
  const [number, from] = ["0550111334", "+213550111334"];
  const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
  const callId = await talk(number);
  const fields = new URLSearchParams({ from, text: message() }).toString();
  expect((await post(`\uFEFF${JSON.stringify({ from, text: message() })}`, JSON_TYPE)).status).toBe(204);
  for (const body of [`\uFEFF${fields}`, `%EF%BB%BF${fields}`])
    expect((await post(body, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(204);
  expect((await card(callId)).places).toHaveLength(3);
  const broken = JSON.stringify({ from, text: message() }).slice(0, -1);
  for (const body of [broken, `[${broken}}]`]) {
    const answer = await post(body, JSON_TYPE);
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ code: "sms.not_aml" })]);
  }
  expect((await post(broken, JSON_TYPE, "a wrong key")).status).toBe(204);
  for (const body of ["", "{}"]) expect((await post(body, JSON_TYPE)).status, body).toBe(204);
  await over(callId);
});

it("a message without a fix, or of a sender without the key, places nobody and is answered with success", async () => {
  const callId = await talk("0550111444");
  expect((await asForm("+213550111444", message("N"))).status).toBe(204);
  expect((await asForm("+213550111444", message(), "a wrong key")).status).toBe(204);
  expect((await asForm("+213550111444", "no message", "a wrong key")).status).toBe(204);
  expect((await card(callId)).places).toEqual([]);
  await over(callId);
});

const WAITING = `
  select from pg_locks join pg_database on pg_database.oid = database
  where datname = current_database() and locktype = 'advisory' and not granted`;
const FAR = { lat: 30, lon: 4 };

it("a place by a clock that is wrong never beats a true fix, and one of another day is nobody's place", async () => {
  const [number, from] = ["0550111666", "+213550111666"];
  const ofYearAgo = new URLSearchParams({
    device_number: from,
    location_latitude: "29.5",
    location_longitude: "3.0",
    location_accuracy: "3",
    location_time: String(Date.now() - 365 * 86_400_000),
  });
  const callId = await talk(number);
  await asForm(from, message("G", { agoS: 2 * 86_400, radiusM: 5, point: FAR }));
  await post(ofYearAgo);
  expect(await card(callId)).toMatchObject({ place: null, sectorId: null });
  await asForm(from, message("G", { agoS: -7_200, radiusM: 2, point: FAR }));
  const ahead = await card(callId);
  expect(ahead.place).toMatchObject({ source: "aml", accuracyM: 2 });
  expect(Date.parse(ahead.place?.measuredAt ?? "") - Date.now()).toBeGreaterThan(7_000_000);
  await asForm(from, message());
  await asForm(from, message("G", { agoS: -7_200, radiusM: 1, point: FAR }));
  const found = await card(callId);
  expect(found).toMatchObject({ place: { accuracyM: 14, point: PLACES.SU2 }, sectorId: "SU2" });
  expect(found.places.map(({ accuracyM }) => accuracyM)).toEqual([1, 14, 2, 3, 5]);
  await over(callId);
});

it("an exact place by a clock that is ahead beats a coarse one, and of two such the newer counts", async () => {
  const [number, from] = ["0550111667", "+213550111667"];
  const callId = await talk(number);
  await asForm(from, message("C", { radiusM: 5_000, point: FAR }));
  await asForm(from, message("G", { agoS: -90, radiusM: 10 }));
  expect(await card(callId)).toMatchObject({ place: { accuracyM: 10, point: PLACES.SU2 }, sectorId: "SU2" });
  await room.database.db.pool.query("update call_place set received_at = received_at - interval '60 s' where call_id = $1", [callId]);
  await asForm(from, message("G", { agoS: -3_600, radiusM: 11, point: PLACES.SU1 }));
  expect(await card(callId)).toMatchObject({ place: { accuracyM: 11, point: PLACES.SU1 }, sectorId: "SU1" });
  await over(callId);
});

it("no number of messages takes the card from the caller's own words", async () => {
  const callId = await talk("0550111777");
  await taker.must(calls.setPlace, { params: { callId }, body: { point: PLACES.SU1, text: null } });
  for (let n = 0; n < 55; n++) await asForm("+213550111777", message());
  const found = await card(callId);
  expect(found).toMatchObject({ place: { source: "said", point: PLACES.SU1 }, sectorId: "SU1" });
  expect(found.places.map(({ source }) => source)).toContain("said");
  await over(callId);
});

it("each open call of a number has the place", async () => {
  const older = await talk("0550111888");
  const newer = ring("0550111888");
  await inState(newer, "waiting");
  await asForm("+213550111888", message());
  for (const callId of [older, newer]) expect(await card(callId)).toMatchObject({ place: { source: "aml", accuracyM: 14 } });
  network.gone(newer, Date.now());
  await inState(newer, "ended");
  await over(older);
});

it.each(["before", "in"])("a place that came %s a forged call is the true call's too, if the forged one has hung up", async (when) => {
  const number = when === "before" ? "0550111890" : "0550111891";
  const send = () => asForm(`+213${number.slice(1)}`, message());
  const other = await talk("0550111892");
  if (when === "before") await send();
  const forged = ring(number);
  await inState(forged, "waiting");
  if (when === "in") await send();
  network.gone(forged, Date.now());
  await inState(forged, "ended");
  await over(other);
  const callId = await talk(number);
  for (const each of [forged, callId]) expect(await card(each)).toMatchObject({ place: { source: "aml", accuracyM: 14 }, sectorId: "SU2" });
  await over(callId);
});

it("the oldest of many open calls of a number has the place too, so a forged number takes it from nobody", async () => {
  const [number, count] = ["0550111889", 120];
  const began = Date.now() - count * 1000;
  const blank = { closed: false, takenBy: null, backOf: null, withheld: false, direction: "in", line: "17", dialled: "17" } as const;
  const open = Array.from({ length: count }, (_, nth) => {
    const at = new Date(began + nth * 1000);
    return { ...blank, callId: randomUUID(), year: at.getFullYear(), number, key: number, at, since: at };
  });
  const { db } = room.database;
  await transaction(db, SYSTEM, (tx) => insertCalls(tx, open));
  await asForm("+213550111889", message());
  const { rows } = await db.pool.query<{ call_id: string }>("select call_id from call_place where number_key = $1", [number]);
  expect(rows.map((row) => row.call_id).toSorted()).toEqual(open.map(({ callId }) => callId).toSorted());
});

it("a place that comes while its call is being written is the call's at once", async () => {
  const { db } = room.database;
  const [callId, number, at] = [randomUUID(), "0550111999", new Date()];
  const blank = { closed: false, takenBy: null, backOf: null, withheld: false, at, since: at };
  const call = { callId, year: at.getFullYear(), direction: "in", line: "17", dialled: "17", number, key: number, ...blank } as const;
  let answered: Promise<unknown> = Promise.resolve();
  const isOver = { value: false };
  await transaction(db, SYSTEM, async (tx) => {
    await insertCalls(tx, [call]);
    answered = asForm("+213550111999", message()).then(() => (isOver.value = true));
    const waits = async () => (await db.pool.query(WAITING)).rowCount;
    await until(async () => isOver.value || (await waits()) === 1);
  });
  await answered;
  expect(await card(callId)).toMatchObject({ place: { source: "aml", accuracyM: 14 } });
});

it("messages of numbers without a call leave no job, and those of one that is over leave one together", async () => {
  const jobs = async () => {
    const { rows } = await room.database.db.pool.query<{ key: string }>(
      "select key from graphile_worker.jobs where task_identifier = 'calls.join_late_place' order by key",
    );
    return rows.length;
  };
  const callId = await talk("0550112000");
  await over(callId);
  const before = await jobs();
  for (let n = 0; n < 20; n++) await asForm(`+2135509990${10 + n}`, message());
  expect(await jobs()).toBe(before);
  for (let n = 0; n < 5; n++) await asForm("+213550112000", message());
  // The five may lie on both sides of a border of ten seconds.
  expect((await jobs()) - before).toBeLessThanOrEqual(2);
  await room.database.db.pool.query(
    "select graphile_worker.reschedule_jobs(array(select id from graphile_worker._private_jobs), run_at => now())",
  );
  expect((await until(async () => (await card(callId)).places.length > 0 && card(callId))).place).toMatchObject({ source: "aml" });
  await expect.poll(async () => (await card(callId)).places.length).toBe(5);
});

it("of late places in one slot the newer joins too, if the one stored last was received first", async () => {
  const number = "0550112001";
  const callId = await talk(number);
  await over(callId);
  const { db } = room.database;
  const networks = new BlockList();
  networks.addAddress("192.0.2.1");
  const deps = { db, clock: () => Date.now(), sectorOf: () => Promise.resolve(null), aml: { key: null, networks } };
  const slot = Math.floor(Date.now() / 10_000) * 10_000;
  const received = [slot + 9_000, slot + 1_000];
  for (const at of received) {
    const body = { from: "+213550112001", text: message() };
    await aml(deps, { at, body, query: {}, address: "192.0.2.1" });
  }
  const { rows: left } = await db.pool.query("select key from graphile_worker.jobs where key like $1", [
    `calls.join_late_place:${callId}:%`,
  ]);
  expect(left).toHaveLength(1);
  await db.pool.query("select graphile_worker.reschedule_jobs(array(select id from graphile_worker._private_jobs), run_at => now())");
  await until(async () => (await card(callId)).places.length > 0);
  const { rows } = await db.pool.query<{ at: Date }>("select received_at as at from call_place where call_id = $1 order by 1 desc", [
    callId,
  ]);
  expect(rows.map(({ at }) => at.getTime())).toEqual(received);
});

it("another text, or a sender without a number, is refused by its code, and the log does not fill with it", async () => {
  const before = (await logEntries(room)).length;
  for (const answer of [
    await asForm("+213550111222", "أين أنتم؟"),
    await asJson("+213550111222", ""),
    await asForm("Djezzy", message()),
    await post(new URLSearchParams({ from: "+213550111222" })),
  ]) {
    expect(answer.status).toBe(422);
    const told = await answer.text();
    expect(JSON.parse(told)).toMatchObject({ code: "sms.not_aml" });
    expect(told).not.toMatch(/550111222|603010123456789/);
  }
  expect(await logEntries(room)).toHaveLength(before);
});

it("IMSI and IMEI are in no row of the room", async () => {
  await asForm("+213550111222", message());
  const { pool } = room.database.db;
  const { rows } = await pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables where schemaname not like 'pg_%'",
  );
  expect(rows.map(({ name }) => name)).toContain("public.call_place");
  for (const { name } of rows) {
    const { rows: found } = await pool.query(`select from ${name} t where t::text ~ $1`, [`${IMSI}|${IMEI}`]);
    expect(found, name).toHaveLength(0);
  }
});
