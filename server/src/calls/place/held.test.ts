import { startLocationServer } from "../testing/simulated.ts";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk, until } from "../../testing/calls-desk.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card } = desk;
const PLACE = { lat: 31.95, lon: 5.33, radiusM: 42 };
let server: Awaited<ReturnType<typeof startLocationServer>>;
let second: Awaited<ReturnType<typeof startLocationServer>>;
let room: Awaited<ReturnType<typeof desk.open>>["room"];
beforeAll(async () => {
  server = stack.use(await startLocationServer(PLACE));
  second = stack.use(await startLocationServer(PLACE));
  const hosts = [server, second].map(({ port }) => `127.0.0.1:${port}=127.0.0.0/8`).join(",");
  ({ room } = await desk.open(stack, { AMALIYAT_HELD_HOSTS: hosts }));
});
afterAll(() => stack.disposeAsync());

/** A caller comes with a reference to a place. */
async function comes(locationReference: string): Promise<string> {
  const [callId, from] = [randomUUID(), { number: "0550111222", withheld: false }];
  network.calls.set(callId, { legs: new Map(), playing: [] });
  network.say({ kind: "arrived", callId, dialled: "17", from, location: null, locationReference, at: Date.now() });
  await until(async () => network.asked.some((each) => each.callId === callId));
  return callId;
}
const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
const placed = async (callId: string) => until(async () => (await card(callId).catch(() => null))?.place);
const unfetched = async (callId: string) =>
  until(async () => (await card(callId).catch(() => null))?.events.find(({ kind }) => kind === "place_unfetched")?.data["why"]);
const left = async (callId: string) =>
  (await room.database.db.pool.query("select from call_place_reference where call_id = $1", [callId])).rowCount;

it("asks the operator's location server for the place behind a reference, by POST or GET, and forgets the reference", async () => {
  const callId = await comes(at("/place"));
  expect(await placed(callId)).toMatchObject({ source: "held", point: { lat: 31.95, lon: 5.33 }, accuracyM: 42 });
  const posted = server.asked.find(({ path }) => path === "/place");
  expect(posted).toMatchObject({ method: "POST", type: "application/held+xml" });
  expect(posted?.body).toContain("<locationRequest");
  expect(await left(callId)).toBe(0);
  const other = await comes(at("/get"));
  expect(await placed(other)).toMatchObject({ source: "held" });
  expect(server.asked.filter(({ path }) => path === "/get").map(({ method }) => method)).toEqual(["POST", "GET"]);
});

it("asks no host that the setting does not name; its card says so, and that a server gave nothing", async () => {
  const before = server.asked.length;
  for (const reference of [`http://localhost:${server.port}/place`, "https://169.254.169.254/latest", "https://lis.example/x"])
    expect(await unfetched(await comes(reference))).toBe("not_allowed");
  expect(server.asked).toHaveLength(before);
  expect(await unfetched(await comes(at("/unknown")))).toBe("refused");
  const large = await comes(at("/large"));
  expect(await unfetched(large)).toBe("refused");
  expect((await card(large)).place).toBeNull();
  expect(await left(large)).toBe(0);
});

it("asks again where the server has no place yet", { timeout: 30_000 }, async () => {
  const callId = await comes(at("/late"));
  await expect.poll(async () => (await card(callId)).place?.source, { timeout: 20_000 }).toBe("held");
});

/** The job by which a call waits for its turn, and how often it has waited. */
const WAITING = "select (payload->>'waits')::integer as waits from graphile_worker._private_jobs where key = $1";

it("a server that hangs delays neither a good place of its own nor those of other servers", { timeout: 60_000 }, async () => {
  const hangs = () => server.asked.filter(({ path }) => path.startsWith("/hang")).length;
  for (let n = 0; n < 24; n++) await comes(at(`/hang/${n}`));
  await expect.poll(hangs, { timeout: 5_000 }).toBeGreaterThanOrEqual(24);
  expect(await placed(await comes(at("/place")))).toMatchObject({ source: "held" });
  const waiting: string[] = [];
  for (let n = 24; n < 60; n++) waiting.push(await comes(at(`/hang/${n}`)));
  await expect.poll(hangs, { timeout: 5_000 }).toBeGreaterThanOrEqual(32);
  const other = await comes(`http://127.0.0.1:${second.port}/place`);
  // Usually 0.2 s. The first of those that hang are left after 8 s.
  await expect.poll(() => second.asked.length, { timeout: 2_000 }).toBe(1);
  expect(await placed(other)).toMatchObject({ source: "held" });
  const asks = async (callId: string) => (await room.database.db.pool.query(WAITING, [`calls.dereference_place:${callId}`])).rows[0];
  const last = waiting.at(-1) ?? "";
  expect(await asks(last)).toEqual({ waits: expect.any(Number) });
  network.say({ kind: "ended", callId: last, by: "caller", at: Date.now() });
  expect(await unfetched(last)).toBe("no_answer");
  expect([await left(last), await asks(last)]).toEqual([0, undefined]);
  await room.database.db.pool.query("delete from call_place_reference");
  server.letGo();
});
