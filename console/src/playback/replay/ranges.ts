import type { SeekPlan } from "@amaliyat/contract/recordings";

/** Half-open, as in the contract. */
export type ByteRange = readonly [number, number];

/** Of RFC 9110, whose last byte is part of it. */
export const rangeHeader = ([from, to]: ByteRange): string => `bytes=${from}-${to - 1}`;

export const isEmpty = ([from, to]: ByteRange): boolean => to <= from;

/** A plan with its times as numbers, ms since epoch. */
export type Located = {
  readonly segmentId: string;
  readonly codec: string;
  readonly segmentStart: number;
  readonly keyFrameAt: number;
  readonly endsAt: number;
  readonly init: ByteRange;
  /** From the key frame to the next one: enough for the picture. */
  readonly first: ByteRange;
  readonly rest: ByteRange;
  /** All from the key frame on, when nobody waits for the first picture. */
  readonly whole: ByteRange;
  /** Bytes before the key frame in the same segment, for going backwards. */
  readonly before: ByteRange;
};

export function locate(plan: SeekPlan): Located {
  const { segmentId, codec, init, first, rest } = plan;
  return {
    segmentId,
    codec,
    segmentStart: Date.parse(plan.segmentStart),
    keyFrameAt: Date.parse(plan.keyFrameAt),
    endsAt: Date.parse(plan.endsAt),
    init,
    first,
    rest,
    whole: [first[0], Math.max(first[1], rest[1])],
    before: [init[1], first[0]],
  };
}

/** Position of a segment's media time 0 on the video's time line, s. Its 0 is `origin` by the wall clock. */
export const offsetOf = (plan: Pick<Located, "segmentStart">, origin: number): number => (plan.segmentStart - origin) / 1000;

export type Span = { readonly start: number; readonly end: number };

/** The buffered spans of a video as plain numbers, s. */
export function spansOf(ranges: TimeRanges): readonly Span[] {
  return Array.from({ length: ranges.length }, (_, at) => ({ start: ranges.start(at), end: ranges.end(at) }));
}

/** True if the buffer can show a picture of this time: not at the last instant, where a decoder waits for more. */
export const holds = (spans: readonly Span[], at: number): boolean => spans.some(({ start, end }) => start <= at && at < end - 0.02);

/** Less than this of buffer before its end counts as its end, s; more than a picture at 25/s. */
const EDGE_S = 0.06;
/** Offset to the first picture of the buffer after a jump, s: on the safe side of rounding. */
const INTO_S = 0.001;

/**
 * Next step of playing: go on, `jump` over a hole to the next pictures, or `wait` for bytes. A video element stops at a hole by itself and
 * for good.
 */
export type Advance = { readonly kind: "go" } | { readonly kind: "jump"; readonly to: number } | { readonly kind: "wait" };

export function advance(spans: readonly Span[], at: number): Advance {
  const here = spans.find(({ start, end }) => start <= at + INTO_S && at < end);
  if (here && here.end - at > EDGE_S) return { kind: "go" };
  const ahead = spans.find(({ start }) => start > at);
  return ahead ? { kind: "jump", to: ahead.start + INTO_S } : { kind: "wait" };
}
