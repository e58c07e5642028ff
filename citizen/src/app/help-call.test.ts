import { ROOM_MARK } from "@amaliyat/ui/reach";
import { afterEach, expect, it, vi } from "vitest";
import { dangerBody } from "../help/danger-body.ts";
import { Citizen } from "./citizen.ts";

/** Failures of a phone's store, each as the browser shows it. */
const STORES = {
  "is not there": undefined,
  "is forbidden": {
    open: () => {
      throw new DOMException("denied", "SecurityError");
    },
  },
  "never opens": { open: () => ({}) },
  "fails to open": {
    open: () => {
      const request = { error: new DOMException("broken", "UnknownError"), onerror: () => undefined as unknown };
      queueMicrotask(() => request.onerror());
      return request;
    },
  },
  "takes nothing more": { open: () => opened(fullStore()) },
} as const;

const request = <T>(result: T) => {
  const made = { result, onsuccess: () => undefined as unknown };
  queueMicrotask(() => made.onsuccess());
  return made;
};
const opened = (database: unknown) => request(database);
const fullStore = () => ({
  transaction: () => ({
    objectStore: () => ({
      get: () => request(undefined),
      put: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    }),
  }),
});

const told = { reference: "R-1", kind: "danger", sort: "information", danger: true, state: "waiting", steps: [], messages: [], files: [] };
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { [ROOM_MARK]: "1" } });

/** A room with set answers to calls for help, and the requests it got. */
function roomOf(answers: readonly (() => Promise<Response>)[]) {
  const got: string[] = [];
  vi.stubGlobal("fetch", (path: string, { body }: { body: string }) => {
    if (path !== "/api/allo/reports") return Promise.resolve(answer(404, { code: "route.not_found" }));
    // Only the time of sending differs.
    got.push(JSON.stringify({ ...(JSON.parse(body) as object), sentAt: null }));
    return answers[Math.min(got.length, answers.length) - 1]?.();
  });
  return got;
}
const well = () => Promise.resolve(answer(200, told));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it.each(Object.keys(STORES) as (keyof typeof STORES)[])("a call for help leaves at once where the phone's store %s", async (how) => {
  vi.resetModules();
  vi.stubGlobal("indexedDB", STORES[how]);
  vi.stubGlobal("localStorage", undefined);
  const { Citizen: Fresh } = await import("./citizen.ts");
  const got = roomOf([well]);
  const citizen = await Fresh.open();
  const made = citizen.report(dangerBody("help", null), []);
  expect(got).toHaveLength(1);
  const { id } = await made;
  await vi.waitFor(() => expect(citizen.get().mine.find((mine) => mine.id === id)?.told).toMatchObject({ reference: "R-1" }));
  expect(got).toHaveLength(1);
  expect(citizen.get().items.filter(({ kind }) => kind === "report")).toEqual([]);
});

it("is sent again, the same, until the room answers: one link hangs, one breaks, one room is down", async () => {
  vi.useFakeTimers();
  const hang = () => new Promise<Response>(() => undefined);
  const got = roomOf([hang, () => Promise.reject(new TypeError("no link")), () => Promise.resolve(answer(503, {})), well]);
  const opening = Citizen.open();
  await vi.advanceTimersByTimeAsync(2000);
  const citizen = await opening;
  await citizen.report(dangerBody("help", null), []);
  await vi.advanceTimersByTimeAsync(9_500);
  expect(got).toHaveLength(4);
  expect(new Set(got).size).toBe(1);
  expect(citizen.get().mine[0]?.told).toMatchObject({ reference: "R-1" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(got).toHaveLength(4);
});

const JSON_TYPE = { "content-type": "application/json" };
const PORTALS = {
  "204": () => new Response(null, { status: 204 }),
  "200 {}": () => new Response("{}", { headers: JSON_TYPE }),
  "a refusal": () => new Response('{"code":"report.closed"}', { status: 403, headers: JSON_TYPE }),
} as const;

it.each(Object.keys(PORTALS) as (keyof typeof PORTALS)[])(
  "stays in the outbox while a portal answers %s, and arrives at the room after it",
  async (how) => {
    vi.useFakeTimers();
    const portal = () => Promise.resolve(PORTALS[how]());
    const got = roomOf([portal, portal, portal, well]);
    const opening = Citizen.open();
    await vi.advanceTimersByTimeAsync(2000);
    const citizen = await opening;
    await citizen.report(dangerBody("help", null), []);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(citizen.get().mine[0]?.told).toBeNull();
    expect(citizen.get().items).toContainEqual(expect.objectContaining({ kind: "report", refused: null }));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(got).toHaveLength(4);
    expect(citizen.get().mine[0]?.told).toMatchObject({ reference: "R-1" });
  },
);

it("is sent again where the room's answer lost its body on the way", async () => {
  vi.useFakeTimers();
  const empty = () => Promise.resolve(new Response(null, { status: 204, headers: { [ROOM_MARK]: "1" } }));
  const got = roomOf([empty, empty, well]);
  const opening = Citizen.open();
  await vi.advanceTimersByTimeAsync(2000);
  const citizen = await opening;
  await citizen.report(dangerBody("help", null), []);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(got).toHaveLength(3);
  expect(citizen.get().mine[0]?.told).toMatchObject({ reference: "R-1" });
});

it("lets the rest of the outbox go on where a screen fails at its answer", async () => {
  // The phones of the tests before hold the locks of the outbox.
  vi.stubGlobal("navigator", {});
  roomOf([well]);
  const citizen = await Citizen.open();
  const before = new Set(citizen.get().items.map(({ id }) => id));
  await citizen.report(dangerBody("help", null), []);
  let isFaulty = true;
  citizen.listen(() => {
    if (!isFaulty) return;
    isFaulty = false;
    throw new TypeError("reading 'kind'");
  });
  const own = () => citizen.get().items.filter(({ id }) => !before.has(id));
  await vi.waitFor(() => expect(own()).toMatchObject([{ kind: "prove", tries: 1 }]));
  expect(isFaulty).toBe(false);
});

it("goes without its place where the room refuses that", async () => {
  vi.useFakeTimers();
  const invalid = () =>
    Promise.resolve(answer(400, { code: "request.invalid", fields: [{ path: "body.place.accuracyM", code: "too_small" }] }));
  const got = roomOf([invalid, well]);
  const opening = Citizen.open();
  await vi.advanceTimersByTimeAsync(2000);
  const citizen = await opening;
  await citizen.report(dangerBody("help", { point: { lat: 31.95, lon: 5.33 }, accuracyM: -1, source: "phone" }), []);
  await vi.advanceTimersByTimeAsync(100);
  expect(got.map((body) => (JSON.parse(body) as { place: unknown }).place !== null)).toEqual([true, false]);
  expect(citizen.get().items.filter(({ kind }) => kind === "report")).toEqual([]);
  expect(citizen.get().mine[0]?.told).toMatchObject({ reference: "R-1" });
});
