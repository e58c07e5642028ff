import type { Camera } from "@amaliyat/contract/cameras";
import type { Arrangement } from "@amaliyat/domain/workstations";
import { localStore } from "@amaliyat/ui/i18n";
import { useCallback, useEffect, useEffectEvent, useReducer, useState } from "react";
import { select, useChosen } from "../selection/index.ts";
import { useSession } from "../session/index.ts";
import { createStore, useStore } from "../store/index.ts";
import { rememberArrangement } from "../workstation/index.ts";
import { afterAct, firstWall, readWall, wallOf, writeWall, type Wall, type WallAct } from "./wall-state.ts";

/** Cameras that serve come first, in the order of their codes. */
const inOrder = (cameras: readonly Camera[]): readonly string[] =>
  cameras
    .toSorted((a, b) => Number(b.state === "in_service") - Number(a.state === "in_service") || a.code.localeCompare(b.code))
    .map((camera) => camera.cameraId);

const keyOf = (userId: string): string => `amaliyat.wall.${userId}`;

/** A saved wall that was chosen outside of the wall. */
const asked = createStore<Arrangement | null>(null);
export const askArrangement = (arrangement: Arrangement): void => asked.set(arrangement);

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
  const [first] = useState(slots);
  const [firstGrid] = useState(grid);
  useEffect(() => {
    if (slots !== first || grid !== firstGrid) rememberArrangement({ grid, cameras: slots });
  }, [grid, slots, first, firstGrid]);
  useEffect(() => follow(chosen), [chosen]);
  const arrangement = useStore(asked);
  useEffect(() => {
    if (arrangement === null) return;
    dispatch({ kind: "arrange", arrangement });
    asked.set(null);
  }, [arrangement]);

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
