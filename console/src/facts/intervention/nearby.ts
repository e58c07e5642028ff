import type { Camera } from "@amaliyat/contract/cameras";
import { fieldOfView } from "@amaliyat/domain/cameras";
import { distanceM, inRing, type Point } from "@amaliyat/domain/kernel";

export type NearbyCamera = { readonly camera: Camera; readonly metres: number; readonly sees: boolean };

export const FARTHEST_M = 1500;
const MOST = 6;
/** On a junction the camera's own pole is the place: too near for its cone to say anything. */
const AT_ITS_FOOT_M = 30;

/** True for a camera that looks at the place, or stands over it. */
export const isThere = ({ sees, metres }: NearbyCamera): boolean => sees || metres <= AT_ITS_FOOT_M;

/** Cameras that may show a place, those that look at it first, then the nearest. Obstacles are not known. */
export function nearbyCameras(cameras: readonly Camera[], place: Point, ownCameraId: string | null): readonly NearbyCamera[] {
  return cameras
    .filter((camera) => camera.state === "in_service")
    .map((camera): NearbyCamera => {
      const metres = distanceM(camera.place, place);
      const own = camera.cameraId === ownCameraId;
      return { camera, metres, sees: own || (metres > AT_ITS_FOOT_M && looksAt(camera, place)) };
    })
    .filter((one) => one.metres <= FARTHEST_M)
    .toSorted(
      (a, b) =>
        Number(b.camera.cameraId === ownCameraId) - Number(a.camera.cameraId === ownCameraId) ||
        Number(b.sees) - Number(a.sees) ||
        a.metres - b.metres,
    )
    .slice(0, MOST);
}

function looksAt(camera: Camera, place: Point): boolean {
  if (camera.directionDeg === null) return false;
  const { directionDeg: bearing, fieldOfViewDeg: angle, rangeM } = camera;
  return inRing(place, fieldOfView(camera.place, { bearing, angle, rangeM }));
}
