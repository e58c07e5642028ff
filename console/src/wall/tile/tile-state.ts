import type { Camera } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import type { ConnectionState, Purpose } from "@amaliyat/domain/cameras";
import type { PlayerState } from "../../players/index.ts";

/** Reason for viewing, as the room needs it: a purpose, or the intervention that it is inherited from. */
export type Reason =
  | { readonly kind: "none" }
  | { readonly kind: "purpose"; readonly purpose: Purpose }
  | {
      readonly kind: "intervention";
      readonly interventionId: string;
      /** Purpose that follows from its category; null while that is not known. */
      readonly inherited: Purpose | null;
      /** Purpose that was picked for cameras that do not serve the inherited one. */
      readonly picked: Purpose | null;
    };

/** Reason as a request for pictures has it: a purpose, an intervention, or a purpose picked under one. */
export type Why = { readonly purpose?: Purpose; readonly interventionId?: string };

/** Reason under which a camera is opened; null where it serves none of what is at hand. */
export function whyOf(reason: Reason, serves: readonly Purpose[]): Why | null {
  if (reason.kind === "none") return null;
  if (reason.kind === "purpose") return serves.includes(reason.purpose) ? { purpose: reason.purpose } : null;
  const { interventionId, inherited, picked } = reason;
  if (inherited === null || serves.includes(inherited)) return { interventionId };
  return picked !== null && serves.includes(picked) ? { interventionId, purpose: picked } : null;
}

/** Tile without a picture: none is requested from the room. */
export type Closed =
  | { readonly kind: "empty" }
  /** The camera is in no sector of this person, or no longer in the room. */
  | { readonly kind: "unknown" }
  | { readonly kind: "out_of_service"; readonly since: number; readonly reason: string | null }
  | { readonly kind: "no_purpose" }
  /** The camera does not serve the purpose that its intervention gives: one of its own is asked for. */
  | { readonly kind: "other_purpose"; readonly interventionId: string; readonly serves: readonly Purpose[] }
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
  if (whyOf(reason, camera.purposes) !== null) return null;
  if (reason.kind === "purpose") return { kind: "no_permission", why: "purpose" };
  return { kind: "other_purpose", interventionId: reason.interventionId, serves: camera.purposes };
}

/** The glyph and word under which a state goes on every screen; null where none of the six says it. */
export function connectionOf(state: TileState): ConnectionState | null {
  switch (state.kind) {
    case "empty":
    case "no_purpose":
    case "other_purpose":
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
