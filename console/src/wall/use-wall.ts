import type { Camera } from "@amaliyat/contract/cameras";
import type { Arrangement } from "@amaliyat/domain/workstations";
import { localStore } from "@amaliyat/ui/i18n";
import { useCallback, useEffect, useEffectEvent, useReducer, useState } from "react";
import { select, useChosen } from "../selection/index.ts";
import { useSession } from "../session/index.ts";
import { useAskedArrangement, useRememberArrangement } from "../workstation/index.ts";
import { afterAct, firstWall, readWall, wallOf, writeWall, type Wall, type WallAct } from "./wall-state.ts";

/** Cameras that serve come first, in the order of their codes. */
const inOrder = (cameras: readonly Camera[]): readonly string[] =>
  cameras
    .toSorted((a, b) => Number(b.state === "in_service") - Number(a.state === "in_service") || a.code.localeCompare(b.code))
    .map((camera) => camera.cameraId);

const keyOf = (userId: string): string => `amaliyat.wall.${userId}`;

/**
 * The wall of this window, as the room remembers it of this workstation; else as this browser does of the person who is signed in. The tile
 * in hand is the camera selected in the room.
 */
export function useWall(cameras: readonly Camera[], remembered: Arrangement | null): readonly [Wall, (act: WallAct) => void] {
  const { userId } = useSession().user;
  const [wall, dispatch] = useReducer(afterAct, null, () =>
    remembered === null ? (readWall(localStore.read(keyOf(userId))) ?? firstWall(inOrder(cameras))) : wallOf(remembered),
  );
  const chosen = useChosen();
  const follow = useEffectEvent(({ selection }: typeof chosen) => {
    const slot = selection?.kind === "camera" ? wall.cameras.indexOf(selection.id) : -1;
    if (slot >= 0) dispatch({ kind: "activate", slot });
  });

  useEffect(() => void localStore.write(keyOf(userId), writeWall(wall)), [userId, wall]);
  const { grid, cameras: slots } = wall;
  const [first] = useState({ grid, slots });
  const remember = useRememberArrangement();
  useEffect(() => {
    if (slots !== first.slots || grid !== first.grid) remember({ grid, cameras: slots });
  }, [grid, slots, first, remember]);
  useEffect(() => follow(chosen), [chosen]);
  useAskedArrangement((arrangement) => dispatch({ kind: "arrange", arrangement }));

  const act = useCallback(
    (next: WallAct) => {
      dispatch(next);
      const cameraId = next.kind === "activate" ? wall.cameras[next.slot] : undefined;
      if (cameraId) select({ kind: "camera", id: cameraId });
    },
    [wall.cameras],
  );
  return [wall, act];
}
