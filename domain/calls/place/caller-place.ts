import type { Point } from "../../kernel/index.ts";

/** Sources of a caller's place. */
export const PLACE_SOURCES = ["aml", "pidf", "held", "ecall", "sms_link", "said"] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];

/** Place of a caller. `measuredAt` in epoch milliseconds; the accuracy is the radius in metres within which the caller is likely to be. */
export type CallerPlace = {
  readonly source: PlaceSource;
  readonly point: Point;
  readonly accuracyM: number | null;
  readonly measuredAt: number;
};

/** Within this time after a call, or before it, a place that a telephone sent by itself belongs to it. */
export const PLACE_JOINS_MS = 15 * 60_000;

/**
 * Time that a place waits for its call before it joins an ended one, if its number is on no call. A telephone sends within 20 s of the
 * dialling (ETSI TS 103 625), and may be faster than its call.
 */
export const PLACE_WAITS_MS = 60_000;

/** Accuracy assumed for a place without one when places are compared, in metres. */
const UNKNOWN_ACCURACY_M = 2_000;
/** Assumed speed of a caller: each second of age adds so many metres. */
const WALKED_M_PER_S = 1.5;

/** Possible distance of a place from the caller by now, in metres; the smaller is the better place. */
export const doubtM = ({ accuracyM, measuredAt }: Pick<CallerPlace, "accuracyM" | "measuredAt">, now: number): number =>
  (accuracyM ?? UNKNOWN_ACCURACY_M) + (Math.max(0, now - measuredAt) / 1000) * WALKED_M_PER_S;

/** The best place: the caller's own words stand over every measurement, else the one with the least doubt. */
export function bestPlace<T extends CallerPlace>(places: readonly T[], now: number): T | null {
  const said = places.filter(({ source }) => source === "said").toSorted((a, b) => b.measuredAt - a.measuredAt)[0];
  return said ?? places.toSorted((a, b) => doubtM(a, now) - doubtM(b, now))[0] ?? null;
}
