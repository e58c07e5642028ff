import type { Camera } from "@amaliyat/contract/cameras";
import { localStore } from "@amaliyat/ui/i18n";
import { useCallback, useEffect, useEffectEvent, useReducer } from "react";
import { select, useChosen } from "../selection/index.ts";
import { useSession } from "../session/index.ts";
import { afterAct, firstWall, readWall, writeWall, type Wall, type WallAct } from "./wall-state.ts";

/** Cameras that serve come first, in the order of their codes. */
const inOrder = (cameras: readonly Camera[]): readonly string[] =>
  cameras
    .toSorted((a, b) => Number(b.state === "in_service") - Number(a.state === "in_service") || a.code.localeCompare(b.code))
    .map((camera) => camera.cameraId);

const keyOf = (userId: string): string => `amaliyat.wall.${userId}`;

/** The wall of the person who is signed in, kept in this browser; the tile in hand is the camera selected in the room. */
export function useWall(cameras: readonly Camera[]): readonly [Wall, (act: WallAct) => void] {
  const { userId } = useSession().user;
  const [wall, dispatch] = useReducer(afterAct, null, () => readWall(localStore.read(keyOf(userId))) ?? firstWall(inOrder(cameras)));
  const chosen = useChosen();
  const follow = useEffectEvent(({ selection }: typeof chosen) => {
    const slot = selection?.kind === "camera" ? wall.cameras.indexOf(selection.id) : -1;
    if (slot >= 0) dispatch({ kind: "activate", slot });
  });

  useEffect(() => void localStore.write(keyOf(userId), writeWall(wall)), [userId, wall]);
  useEffect(() => follow(chosen), [chosen]);

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
