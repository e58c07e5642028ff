import * as fc from "fast-check";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAml } from "@amaliyat/domain/calls";
import { afterEach, expect, test } from "vitest";
import { overUdp } from "../callers/carrier.ts";
import { makePhone, type Phone } from "../callers/phone.ts";
import type { Talk } from "../callers/talk.ts";
import { fileOf, makeVoices } from "../voices/make.ts";
import { canSpeak } from "../voices/speak.ts";
import { readWav } from "../voices/wav.ts";
import { servePage } from "./page.ts";
import { amlForm, withPlace } from "./places.ts";
import { gapSeconds, pickBy } from "../town/poisson.ts";
import { STORIES, type Story } from "./stories.ts";
import { startTownCallers, type TownCallers, type TownCallersOptions } from "./town-callers.ts";

// Real telephones on loopback: a desk that answers, and the town's callers with a second of theirs made short.
const SECOND_MS = 20;
const DESK_HZ = 700;
const stack: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of stack.splice(0).toReversed()) await each[Symbol.asyncDispose]();
});
async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 10)))
    if (Date.now() > end) throw new Error(`not within 15 s: ${what}`);
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}

/** The town's callers, and a telephone in place of the lines: it answers every call, and plays a tone. */
async function town(more: Partial<TownCallersOptions> = {}): Promise<{ callers: TownCallers; rang: Talk[]; desk: Phone; gateway: number }> {
  const [port, gateway] = [await freeUdpPort(), await freeUdpPort()];
  const rang: Talk[] = [];
  const carrier = await overUdp({ host: "127.0.0.1", port: gateway }, { port });
  const desk = makePhone({ carrier, user: "desk", tone: DESK_HZ, answerAfterMs: 1, onRing: (talk) => rang.push(talk) });
  const own = { trunk: { host: "127.0.0.1", port }, gatewayPort: gateway, voices: "/nowhere", aml: null, secondMs: SECOND_MS };
  const callers = await startTownCallers({ ...own, chance: () => 0.5, ...more });
  stack.push(desk, callers);
  return { callers, rang, desk, gateway };
}

test("a caller rings on the line that was asked for, says what there is to say, and hangs up at the end", async () => {
  // Slow enough that its words are heard at their time, on a busy machine too.
  const { callers, rang } = await town({ secondMs: 120 });
  const call = await callers.ring("1548");
  expect(call).toMatchObject({ line: "1548", id: "noise" });
  await until("the desk rings", () => rang.length === 1);
  const [talk] = rang;
  expect(talk?.invite?.uri).toContain("sip:1548@");
  expect(talk?.invite?.header("from")).toContain(`sip:${call?.number}@`);
  await until("the desk hears the caller's tone", () => talk?.sound.hears(900) === true);
  await until("the caller hangs up", () => talk?.state() === "over");
  await until("it is told", () => callers.state().calls[0]?.ended === "caller");
});

test("the other side may hang up first; who gives up and who dialled by mistake are gone soon", async () => {
  const { callers, rang } = await town({ secondMs: 200 });
  await callers.ring("104");
  await until("the desk talks", () => rang[0]?.state() === "talking");
  rang[0]?.hangUp();
  await until("the room hung up", () => callers.state().calls[0]?.ended === "room");
  const lines = Array.from({ length: STORIES.filter(({ line }) => line === "17").length }, () => "17");
  for (const line of lines) await callers.ring(line);
  await until("the slip is over", () => callers.state().calls.find(({ id }) => id === "slip")?.ended === "caller");
  expect(callers.state().calls.find(({ id }) => id === "crash")?.ended).toBeNull();
  // All are on the telephone: the next is another number with the same to say.
  const again = await callers.ring("17");
  expect(callers.state().calls.filter(({ number }) => number === again?.number)).toHaveLength(1);
});

test("a caller presses the key of the story", async () => {
  const { callers, rang } = await town();
  await callers.ring("104");
  expect((await callers.ring("104"))?.id).toBe("wanderer");
  await until("the key is heard", () => rang[1]?.sound.keys() === "1");
  expect(rang[0]?.sound.keys()).toBe("");
});

test("someone of the town who is called back answers and says the same", async () => {
  const { callers, rang, desk, gateway } = await town({ secondMs: 200 });
  const { number } = (await callers.ring("1548")) ?? { number: "" };
  await until("the desk talks", () => rang[0]?.state() === "talking");
  rang[0]?.hangUp();
  const back = await desk.call(`sip:${number}@127.0.0.1:${gateway}`);
  expect(rang).toHaveLength(1);
  await until("it is answered", () => back.state() === "talking");
  await until("the tone of that caller is heard", () => back.sound.hears(900));
});

