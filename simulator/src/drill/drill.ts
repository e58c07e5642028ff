import { identity } from "@amaliyat/contract/identity";
import { theRoom } from "@amaliyat/contract/room";
import type { Point } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { signIn } from "../api/client.ts";
import { overUdp } from "../callers/carrier.ts";
import { makePhone } from "../callers/phone.ts";
import { toneVoice } from "../callers/voice.ts";
import { makeCitizenPhone } from "../citizens/phone.ts";
import { runPatrol } from "../patrols/patrol.ts";
import type { DrillOptions } from "./options.ts";

/** Words of the citizen: a desk and a reader of the archive see at once that nothing happened. */
const WORDS = "تمرين: شاحنة متوقفة وسط الطريق. هذا تمرين وليس حدثا.";
/** Number of the caller in the drill; nobody in the country has it. */
const CALLER = "0000000017";
const LOOK_EVERY_MS = 1_000;
/** The crew begins some streets away, as degrees of latitude: about 330 m. */
const BEGINS_AWAY = 0.003;
const SPEED_M_S = 14;
const ACCEPTS_AFTER_MS = 3_000;

export type DrillWays = { readonly say: (line: string) => void; readonly signal: AbortSignal };

/** Reads the middle of the room's map by the crew's own session. */
async function middleOf(api: string, { username, password }: { readonly username: string; readonly password: string }): Promise<Point> {
  const client = await signIn(api, username, password);
  const { center } = await client.must(theRoom.room, {});
  await client.must(identity.signOut, {});
  return center;
}

/** Sends the report, and resolves when its author is told of its end: the intervention was closed. */
async function report({ api }: DrillOptions, place: Point, { say, signal }: DrillWays): Promise<boolean> {
  const phone = makeCitizenPhone(api);
  const { code, told } = await phone.send({
    kind: "obstacle",
    danger: false,
    sort: "information",
    language: "ar",
    words: WORDS,
    place,
    placeText: null,
    pictures: [],
  });
  say(`report ${told.reference}: sent. At a desk: take it, open an intervention of it, send the unit.`);
  const passed = new Set<string>(["received"]);
  while (!passed.has("ended")) {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    const { state, steps } = await phone.follow(code);
    if (state === "withdrawn") return false;
    for (const { step, at } of steps) {
      if (at === null || passed.has(step)) continue;
      passed.add(step);
      say(`report ${told.reference}: its author is told «${step}»`);
    }
  }
  return true;
}

/** Calls a line, and resolves when the call is over. False if nobody answered. */
async function call({ host, port, line, from }: NonNullable<DrillOptions["trunk"]>, { say, signal }: DrillWays): Promise<boolean> {
  const carrier = await overUdp({ host, port }, { host: from });
  await using phone = makePhone({ carrier, user: "drill", tone: toneVoice(400) });
  const talk = await phone.call(`sip:${line}@${host}:${port}`, { as: CALLER });
  say(`line ${line}: rings. At a desk: answer, open an intervention of the call, send the unit.`);
  signal.addEventListener("abort", talk.hangUp);
  for (let state = talk.state(); state !== "over";) {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    if (talk.state() !== state) say(`line ${line}: ${talk.state()}`);
    state = talk.state();
  }
  return talk.answeredAt() !== null;
}

/** The phone of the crew, which takes its order and drives. Resolves when the crew is free again. */
function serve(options: DrillOptions, place: Point, { say, signal }: DrillWays): Promise<boolean> {
  const { api, crew, sceneMs } = options;
  if (crew === null) return Promise.resolve(true);
  const ending = new AbortController();
  signal.addEventListener("abort", () => ending.abort());
  return new Promise((resolve, reject) => {
    const log = (line: string): void => {
      say(`crew ${line}`);
      if (!line.endsWith(" cleared")) return;
      say("crew: free again. At a desk: close the intervention, with «exercise» in its outcome.");
      ending.abort();
      resolve(true);
    };
    const way = (from: Point, to: Point) => [from, to];
    const start = { lat: place.lat + BEGINS_AWAY, lon: place.lon };
    const patrol = { base: api, ...crew, start, way, speed: SPEED_M_S, acceptAfterMs: ACCEPTS_AFTER_MS, sceneMs, log };
    runPatrol(patrol, ending.signal).then(() => resolve(!signal.aborted), reject);
  });
}

/** Plays the part of the town in the drill. True if it came to its end. */
export async function playDrill(options: DrillOptions, ways: DrillWays): Promise<boolean> {
  const place = options.place ?? (options.crew === null ? null : await middleOf(options.api, options.crew));
  if (place === null) throw new TypeError("a drill needs a place");
  const event = options.trunk === null ? report(options, place, ways) : call(options.trunk, ways);
  const ended = await Promise.all([event, serve(options, place, ways)]);
  return ended.every(Boolean);
}
