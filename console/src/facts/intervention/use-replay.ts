import { recordings } from "@amaliyat/contract/recordings";
import type { Point } from "@amaliyat/domain/kernel";
import { roomNow } from "@amaliyat/ui/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useMay } from "../../session/index.ts";
import { useCameras } from "../camera/camera-lists.ts";
import { nearbyCameras } from "./nearby.ts";

/** Before and after the beginning of an event, as it is replayed (ms). */
const [BEFORE_MS, AFTER_MS] = [120_000, 900_000];

/** An event to replay: where and when it began (ms), and the intervention under which its pictures are opened. */
export type Replayed = { readonly place: Point | null; readonly at: number; readonly interventionId?: string };

/** Opens the replay of what the best camera saw of an event; null for a person who may not, or where no camera is near. */
export function useReplay(): (event: Replayed) => (() => void) | null {
  const navigate = useNavigate();
  const mayReplay = useMay(recordings.openReplay);
  const cameras = useCameras().data ?? [];
  return ({ place, at, interventionId }) => {
    const [best] = place === null || !mayReplay ? [] : nearbyCameras(cameras, place, null);
    if (best === undefined) return null;
    const [from, to] = [new Date(at - BEFORE_MS).toISOString(), new Date(Math.min(roomNow(), at + AFTER_MS)).toISOString()];
    const intervention = interventionId === undefined ? {} : { intervention: interventionId };
    return () => void navigate({ to: "/playback", search: { camera: best.camera.cameraId, from, to, ...intervention } });
  };
}
