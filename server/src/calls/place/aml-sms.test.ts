import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk } from "../../testing/calls-desk.ts";
import { testClient } from "../../testing/test-client.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { PLACES, type TestRoom } from "../../testing/test-room.ts";

const KEY = "a key of sixteen letters";
const [IMSI, IMEI] = ["603010123456789", "356938035643809"];
const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { card, talk, over } = desk;
let room: TestRoom;
beforeAll(async () => {
  ({ room } = await desk.open(stack, { AMALIYAT_AML_KEY: KEY }));
});
afterAll(() => stack.disposeAsync());

/** The message of a telephone that was measured five seconds ago. */
function message(method = "G"): string {
  const top = new Date(Date.now() - 5_000).toISOString().replaceAll(/[-:T]|\..*$/g, "");
  const { lat, lon } = PLACES.SU2;
  return `A"ML=1;lt=+${lat.toFixed(5)};lg=+${lon.toFixed(5)};rd=14;top=${top};lc=95;pm=${method};si=${IMSI};ei=${IMEI};mcc=603;mnc=01;ml=130`;
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

it("a message without a fix, or of a sender without the key, places nobody and is answered with success", async () => {
  const callId = await talk("0550111444");
  expect((await asForm("+213550111444", message("N"))).status).toBe(204);
  expect((await asForm("+213550111444", message(), "a wrong key")).status).toBe(204);
  expect((await asForm("+213550111444", "no message", "a wrong key")).status).toBe(204);
  expect((await card(callId)).places).toEqual([]);
  await over(callId);
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
