import type { Camera } from "@amaliyat/contract/cameras";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { inheritedPurpose, type Purpose } from "@amaliyat/domain/cameras";
import { categoryOf } from "@amaliyat/domain/interventions";
import { FOLLOWED, SLOTS } from "@amaliyat/domain/workstations";
import { isThere, nearbyCameras } from "../facts/index.ts";
import type { Reason } from "./tile/tile-state.ts";

/** Cameras that see the intervention which the wall follows, and why it shows none. */
export type Followed = {
  readonly cameras: readonly (string | null)[];
  readonly reason: Reason;
  readonly reference: string | null;
  readonly why: "none" | "no_place" | "unseen" | Exclude<InterventionRow["state"], "open"> | null;
};

const nothing: readonly null[] = Array.from({ length: SLOTS }, () => null);

/**
 * Chooses the cameras for an intervention: those that look at its place or stand over it. `picked` is the purpose for cameras that do not
 * serve the one that it gives. An intervention that is over explains no view, and opens none.
 */
export function followedOf(row: InterventionRow | undefined, cameras: readonly Camera[], picked: Purpose | null): Followed {
  const none = { cameras: nothing, reason: { kind: "none" }, reference: row?.reference ?? null } as const;
  if (row === undefined) return { ...none, why: "none" };
  if (row.state !== "open") return { ...none, why: row.state };
  const [place, cameraId] = [row.place, row.cameraId];
  const seeing = place === null ? [] : nearbyCameras(cameras, place, cameraId).filter(isThere).slice(0, FOLLOWED);
  const slots = Array.from({ length: SLOTS }, (_, slot) => seeing[slot]?.camera.cameraId ?? null);
  const inherited = inheritedPurpose(categoryOf(row.subcategory));
  return {
    cameras: slots,
    reason: { kind: "intervention", interventionId: row.interventionId, inherited, picked },
    reference: row.reference,
    why: place === null ? "no_place" : seeing.length === 0 ? "unseen" : null,
  };
}
