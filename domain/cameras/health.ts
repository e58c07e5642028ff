import type { Text3 } from "../kernel/index.ts";

/** Faults of a camera in service that the room sees by itself, worst first. */
export const CAMERA_FAULTS = ["lost", "not_recorded", "clock_off"] as const;
export type CameraFault = (typeof CAMERA_FAULTS)[number];

export const CAMERA_FAULT_LABELS: Readonly<Record<CameraFault, Text3>> = {
  lost: { ar: "بلا صورة", fr: "Sans image", en: "No picture" },
  not_recorded: { ar: "غير مسجّلة", fr: "Non enregistrée", en: "Not recorded" },
  clock_off: { ar: "ساعتها غير مضبوطة", fr: "Horloge décalée", en: "Clock is off" },
};

/** Cause of a fault where no recorder says anything. It is none of a gap: nobody tells one. */
export const RECORDER_SILENT = "recorder_silent";
export const RECORDER_SILENT_LABEL: Text3 = {
  ar: "المسجل لا يجيب",
  fr: "L’enregistreur ne répond pas",
  en: "The recorder does not answer",
};

/** Facts from which the faults of a camera are seen. Moments in epoch milliseconds. */
export type HealthFacts = {
  readonly isServing: boolean;
  /** Its settings ask for recording. */
  readonly isToRecord: boolean;
  readonly connection: { readonly state: string; readonly since: number; readonly cause: string | null } | null;
  readonly recording: { readonly isRecorded: boolean; readonly since: number; readonly cause: string | null } | null;
  /** Offset of its own clock from the room's; null while it tells none. */
  readonly clockOffsetMs: number | null;
};

/** A fault that is there now. */
export type SeenFault = { readonly since: number; readonly cause: string | null };

/** Offset from which a clock is off, ms. */
export const CLOCK_OFF_MS = 1_000;
/** Offset below which it is right again, ms. The network's own delay lies between. */
const CLOCK_RIGHT_MS = 800;

/**
 * Time for which a fault lasts before it is raised, ms. A picture that stands still is known after 2.5 s: with this second, and one until the next
 * look, a loss is told within 5 s. A file begins at a key frame, some seconds after the picture.
 */
export const RAISED_AFTER_MS: Readonly<Record<CameraFault, number>> = { lost: 1_000, not_recorded: 8_000, clock_off: 0 };

/** A camera may take this long for its first picture before it counts as lost, ms: hundreds connect at once after a start. */
export const CONNECTS_WITHIN_MS = 15_000;
/** A moment that lies this far ahead is from a clock that was put back since, ms. */
const AHEAD_MS = 5_000;

/** True for the cause of a gap that a person wants. After its end the recorder says what follows. */
export const isWantedGap = (cause: string | null): boolean => cause === "recording_off" || cause === "out_of_service";

/** Time without the fault before it is cleared, ms. */
export const CALM_MS = 10_000;

/** A camera that comes and goes changes its state no more often than this in an hour. */
export const MOST_CHANGES = 4;
const HOUR_MS = 3_600_000;

/**
 * A fault as the facts show it now; null if it is not there. A camera without a picture is not recorded either: that is one fault, the loss.
 * `isStanding`: it was raised before.
 */
export function seenFault(fault: CameraFault, facts: HealthFacts, at: number, isStanding: boolean): SeenFault | null {
  const { connection, recording, clockOffsetMs } = facts;
  if (!facts.isServing || connection === null || connection.state === "off") return null;
  const isLost = connection.state !== "live";
  switch (fault) {
    case "lost":
      return isLost ? { since: lostSince(connection), cause: connection.cause } : null;
    case "not_recorded":
      if (isLost || !facts.isToRecord || recording === null || recording.isRecorded || isWantedGap(recording.cause)) return null;
      return { since: Math.max(recording.since, connection.since), cause: recording.cause };
    case "clock_off": {
      const isOff = clockOffsetMs !== null && Math.abs(clockOffsetMs) >= (isStanding ? CLOCK_RIGHT_MS : CLOCK_OFF_MS);
      return isOff ? { since: at, cause: null } : null;
    }
  }
}

/** Begin of a loss: one that connects is not lost yet. */
const lostSince = ({ state, since }: { readonly state: string; readonly since: number }): number =>
  state === "connecting" ? since + CONNECTS_WITHIN_MS : since;

/** True if a fault has lasted long enough to be raised. */
function hasLasted(fault: CameraFault, { since }: SeenFault, at: number): boolean {
  const lasted = at - since;
  return lasted >= RAISED_AFTER_MS[fault] || lasted < -AHEAD_MS;
}

/** A fault of a camera as the room holds it. */
export type FaultHeld = {
  /** The fault that was raised and not cleared; `goneAt`: the facts show it no more since then. */
  readonly standing: { readonly goneAt: number | null } | null;
  /** Moments at which this fault was raised or cleared before. */
  readonly changes: readonly number[];
};

/** Decision on a fault: `gone` and `back` note whether the facts still show one that is not cleared yet. */
export type FaultStep = "raise" | "gone" | "back" | "clear" | null;

/**
 * Next step of a fault. It is raised as soon as it has lasted. It is cleared after a calm time, if another raise within the hour would be the
 * fourth change at most. So a camera that comes and goes stays marked until it holds. A camera that a person took out of service is cleared at
 * once.
 */
export function stepOfFault(fault: CameraFault, held: FaultHeld, seen: SeenFault | null, isServing: boolean, at: number): FaultStep {
  const { standing, changes } = held;
  if (standing === null) return seen !== null && hasLasted(fault, seen, at) ? "raise" : null;
  if (!isServing) return "clear";
  const { goneAt } = standing;
  if (seen !== null) return goneAt === null ? null : "back";
  // A moment that lies ahead is from a clock that was put back since.
  if (goneAt === null || goneAt > at) return "gone";
  if (at - goneAt < CALM_MS) return null;
  const inHour = changes.filter((change) => change <= at && at - change < HOUR_MS).length;
  return inHour + 1 < MOST_CHANGES ? "clear" : null;
}

/** Share of a span for which something held, from spans of time in which it did not; 1 if there were none. Spans may overlap. */
export function upShare(
  span: { readonly from: number; readonly to: number },
  down: readonly { readonly from: number; readonly to: number }[],
): number {
  const length = span.to - span.from;
  if (length <= 0) return 1;
  let [missing, reached] = [0, span.from];
  for (const { from, to } of down.toSorted((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(from, reached), Math.min(to, span.to)];
    if (end <= begin) continue;
    missing += end - begin;
    reached = end;
  }
  return 1 - missing / length;
}
