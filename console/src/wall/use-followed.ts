import type { Camera } from "@amaliyat/contract/cameras";
import { inheritedPurpose } from "@amaliyat/domain/cameras";
import { categoryOf } from "@amaliyat/domain/interventions";
import { FOLLOWED, SLOTS } from "@amaliyat/domain/workstations";
import { useState } from "react";
import { isThere, nearbyCameras, useInterventions } from "../facts/index.ts";
import { useSelectedId } from "../selection/index.ts";
import { usePickedPurpose } from "../session/index.ts";
import type { Reason } from "./tile/tile-state.ts";

/** Cameras that see the intervention which the wall follows, and why it shows none. */
export type Followed = {
  readonly cameras: readonly (string | null)[];
  readonly reason: Reason;
  readonly reference: string | null;
  readonly why: "none" | "no_place" | "unseen" | null;
};

/**
 * Follows the intervention that was selected last: four tiles at most, of cameras that look at its place or stand over it. Each view is
 * opened under that intervention. A camera that sees nothing of it is not opened.
 */
export function useFollowed(cameras: readonly Camera[]): Followed {
  const selected = useSelectedId("intervention");
  const [followed, setFollowed] = useState(selected);
  // Another thing that is selected meanwhile, such as a camera of these tiles, does not end it.
  if (selected !== null && selected !== followed) setFollowed(selected);
  const row = useInterventions().data?.find(({ interventionId }) => interventionId === followed);
  const picked = usePickedPurpose(followed ?? "");
  const [place, cameraId] = [row?.place ?? null, row?.cameraId ?? null];
  const seeing = place === null ? [] : nearbyCameras(cameras, place, cameraId).filter(isThere).slice(0, FOLLOWED);
  const slots = Array.from({ length: SLOTS }, (_, slot) => seeing[slot]?.camera.cameraId ?? null);
  if (row === undefined) return { cameras: slots, reason: { kind: "none" }, reference: null, why: "none" };
  const inherited = inheritedPurpose(categoryOf(row.subcategory));
  return {
    cameras: slots,
    reason: { kind: "intervention", interventionId: row.interventionId, inherited, picked },
    reference: row.reference,
    why: place === null ? "no_place" : seeing.length === 0 ? "unseen" : null,
  };
}
