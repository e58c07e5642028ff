import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fetchRoom, Reach, ROOM_MARK, roomProbe } from "./reach.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A room that answers probes while it is up; how often it was probed. */
function town() {
  const room = { isUp: false, hangs: false, probes: 0 };
  const reach = new Reach(async () => {
    room.probes += 1;
    if (room.hangs) await new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), 8_000));
    return room.isUp;
  });
  const told: (boolean | null)[] = [];
  reach.listen(() => told.push(reach.isReached()));
  return { room, reach, told };
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

it("is away once nothing was answered for ten seconds while something was asked, and there with the first answer", async () => {
  const { room, reach, told } = town();
  room.hangs = true;
  const done = reach.asked();
  await pass(9_900);
  expect(told).toEqual([]);
  await pass(200);
  expect(told).toEqual([false]);
  done(true);
  expect(told).toEqual([false, true]);
});

it("is there while any answer comes, however long one request hangs", async () => {
  const { room, reach, told } = town();
  room.isUp = true;
  reach.asked();
  await pass(60_000);
  expect([told, room.probes > 10]).toEqual([[true], true]);
});

it("finds out by itself that the room is back", async () => {
  const { room, reach, told } = town();
  reach.asked()(false);
  await pass(30_000);
  expect(told).toEqual([false]);
  room.isUp = true;
  await pass(4_500);
  expect(told).toEqual([false, true]);
  const { probes } = room;
  await pass(60_000);
  expect(room.probes).toBe(probes);
});

it("asks nothing where nobody looks and nothing hangs", async () => {
  let probes = 0;
  const reach = new Reach(async () => {
    probes += 1;
    return false;
  });
  reach.asked()(false);
  await pass(60_000);
  expect([reach.isReached(), probes]).toEqual([false, 0]);
});

it("asks again when the network changes while a probe is under way: its answer is of before", async () => {
  const answers: ((isAnswered: boolean) => void)[] = [];
  const reach = new Reach(() => new Promise((resolve) => answers.push(resolve)));
  reach.look();
  reach.look();
  expect(answers).toHaveLength(1);
  answers[0]?.(true);
  await pass(0);
  expect([reach.isReached(), answers.length]).toEqual([null, 2]);
  answers[1]?.(false);
  await pass(0);
  expect(reach.isReached()).toBe(false);
});

const json = { "content-type": "application/json" };
const own = { ...json, [ROOM_MARK]: "1" };

it.each<readonly [string, Response | Error, unknown, boolean]>([
  ["JSON of the room", new Response('{"a":1}', { headers: own }), { status: 200, isOk: true, body: { a: 1 } }, true],
  ["an empty answer of the room", new Response(null, { status: 204, headers: own }), { status: 204, isOk: true, body: undefined }, true],
  [
    "a refusal of the room",
    new Response('{"code":"x"}', { status: 409, headers: own }),
    { status: 409, isOk: false, body: { code: "x" } },
    true,
  ],
  ["half an answer of the room", new Response('{"a":', { headers: own }), null, true],
  ["JSON of a portal", new Response("{}", { headers: json }), null, false],
  ["an empty answer of a portal", new Response(null, { status: 204 }), null, false],
  ["a refusal of a portal", new Response('{"code":"x"}', { status: 403, headers: json }), null, false],
  ["a page of a portal", new Response("<html>", { headers: { "content-type": "text/html" } }), null, false],
  [
    "a gateway without its room",
    new Response('{"code":"x"}', { status: 502, headers: json }),
    { status: 502, isOk: false, body: null },
    false,
  ],
  ["no answer", new TypeError("no link"), null, false],
])("reads %s", async (_, answer, reply, isReached) => {
  vi.stubGlobal("fetch", async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const { reach } = town();
  expect(await fetchRoom(reach, "/api/x", {}, 1000)).toEqual(reply);
  expect(reach.isReached()).toBe(isReached);
});

it("takes no answer of a portal to a probe for the room's", async () => {
  vi.stubGlobal("fetch", async () => new Response("{}", { headers: json }));
  expect(await roomProbe()).toBe(false);
  vi.stubGlobal("fetch", async () => new Response("{}", { headers: own }));
  expect(await roomProbe()).toBe(true);
});

/** A server that answers as the room does, and sends on, with this status, what is asked below `/moved/`. */
async function roomBehind(status: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url?.startsWith("/moved/") === true) return response.writeHead(status, { location: "/api/health" }).end();
    const isHealth = request.method === "GET" && request.url === "/api/health";
    return response.writeHead(isHealth ? 200 : 404, own).end(isHealth ? "{}" : '{"code":"route.not_found"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const end = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, asked, [Symbol.asyncDispose]: end };
}

it.each([301, 302, 303, 307, 308])("takes no answer at another address (%i) for the room's, and follows nothing there", async (status) => {
  vi.useRealTimers();
  await using room = await roomBehind(status);
  const reach = new Reach(async () => false);
  const init = { method: "POST", headers: json, body: "{}" };
  expect(await fetchRoom(reach, `${room.url}/moved/panic`, init, 5000)).toBeNull();
  expect(reach.isReached()).toBe(false);
  const fetchThere = fetch;
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => fetchThere(`${room.url}/moved${path}`, options));
  expect(await roomProbe().catch(() => false)).toBe(false);
  expect(room.asked).toEqual(["POST /moved/panic", "GET /moved/api/health"]);
});
