import { percentile } from "../harness/percentile.ts";
import type { CallNote, RingNote } from "./callers.ts";

/** Records of the room: offers by leg, and the recordings of each caller. */
export type Written = {
  /** Time of each leg's offer (epoch ms). */
  readonly offers: ReadonlyMap<string, number>;
  readonly recordings: readonly { readonly number: string; readonly seconds: number; readonly lost: number }[];
};

export type Judged = {
  readonly failed: number;
  /** Things that the failed calls lacked, with counts. */
  readonly why: readonly string[];
  /** From the INVITE to the first sound, and to the ringing of a console. */
  readonly inviteToWordMs: readonly number[];
  readonly inviteToRingMs: readonly number[];
  /** From the room's answer to the ringing of a console: the queue with its turns. */
  readonly answerToRingMs: readonly number[];
  readonly answerMs: readonly number[];
  readonly announcementMs: readonly number[];
  readonly offerToRingMs: readonly number[];
  readonly answerToAudioMs: readonly number[];
  readonly lostPackets: number;
};

const between = (from: number | null | undefined, to: number | null | undefined): number[] =>
  from === null || from === undefined || to === null || to === undefined ? [] : [to - from];

/**
 * Judges each call. It failed if the room did not answer it, no console took it, or it was not heard both ways. It also failed if its
 * recording is shorter than `leastSeconds`.
 */
export function judge(
  calls: readonly CallNote[],
  rings: readonly RingNote[],
  { offers, recordings }: Written,
  leastSeconds: number,
): Judged {
  const heardBy = new Set(rings.filter(({ hears }) => hears).map(({ number }) => number));
  const recorded = new Set(recordings.filter(({ seconds }) => seconds >= leastSeconds).map(({ number }) => number));
  const faults = {
    "not answered": ({ answeredAt }) => answeredAt === null,
    "not heard by the caller": ({ hears }) => !hears,
    "not heard by a call-taker": ({ number }) => !heardBy.has(number),
    "not recorded whole": ({ number }) => !recorded.has(number),
  } satisfies Record<string, (call: CallNote) => boolean>;
  const why = Object.entries(faults).map(([fault, has]) => [fault, calls.filter(has).length] as const);
  const answered = new Map(calls.map(({ number, answeredAt }) => [number, answeredAt]));
  const dialled = new Map(calls.map(({ number, dialledAt }) => [number, dialledAt]));
  return {
    failed: calls.filter((call) => Object.values(faults).some((has) => has(call))).length,
    why: why.filter(([, count]) => count > 0).map(([fault, count]) => `${fault}: ${count}`),
    inviteToWordMs: calls.flatMap(({ dialledAt, audioAt }) => between(dialledAt, audioAt)),
    inviteToRingMs: rings.flatMap(({ number, rangAt }) => between(dialled.get(number), rangAt)),
    answerToRingMs: rings.flatMap(({ number, rangAt }) => between(answered.get(number), rangAt)),
    answerMs: calls.flatMap(({ dialledAt, answeredAt }) => between(dialledAt, answeredAt)),
    announcementMs: calls.flatMap(({ answeredAt, audioAt }) => between(answeredAt, audioAt)),
    offerToRingMs: rings.flatMap(({ legId, rangAt }) => between(offers.get(legId), rangAt)),
    answerToAudioMs: rings.flatMap(({ answeredAt, audioAt }) => between(answeredAt, audioAt)),
    lostPackets: recordings.reduce((sum, { lost }) => sum + lost, 0),
  };
}

/** The figures that are compared. */
export const figuresOf = (judged: Judged): (readonly [string, number, string])[] => [
  ["failed_calls", judged.failed, "calls"],
  ["invite_to_word_p95_ms", percentile(judged.inviteToWordMs, 0.95), "ms"],
  ["invite_to_ring_p95_ms", percentile(judged.inviteToRingMs, 0.95), "ms"],
  ["answer_p95_ms", percentile(judged.answerMs, 0.95), "ms"],
  ["answer_to_announcement_p95_ms", percentile(judged.announcementMs, 0.95), "ms"],
  ["answer_to_ring_p95_ms", percentile(judged.answerToRingMs, 0.95), "ms"],
  ["offer_to_ring_p95_ms", percentile(judged.offerToRingMs, 0.95), "ms"],
  ["answer_to_audio_p95_ms", percentile(judged.answerToAudioMs, 0.95), "ms"],
  ["recorded_packets_lost", judged.lostPackets, "packets"],
];
