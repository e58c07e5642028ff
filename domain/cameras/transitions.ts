import type { CameraKind } from "./state.ts";

export const CAMERA_COMMANDS = ["describe", "install", "put_in_service", "take_out", "retire"] as const;
export type CameraCommandKind = (typeof CAMERA_COMMANDS)[number];
type From = "none" | CameraKind;

/**
 * State after each command, by state; `none` is before planning. Commands missing here are refused.
 * `decideCamera` reads this table, and so does the state picture of the documentation.
 */
export const CAMERA_TRANSITIONS = {
  none: { plan: "planned" },
  planned: { describe: "planned", install: "installed", retire: "retired" },
  installed: { describe: "installed", put_in_service: "in_service", retire: "retired" },
  in_service: { describe: "in_service", take_out: "out_of_service", retire: "retired" },
  out_of_service: { describe: "out_of_service", put_in_service: "in_service", retire: "retired" },
  retired: {},
} as const satisfies Record<From, Partial<Record<"plan" | CameraCommandKind, CameraKind>>>;

const table: Record<CameraKind, Partial<Record<CameraCommandKind, CameraKind>>> = CAMERA_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const cameraAfter = (from: CameraKind, command: CameraCommandKind): CameraKind | null => table[from][command] ?? null;
