import type { Camera, CameraSettings } from "@amaliyat/contract/cameras";
import { cameraAfter, CLOCK_OFF_MS, lacks, type CameraFacts, type CameraRefusal } from "@amaliyat/domain/cameras";
import type { CameraState } from "@amaliyat/ui/glyphs";

/** The glyph of a camera: its picture's state while it serves, else that it does not serve. */
export function glyphOf(camera: Pick<Camera, "state" | "connection">): CameraState {
  if (camera.state !== "in_service") return "out_of_service";
  return camera.connection.state === "off" ? "connecting" : camera.connection.state;
}

/** Beginning of the state that is shown, ms. */
export const sinceOf = (camera: Pick<Camera, "state" | "stateSince" | "connection">): number =>
  Date.parse(camera.state === "in_service" ? camera.connection.since : camera.stateSince);

export const CAMERA_FILTERS = ["all", "faults", "serving", "not_serving"] as const;
export type CameraFilter = (typeof CAMERA_FILTERS)[number];

/** True if the picture of a camera runs, and it is not recorded or its clock is off. */
const isIllBeside = ({ connection: { state, recording, clockOffsetMs } }: Camera): boolean =>
  (state === "live" && recording !== null && !recording.isRecorded) || (clockOffsetMs !== null && Math.abs(clockOffsetMs) >= CLOCK_OFF_MS);

/** `faults`: in service without a running picture, not recorded, or with a clock that is off: it needs a technician. */
export function answersFilter(camera: Camera, filter: CameraFilter): boolean {
  if (filter === "all") return true;
  const serving = camera.state === "in_service";
  if (filter === "not_serving") return !serving;
  return (
    serving && (filter === "serving" || camera.connection.state === "stalled" || camera.connection.state === "lost" || isIllBeside(camera))
  );
}

/** Faults first, then those that serve, then the rest; by code inside each. */
export function rankOf(camera: Camera): number {
  const order: readonly CameraState[] = ["lost", "stalled", "connecting", "live", "no_permission", "out_of_service"];
  const beside = camera.state === "in_service" && isIllBeside(camera) ? -0.5 : 0;
  return order.indexOf(glyphOf(camera)) + (camera.state === "retired" ? 1 : 0) + beside;
}

/** Facts that the rules of a camera's life need, from its settings. */
const factsOf = ({ address, directionDeg, fieldOfViewDeg, rangeM, purposes, dpiaReference }: CameraSettings): CameraFacts => ({
  purposes,
  address: address === null ? null : address.host,
  direction: directionDeg === null ? null : { bearing: directionDeg, angle: fieldOfViewDeg, rangeM },
  dpiaReference,
});

/** All that a camera lacks before it may serve. */
export const lackingOf = (settings: CameraSettings): readonly CameraRefusal[] => lacks(factsOf(settings));

export const LIFE_COMMANDS = ["install", "put_in_service", "take_out", "retire"] as const;
export type LifeCommand = (typeof LIFE_COMMANDS)[number];

/** The commands that make sense in a state. */
export const commandsOf = (state: Camera["state"]): readonly LifeCommand[] =>
  LIFE_COMMANDS.filter((command) => cameraAfter(state, command) !== null);