test("what a telephone tells of its place is what the room reads", () => {
  fc.assert(
    fc.property(fc.constantFrom(...STORIES), fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }), (story: Story, at) => {
      if (story.place === null) return;
      const { point, accuracyM } = story.place;
      const read = readAml(Object.fromEntries(amlForm(story, story.place, at)), at);
      expect(read).toMatchObject({ number: story.number, dialled: story.line, point, accuracyM, measuredAt: at });
      const { type, text } = withPlace("v=0\r\n", story.place, at);
      expect(type).toContain("multipart/mixed");
      expect(text).toContain(`<gml:pos>${point.lat} ${point.lon}</gml:pos>`);
      expect(text).toContain(`>${accuracyM}</gs:radius>`);
    }),
  );
});

test("a telephone hands its place in after it has dialled, by a form", async () => {
  const got: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    got.push(new URLSearchParams(text));
    response.writeHead(204).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const { callers } = await town({ aml: `http://127.0.0.1:${port}/api/aml?key=k` });
  await callers.ring("17");
  await until("the place is told", () => got.length === 1);
  expect(got[0]?.get("device_number")).toBe(STORIES[0]?.number.replace(/^0/, "+213"));
  server.close();
});

test("a busy hour has as many calls as it is told, on average, at moments that know nothing of each other", () => {
  let seed = 1;
  const chance = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const gaps = Array.from({ length: 20_000 }, () => gapSeconds(6, chance()));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  expect(mean).toBeGreaterThan(9.7);
  expect(mean).toBeLessThan(10.3);
  // Exponential: the spread is the mean, and a gap beyond it has a chance of 1/e.
  expect(gaps.filter((gap) => gap > mean).length / gaps.length).toBeCloseTo(Math.exp(-1), 1);
  expect(pickBy(["a", "b"], (each) => (each === "a" ? 1 : 3), 0.24)).toBe("a");
  expect(pickBy(["a", "b"], (each) => (each === "a" ? 1 : 3), 0.26)).toBe("b");
});

test("the page lets a line ring and begins and ends the busy hour; a page from elsewhere does not", async () => {
  const { callers, rang } = await town();
  const page = await servePage({ callers, citizens: null }, 0);
  stack.push(page);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<number> =>
    fetch(new URL(path, page.url), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    }).then(({ status }) => status);
  const html = await fetch(page.url).then((answer) => answer.text());
  for (const word of ["من يتصل", "Qui appelle", "Who calls"]) expect(html).toContain(word);
  for (const file of ["page.mjs", "page.css"]) expect((await fetch(new URL(file, page.url))).status).toBe(200);
  expect(await post("/ring", { line: "17" }, { origin: "http://elsewhere.test" })).toBe(403);
  expect(await post("/ring", { line: "17" }, { "content-type": "text/plain" })).toBe(415);
  expect(await post("/ring", { line: "18" })).toBe(400);
  expect(await post("/busy", { perMinute: 1e9 })).toBe(400);
  expect(rang).toHaveLength(0);
  expect(await post("/ring", { line: "17" })).toBe(200);
  await until("it rings", () => rang.length === 1);
  expect(await post("/busy", { perMinute: 60 })).toBe(200);
  await until("calls come by themselves", () => rang.length > 3);
  expect(await post("/busy", { perMinute: 0 })).toBe(200);
  const state = (await fetch(new URL("/state", page.url)).then((answer) => answer.json())) as ReturnType<TownCallers["state"]>;
  expect(state.perMinute).toBe(0);
  expect(state.calls.length).toBeGreaterThan(3);
});

test("voices are made once, as a telephone plays them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-voices-"));
  const says = { text: "ألو، الشرطة؟", language: "ar", pitch: 40 } as const;
  expect(await makeVoices(folder, [says])).toEqual({ made: 1, spoken: canSpeak() });
  const { hertz, samples } = readWav(await readFile(join(folder, fileOf(says, canSpeak()))));
  expect(hertz).toBe(8_000);
  expect(samples.length).toBeGreaterThan(2_000);
  expect(Math.max(...samples)).toBeGreaterThan(1_000);
  expect(await makeVoices(folder, [says])).toMatchObject({ made: 0 });
  await rm(folder, { recursive: true });
});

test("where there are no lines the page still lets somebody send a report", async () => {
  const asked: boolean[] = [];
  const shown = {
    reference: "R-2026-000007",
    kind: "obstacle",
    danger: false,
    language: "ar",
    words: "نخلة سقطت",
    at: 0,
    state: "waiting",
    files: "0/1",
  } as const;
  const citizens = {
    send: (danger: boolean) => {
      asked.push(danger);
      return Promise.resolve(danger ? null : shown);
    },
    shown: () => [shown],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const page = await servePage({ callers: null, citizens }, 0);
  stack.push(page);
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(new URL("/report", page.url), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  expect(await (await fetch(new URL("/state", page.url))).json()).toEqual({ lines: [], perMinute: 0, calls: [], reports: [shown] });
  expect(await (await post({ danger: false })).json()).toEqual(shown);
  expect((await post({ danger: true })).status).toBe(409);
  expect((await post({})).status).toBe(400);
  expect((await post({ danger: false }, { origin: "http://elsewhere.test" })).status).toBe(403);
  expect(asked).toEqual([false, true]);
});
