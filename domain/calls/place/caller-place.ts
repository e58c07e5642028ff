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
export const UNKNOWN_ACCURACY_M = 2_000;
/** Assumed speed of a caller: each second of age adds so many metres. */
export const WALKED_M_PER_S = 1.5;

/** Place of a caller with the time at which the room received it, in epoch milliseconds. */
export type ReceivedPlace = CallerPlace & { readonly receivedAt: number };

/**
 * Most that the clock of a telephone differs from the room's while its place may be of this call. Local time written as UTC, or a wrong
 * time zone, differs by 14 hours at most.
 */
export const CLOCK_DIFFERS_MS = 86_400_000;

/**
 * Judges the time that a telephone says of its place. `ahead`: it measured in the future, so its clock is wrong and the age is unknown.
 * `of_no_call`: it is so far from now that it belongs to no call of now. Other sources have the clock of a network or of satellites.
 */
export function clockOf({ source, measuredAt, receivedAt }: ReceivedPlace): "right" | "ahead" | "of_no_call" {
  if (source !== "aml") return "right";
  if (Math.abs(measuredAt - receivedAt) > CLOCK_DIFFERS_MS) return "of_no_call";
  return measuredAt > receivedAt ? "ahead" : "right";
}

/** Age assumed for a place by a clock that is ahead, when it is received: a telephone sends within 20 s (ETSI TS 103 625). */
export const AHEAD_AGE_MS = 20_000;
/** Metres that a clock that is ahead adds to the doubt: the true age is unknown, and 200 s more of it are as much. */
export const AHEAD_DOUBT_M = 300;

/**
 * Possible distance of a place from the caller by now, in metres; the smaller is the better place. It grows at one speed for all places, so
 * their order is the same at every moment. No place is younger than its reception.
 */
export function doubtM(place: ReceivedPlace, now: number): number {
  const { accuracyM, measuredAt, receivedAt } = place;
  const isAhead = clockOf(place) === "ahead";
  const takenAt = isAhead ? receivedAt - AHEAD_AGE_MS : Math.min(measuredAt, receivedAt);
  return (accuracyM ?? UNKNOWN_ACCURACY_M) + (isAhead ? AHEAD_DOUBT_M : 0) + ((now - takenAt) / 1000) * WALKED_M_PER_S;
}

/**
 * The best place: the caller's own words stand over every measurement, else the one with the least doubt, of equals the one received last.
 * A place of no call of now is never the caller's.
 */
export function bestPlace<T extends ReceivedPlace>(places: readonly T[], now: number): T | null {
  const said = places.filter(({ source }) => source === "said").toSorted((a, b) => b.measuredAt - a.measuredAt)[0];
  const measured = places
    .filter((place) => clockOf(place) !== "of_no_call")
    .toSorted((a, b) => doubtM(a, now) - doubtM(b, now) || b.receivedAt - a.receivedAt);
  return said ?? measured[0] ?? null;
}
