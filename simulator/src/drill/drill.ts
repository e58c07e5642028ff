import type { Point } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { makeCitizenPhone } from "../citizens/phone.ts";
import { runPatrol } from "../patrols/patrol.ts";
import { callLine } from "./call-line.ts";
import { readCrew } from "./crew.ts";
import type { DrillOptions } from "./options.ts";
import type { DrillWays } from "./ways.ts";

/** Words of the citizen: a desk and a reader of the archive see at once that nothing happened. */
const WORDS = "تمرين: شاحنة متوقفة وسط الطريق. هذا تمرين وليس حدثا.";
const LOOK_EVERY_MS = 1_000;
/** The crew begins some streets away, as degrees of latitude: about 330 m. */
const BEGINS_AWAY = 0.003;
const SPEED_M_S = 14;
const ACCEPTS_AFTER_MS = 3_000;

/**
 * Sends the report, and resolves when its author is told of its end. True if that is the end of an intervention for which a unit was on scene.
 * A report that a desk closes by itself is no part of an intervention.
 */
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
  let isJoined = false;
  while (!passed.has("ended")) {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    const { state, steps } = await phone.follow(code);
    if (state === "withdrawn") return false;
    isJoined = state === "joined";
    for (const { step, at } of steps) {
      if (at === null || passed.has(step)) continue;
      passed.add(step);
      say(`report ${told.reference}: its author is told «${step}»`);
    }
  }
  if (!isJoined) say(`report ${told.reference}: a desk closed it without the end of an intervention`);
  else if (!passed.has("on_scene")) say(`report ${told.reference}: its intervention ended, and no unit was on scene`);
  return isJoined && passed.has("on_scene");
}

type Crew = NonNullable<DrillOptions["crew"]>;

/** The phone of the crew, which takes its order and drives. Resolves when the crew is free again; false if it was ended before. */
function serve({ api, sceneMs }: DrillOptions, crew: Crew, place: Point, { say, signal }: DrillWays): Promise<boolean> {
  const ending = new AbortController();
  let isFree = false;
  const log = (line: string): void => {
    say(`crew ${line}`);
    if (!line.endsWith(" cleared")) return;
    say("crew: free again. At a desk: close the intervention, with «exercise» in its outcome.");
    isFree = true;
    ending.abort();
  };
  const way = (from: Point, to: Point) => [from, to];
  const start = { lat: place.lat + BEGINS_AWAY, lon: place.lon };
  const patrol = { base: api, ...crew, start, way, speed: SPEED_M_S, acceptAfterMs: ACCEPTS_AFTER_MS, sceneMs, log };
  return runPatrol(patrol, AbortSignal.any([signal, ending.signal])).then(() => isFree);
}

/** Plays the part of the town in the drill. True if it came to its end, and the drill saw it. */
export async function playDrill(options: DrillOptions, { say, signal }: DrillWays): Promise<boolean> {
  const { api, crew, trunk } = options;
  const ready = crew === null ? null : await readCrew(api, crew);
  const place = options.place ?? ready?.center;
  if (place === undefined) throw new TypeError("a drill needs a place");
  const ending = new AbortController();
  const ways = { say, signal: AbortSignal.any([signal, ending.signal]) };
  if (ready !== null) say(`crew: unit ${ready.code} waits for its order`);
  const event = trunk === null ? report(options, place, ways) : callLine(trunk, ways);
  // After a report was closed, or a call came to nothing, no order comes any more. One of a call may come after its end.
  const begun = event.then((isWhole) => {
    if (trunk === null || !isWhole) ending.abort();
    return isWhole;
  });
  const served = crew === null ? null : serve(options, crew, place, ways);
  try {
    const [isWhole, isFree] = await Promise.all([begun, served]);
    if (isWhole && isFree === false) say("crew: it was not sent, or a desk ended its order");
    // A line takes each call by itself. Only the order of the crew shows that somebody at a desk worked on it.
    if (isWhole && isFree === null && trunk !== null) say("without a crew the drill does not see whether a call-taker answered");
    return isWhole && (isFree ?? trunk === null);
  } finally {
    ending.abort();
  }
}
