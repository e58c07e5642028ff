import type { Camera } from "@amaliyat/contract/cameras";
import { useState } from "react";
import { useInterventions } from "../facts/index.ts";
import { useSelectedId } from "../selection/index.ts";
import { usePickedPurpose } from "../session/index.ts";
import { followedOf, type Followed } from "./followed.ts";

/**
 * Follows the intervention that was selected last: four tiles at most. Each view is opened under that intervention, and none once it is over.
 * A camera that sees nothing of it is not opened.
 */
export function useFollowed(cameras: readonly Camera[]): Followed {
  const selected = useSelectedId("intervention");
  const [followed, setFollowed] = useState(selected);
  // Another thing that is selected meanwhile, such as a camera of these tiles, does not end it.
  if (selected !== null && selected !== followed) setFollowed(selected);
  const row = useInterventions().data?.find(({ interventionId }) => interventionId === followed);
  return followedOf(row, cameras, usePickedPurpose(followed ?? ""));
}
