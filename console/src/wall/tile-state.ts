import type { Camera } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import type { ConnectionState, Purpose } from "@amaliyat/domain/cameras";
import type { PlayerState } from "../players/index.ts";

/** Reason for viewing, as the room needs it: a purpose, or the intervention that it is inherited from. */
export type Reason =
  | { readonly kind: "none" }
  | { readonly kind: "purpose"; readonly purpose: Purpose }
  | { readonly kind: "intervention"; readonly interventionId: string };

/** Tile without a picture: none is requested from the room. */
export type Closed =
  | { readonly kind: "empty" }
  /** The camera is in no sector of this person, or no longer in the room. */
  | { readonly kind: "unknown" }
  | { readonly kind: "out_of_service"; readonly since: number; readonly reason: string | null }
  | { readonly kind: "no_purpose" }
  | { readonly kind: "no_permission"; readonly why: "role" | "purpose" };

/** State of a tile. */
export type TileState = Closed | Exclude<PlayerState, { kind: "refused" }> | { readonly kind: "refused"; readonly problem: Problem };

export type TileFacts = {
  readonly cameraId: string | null;
  readonly camera: Camera | undefined;
  readonly reason: Reason;
  readonly mayLook: boolean;
};

/**
 * Reason that a picture is not requested; null if it is. A certain refusal is not requested. So the log of refusals holds attempts of
 * persons, not those of a wall.
 */
export function closedBecause({ cameraId, camera, reason, mayLook }: TileFacts): Closed | null {
  if (cameraId === null) return { kind: "empty" };
  if (!camera) return { kind: "unknown" };
  if (camera.state !== "in_service") return { kind: "out_of_service", since: Date.parse(camera.stateSince), reason: camera.stateReason };
  if (!mayLook) return { kind: "no_permission", why: "role" };
  if (reason.kind === "none") return { kind: "no_purpose" };
  const forbidden = reason.kind === "purpose" && !camera.purposes.includes(reason.purpose);
  return forbidden ? { kind: "no_permission", why: "purpose" } : null;
}

/** The glyph and word under which a state goes on every screen; null where none of the six says it. */
export function connectionOf(state: TileState): ConnectionState | null {
  switch (state.kind) {
    case "empty":
    case "no_purpose":
    case "unknown":
      return null;
    case "refused":
      return state.problem.code === "camera.out_of_service" ? "out_of_service" : "no_permission";
    case "ended":
      return "no_permission";
    default:
      return state.kind;
  }
}
