import type { Piece } from "@amaliyat/contract/recordings";
import { isGapCause, type GapCause } from "@amaliyat/domain/recordings";

/** A piece of a timeline with its times as numbers. */
export type Stretch =
  | { readonly kind: "recorded"; readonly from: number; readonly to: number }
  | { readonly kind: "gap"; readonly from: number; readonly to: number; readonly cause: GapCause };
export type GapStretch = Extract<Stretch, { kind: "gap" }>;

export const stretchesOf = (pieces: readonly Piece[]): readonly Stretch[] =>
  pieces.map(({ kind, cause, ...times }) => {
    const [from, to] = [Date.parse(times.from), Date.parse(times.to)];
    if (kind === "recorded") return { kind, from, to };
    return { kind, from, to, cause: cause !== null && isGapCause(cause) ? cause : "unknown" };
  });

/** Look of a gap: amber diagonals need a person, dots were planned, lines expired with their time. */
export type GapLook = "fault" | "planned" | "expired";

const PLANNED: readonly GapCause[] = [
  "starting",
  "reconfigured",
  "out_of_service",
  "recording_off",
  "room_stopped",
  "not_recording",
  "clock_changed",
];

export function lookOf(cause: GapCause): GapLook {
  if (cause === "retention_expired") return "expired";
  return PLANNED.includes(cause) ? "planned" : "fault";
}

/** Stretch at a moment; null outside of the timeline. */
export const stretchAt = (stretches: readonly Stretch[], at: number): Stretch | null =>
  stretches.find((one) => one.from <= at && at < one.to) ?? null;

/** The first moment from `at` on that is recorded; null if none is. */
export function nextRecorded(stretches: readonly Stretch[], at: number): number | null {
  const found = stretches.find((one) => one.kind === "recorded" && one.to > at);
  return found ? Math.max(found.from, at) : null;
}

/** The gaps that lie between two moments, of which a person who jumps from one to the other should hear. */
export const gapsBetween = (stretches: readonly Stretch[], from: number, to: number): readonly GapStretch[] =>
  stretches.filter((one): one is GapStretch => one.kind === "gap" && one.from < to && one.to > from);
