import { reports } from "@amaliyat/contract/reports";
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makePartner } from "../testing/partners.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { newCode } from "../testing/things/things.ts";
import { NetworkMarks } from "./gate-keepers.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", environment: { AMALIYAT_TRUSTED_PROXIES: "127.0.0.0/8" } });
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const dump = async (table: string): Promise<string> =>
  (await room.database.db.pool.query<{ text: string }>(`select t::text as text from ${table} t`)).rows.map(({ text }) => text).join("\n");

async function post(client: TestClient, path: string, body: object, key: string) {
  const headers = { "content-type": "application/json", "idempotency-key": key, origin: new URL(room.url).origin };
  const answer = await client.fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: answer.status, value: (await answer.json()) as Record<string, string> };
}

it("shows a secret once: its request sent again says that it was done, and nothing of it is kept", async () => {
  const supervisor = await room.as("supervisor");
  const path = `/api/partners/${(await makePartner(room, "civil", "screen")).partnerId}/tokens`;
  const key = `key-${randomUUID()}`;
  const first = await post(supervisor, path, { use: "system", days: 1 }, key);
  expect(first.status).toBe(200);
  const again = await post(supervisor, path, { use: "system", days: 1 }, key);
  expect([again.status, again.value["code"]]).toEqual([409, "request.shown_once"]);
  expect(await dump("request_once")).not.toContain(first.value["token"]);
});

it("keeps of a request under a key nothing from which a short body could be guessed", async () => {
  const key = `key-${randomUUID()}`;
  const body = { code: "idem-potent", kind: "car", sectorId: "SU1" };
  const chief = await room.as("supervisor");
  const made = await post(chief, "/api/units", body, key);
  expect(made.status, JSON.stringify(made.value)).toBe(200);
  expect((await post(chief, "/api/units", body, key)).value).toEqual(made.value);
  const { rows } = await room.database.db.pool.query<{ hash: Buffer; sealed: Buffer }>(
    "select hash, reply_sealed as sealed from request_once where key = $1 and reply is null",
    [key],
  );
  const guessed = createHash("sha256")
    .update(JSON.stringify(["dispatch.createUnit", null, body]))
    .digest();
  expect(rows[0]?.hash).toHaveLength(32);
  expect(rows[0]?.hash.equals(guessed)).toBe(false);
  expect(rows[0]?.sealed.toString("latin1")).not.toContain("idem-potent");
});

it("writes no address of a citizen who mistypes a code, and counts networks apart all the same", async () => {
  const [one, other] = ["197.200.77.88", "197.201.12.9"];
  const follow = (from: string) =>
    testClient(room.url).fetch(reports.follow.path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": from },
      body: JSON.stringify({ code: newCode() }),
    });
  for (const from of [one, one, other]) expect((await follow(from)).status).toBe(404);
  const entries = (await logEntries(room)).filter(({ refusal_code }) => refusal_code === "report.unknown_code");
  const networks = entries.map(({ detail }) => detail?.["network"]);
  expect(new Set(networks).size).toBe(2);
  expect(JSON.stringify(entries)).not.toContain("197.20");
  expect(JSON.stringify(entries)).not.toContain("address");
});

it("marks a network alike within a day, and never again after it", () => {
  const marks = new NetworkMarks();
  const day = Date.UTC(2026, 0, 5);
  expect(marks.markOf("197.200.77.88", day)).toBe(marks.markOf("197.200.77.1", day + 80_000_000));
  expect(marks.markOf("197.200.77.88", day)).not.toBe(marks.markOf("197.200.78.1", day));
  const before = marks.markOf("197.200.77.88", day);
  expect(marks.markOf("197.200.77.88", day + 86_400_000)).not.toBe(before);
  expect(new NetworkMarks().markOf("197.200.77.88", day)).not.toBe(before);
});
