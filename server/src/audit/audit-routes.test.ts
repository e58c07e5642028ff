import { auditRoutes as routes } from "@amaliyat/contract/audit";
import type { Route } from "@amaliyat/contract/route";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call } from "../platform/http/index.ts";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { auditRoutes } from "./audit-routes.ts";
import { insertAlarm } from "./audit-store.ts";
import { LogAlarm } from "./folder/log-alarm.ts";
import { appendMany, makeKey, NOON, publishOnce, temporaryFolder } from "./testing.ts";

let database: TestDatabase;
let db: Db;
let place: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  database = await cloneDatabase();
  db = database.db;
  place = await temporaryFolder();
  await appendMany(db, 0, 5);
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const amina = {
  sessionId: "s",
  userId: "a",
  username: "amina",
  name: "أمينة",
  role: "auditor",
  covers: [],
  expiresAt: NOON + 1,
  lockedAt: null,
  secondFactor: "none",
  codeId: null,
} as const;

/** Calls a route as the gate would, with a query string's values. */
async function ask(route: Route, query: Record<string, string> = {}, at = NOON): Promise<unknown> {
  const call: Call<Route> = {
    params: undefined,
    query: route.query.parse(route === routes.head ? undefined : query),
    body: undefined,
    who: amina,
    partner: { partnerId: "", code: "", name: "", tokenId: "" },
    at,
    address: "10.0.0.7",
    agent: "test",
    range: null,
    token: null,
    bearer: null,
    header: () => null,
    setToken: () => undefined,
    device: null,
    origin: null,
    setDevice: () => undefined,
  };
  const result = await auditRoutes(db)
    .find((served) => served.route === route)
    ?.run(call);
  if (!result?.ok) throw new Error("the route was refused");
  return result.value;
}

it("serves every route of the contract", () => {
  expect(auditRoutes(db).map(({ route }) => route)).toEqual(Object.values(routes));
});

it("shows a page, with the reading itself in it", async () => {
  const { rows } = routes.page.reply.parse(await ask(routes.page, { limit: "2" }));
  expect(rows.map((row) => row.type)).toEqual(["log.viewed", "live.viewed"]);
  expect(rows[0]).toMatchObject({ actorName: "أمينة", actorRole: "auditor", detail: { address: "10.0.0.7" } });
  const counts = routes.counts.reply.parse(await ask(routes.counts, { groups: "log" }));
  expect(counts).toEqual([{ type: "log.viewed", outcome: "done", count: 2 }]);
});

it("hands out an export and says so in the log", async () => {
  const value = await ask(routes.export, { types: "live.viewed" });
  if (typeof value !== "object" || value === null || !("body" in value) || !(value.body instanceof Readable)) throw new Error("no stream");
  expect((await text(value.body)).trimEnd().split("\n")).toHaveLength(5);
  const { rows } = routes.page.reply.parse(await ask(routes.page, { types: "log.exported" }));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.detail).toMatchObject({ filter: { types: ["live.viewed"] } });
});

it("gives the newest tree head, or none", async () => {
  expect(routes.head.reply.parse(await ask(routes.head))).toMatchObject({ state: "published", published: null });
  expect(await ask(routes.head, {}, NOON + 61_000)).toMatchObject({ state: "late" });
  await using folder = await temporaryFolder();
  await publishOnce(db, folder.path, makeKey());
  const head = routes.head.reply.parse(await ask(routes.head));
  expect(head.published?.size).toBe(head.size);
  expect(head.published?.note).toContain("amaliyat/test\n");
  expect(await ask(routes.head, {}, NOON + 61_000)).toMatchObject({ state: "published", alarm: null });
});

it("says that the publisher found the log tampered with, and where, also when its folder is elsewhere", async () => {
  await transaction(db, SYSTEM, (tx) => insertAlarm(tx, new LogAlarm(3, "entry 3 is not what was signed"), NOON));
  expect(await ask(routes.head)).toMatchObject({ state: "alarm", alarm: { index: 3, reason: "entry 3 is not what was signed" } });
});
