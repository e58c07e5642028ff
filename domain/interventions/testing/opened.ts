import { beginIntervention, decideOpening, type OpenCommand, type OpenIntervention } from "../index.ts";

/** An intervention at its opening from a camera, by the rules themselves; `said` gives the differences. */
export function openedIntervention(said: Partial<OpenCommand> = {}, at = 0): OpenIntervention {
  const command: OpenCommand = {
    kind: "open",
    interventionId: "i1",
    reference: "2026-000001",
    channel: "CAM",
    cameraId: null,
    sectorId: null,
    place: null,
    ...said,
  };
  const opening = decideOpening(command, { at, by: "u0" });
  if (!opening.ok) throw new Error(opening.error.code);
  return beginIntervention(opening.value);
}
