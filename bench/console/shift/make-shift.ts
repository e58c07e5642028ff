import type { SubcategoryCode } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { AGAIN_S, AGAIN_SHARE, GAP_S } from "../../../simulator/src/citizens/citizens.ts";
import { HAPPENINGS as TOLD } from "../../../simulator/src/citizens/tellings.ts";
import { SIGNALS } from "../../../simulator/src/evening/script.ts";
import { EVERY_MS, SENDS_AFTER_MS } from "../../../simulator/src/life/life.ts";
import { HAPPENINGS } from "../../../simulator/src/life/script.ts";
import { WEIGHTS } from "../../../simulator/src/town-calls/town-callers.ts";
import { CAMERAS } from "../../../simulator/src/town/cameras.ts";
import { pickBy } from "../../../simulator/src/town/poisson.ts";
import { toPoint } from "../../../simulator/src/town/projection.ts";
import { pickFrom } from "../../room/random.ts";

/** Times of a shift are in ms from its beginning. */
export type Span = { readonly from: number; readonly to: number };
export type Case = Span & {
  readonly subcategory: SubcategoryCode;
  readonly place: Point;
  /** Times at which a crew is sent, each with the time of its refusal; null for one that goes. */
  readonly sent: readonly { readonly at: number; readonly refusedAt: number | null }[];
};
/** A call waits from `from` until `answeredAt`, and its taker is busy until `to`; `taker` counts from 0. */
export type ShiftCall = Span & { readonly line: string; readonly answeredAt: number; readonly taker: number };
/** A report of danger waits from `from` until somebody takes it at `takenAt`, and is worked on until `to`. */
export type DangerReport = Span & { readonly takenAt: number };
export type Loss = Span & { readonly camera: number };
export type CallForHelp = Span & { readonly takenUpAt: number };

export type MadeShift = {
  readonly cases: readonly Case[];
  readonly calls: readonly ShiftCall[];
  readonly reports: readonly DangerReport[];
  readonly losses: readonly Loss[];
  readonly calling: readonly CallForHelp[];
};

export const SHIFT_MS = 8 * 3_600_000;
/** People who answer the lines. */
export const TAKERS = 3;
/** A hundred calls in a shift: the room that this one is modelled on had twelve a day (2,137 in half a year). */
const CALL_EVERY_MS = 5 * 60_000;
/** Mean time between two interventions, and the least and the most between two reports of the citizens' app, ms. */
export type Pace = { readonly caseMs: number; readonly reportMs: readonly [number, number] };
/**
 * A normal shift, in proportion to its calls: that room had 836 interventions to 2,137 calls, 39 to a hundred. It had 41 reports, which is two
 * to a hundred calls; one in twenty minutes is twelve times that.
 */
export const NORMAL: Pace = { caseMs: SHIFT_MS / 39, reportMs: [60_000, 2_340_000] };
/** Pace of the town in a demonstration, where something happens while one looks: seven times the interventions, ten times the reports. */
export const DEMONSTRATION: Pace = { caseMs: EVERY_MS, reportMs: [GAP_S.least * 1_000, GAP_S.day * 1_000] };
/** Time of a free taker until the call is answered, and of the talk: a caller of the town speaks for about a minute and a half. */
const [ANSWER_MS, TALK_MS] = [3_000, 90_000];
const CASE_MS = 15 * 60_000;
/** A crew reads its order, and one of twenty refuses it. */
const [READ_MS, REFUSED] = [10_000, 0.05];
const [TAKE_REPORT_MS, READ_REPORT_MS] = [20_000, 120_000];
/** Each camera of the town is lost once in a shift, and one crew calls for help. */
const [LOST_MS, HELP_MS, TAKE_UP_MS] = [90_000, 60_000, 5_000];

type Random = () => number;

const about = (meanMs: number, random: Random): number => -Math.log(1 - random()) * meanMs;

/** Moments of a shift that know nothing of each other, one in `everyMs` on average. */
function moments(everyMs: number, random: Random): readonly number[] {
  const found: number[] = [];
  for (let at = about(everyMs, random); at < SHIFT_MS; at += about(everyMs, random)) found.push(at);
  return found;
}

function crewsSent(from: number, random: Random): Case["sent"] {
  const sent: { at: number; refusedAt: number | null }[] = [];
  for (let at = from; ;) {
    at += about(SENDS_AFTER_MS, random);
    const refusedAt = random() < REFUSED ? at + READ_MS : null;
    sent.push({ at, refusedAt });
    if (refusedAt === null) return sent;
    at = refusedAt;
  }
}

const EVENTS: readonly { readonly subcategory: SubcategoryCode; readonly place: Point }[] = [
  ...HAPPENINGS,
  ...SIGNALS.filter(({ again }) => again === undefined),
].flatMap(({ subcategory, at }) => (subcategory === null ? [] : [{ subcategory, place: toPoint(at) }]));

/** Answers calls in their order, each by the taker who is free first. */
function answered(random: Random): readonly ShiftCall[] {
  const freeAt = Array.from({ length: TAKERS }, () => 0);
  const lines = Object.keys(WEIGHTS);
  return moments(CALL_EVERY_MS, random).map((from) => {
    const taker = freeAt.indexOf(Math.min(...freeAt));
    const answeredAt = Math.max(from, freeAt[taker] ?? 0) + about(ANSWER_MS, random);
    const to = answeredAt + about(TALK_MS, random);
    freeAt[taker] = to;
    return { from, answeredAt, to, taker, line: pickBy(lines, (line) => WEIGHTS[line] ?? 0, random()) ?? "17" };
  });
}

/** Moments at which reports of danger arrive, others telling of the same a little later. */
function dangerMoments({ reportMs: [least, most] }: Pace, random: Random): readonly number[] {
  const found: number[] = [];
  for (let at = random() * most; at < SHIFT_MS; at += least + random() * (most - least)) {
    const of = pickBy(TOLD, (each) => (each.evening ? 0.5 : 1) * (each.danger ? 0.5 : 1), random());
    if (of?.danger !== true) continue;
    const [, ...others] = of.tellings.map(() => at + (AGAIN_S[0] + random() * (AGAIN_S[1] - AGAIN_S[0])) * 1_000);
    found.push(at, ...others.filter(() => random() < AGAIN_SHARE));
  }
  return found.toSorted((a, b) => a - b);
}

/** A shift of the furnished town, by chance: what happens, who calls and writes, and how soon the room's people act. */
export function makeShift(pace: Pace, random: Random): MadeShift {
  const cases = moments(pace.caseMs, random).map((from): Case => {
    const sent = crewsSent(from, random);
    return { ...pickFrom(EVENTS, random), from, sent, to: (sent.at(-1)?.at ?? from) + about(CASE_MS, random) };
  });
  const reports = dangerMoments(pace, random).map((from) => {
    const takenAt = from + about(TAKE_REPORT_MS, random);
    return { from, takenAt, to: takenAt + about(READ_REPORT_MS, random) };
  });
  const losses = CAMERAS.map((_, camera) => {
    const from = random() * SHIFT_MS;
    return { camera, from, to: from + about(LOST_MS, random) };
  });
  const from = random() * SHIFT_MS;
  return { cases, calls: answered(random), reports, losses, calling: [{ from, takenUpAt: from + TAKE_UP_MS, to: from + HELP_MS }] };
}
