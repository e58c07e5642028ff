import type { Point } from "../kernel/index.ts";

/** How a caller's place became known. */
export const PLACE_SOURCES = ["aml", "pidf", "held", "ecall", "sms_link", "said"] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];

/** Where a caller was. `measuredAt` in epoch milliseconds; the accuracy is the radius in metres within which the caller is likely to be. */
export type CallerPlace = {
  readonly source: PlaceSource;
  readonly point: Point;
  readonly accuracyM: number | null;
  readonly measuredAt: number;
};

/** Within this time after a call, or before it, a place that a telephone sent by itself belongs to it. */
export const PLACE_JOINS_MS = 15 * 60_000;

/**
 * How long a place of a number that is on no call waits for the call that it was sent for, before it joins one that is over: a telephone
 * sends within 20 s of the dialling (ETSI TS 103 625), and may be faster than its call.
 */
export const PLACE_WAITS_MS = 60_000;

/** What a place without an accuracy is taken for when it is compared, in metres. */
const UNKNOWN_ACCURACY_M = 2_000;
/** How far somebody may have gone in a second: each second of age is worth so many metres. */
const WALKED_M_PER_S = 1.5;

/** How far from the caller a place may be by now, in metres; what is smaller is the better place. */
export const doubtM = ({ accuracyM, measuredAt }: Pick<CallerPlace, "accuracyM" | "measuredAt">, now: number): number =>
  (accuracyM ?? UNKNOWN_ACCURACY_M) + (Math.max(0, now - measuredAt) / 1000) * WALKED_M_PER_S;

/** The place to work with: what was said by the caller stands over every measurement, else the one with the least doubt. */
export function bestPlace<T extends CallerPlace>(places: readonly T[], now: number): T | null {
  const said = places.filter(({ source }) => source === "said").toSorted((a, b) => b.measuredAt - a.measuredAt)[0];
  return said ?? places.toSorted((a, b) => doubtM(a, now) - doubtM(b, now))[0] ?? null;
}
