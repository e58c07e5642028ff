import { distanceM, type Point } from "@amaliyat/domain/kernel";
import { bearingDeg } from "../metres.ts";

/** Aim of a camera: degrees clockwise from north (null while not set), opening angle in degrees, range in metres. */
export type Aim = { readonly bearing: number | null; readonly angle: number; readonly rangeM: number };
/** Parts of an aim, each with a handle of its own. */
export type AimPart = "bearing" | "angle" | "rangeM";

/** The least and the greatest value of each part: those of the contract, in whole numbers. */
export const LIMITS: Readonly<Record<AimPart, readonly [number, number]>> = { bearing: [0, 359], angle: [1, 360], rangeM: [1, 2000] };

/** A value of a part as the contract takes it: a direction runs on past north, the others stop at their ends. */
export function fitted(part: AimPart, value: number): number {
  const [least, most] = LIMITS[part];
  const whole = Math.round(value);
  return part === "bearing" ? ((whole % 360) + 360) % 360 : Math.min(most, Math.max(least, whole));
}

/** Steps by key: an arrow, an arrow with Shift, Page Up and Page Down. */
const STEPS: Readonly<Record<AimPart, readonly [number, number, number]>> = { bearing: [5, 1, 45], angle: [5, 1, 45], rangeM: [5, 1, 50] };
const SIGNS: Readonly<Record<string, 1 | -1>> = { ArrowUp: 1, ArrowRight: 1, PageUp: 1, ArrowDown: -1, ArrowLeft: -1, PageDown: -1 };

/** Value of a part after a key; null for a key that changes nothing. Home and End go to the ends, as on every slider. */
export function stepped(part: AimPart, value: number, { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): number | null {
  const [least, most] = LIMITS[part];
  if (key === "Home") return least;
  if (key === "End") return most;
  const sign = SIGNS[key];
  if (sign === undefined) return null;
  const [usual, fine, far] = STEPS[part];
  return fitted(part, value + sign * (key.startsWith("Page") ? far : shiftKey ? fine : usual));
}

/** The smaller angle between two directions, 0 to 180 degrees. */
const apart = (one: number, other: number): number => {
  const turn = (((one - other) % 360) + 360) % 360;
  return Math.min(turn, 360 - turn);
};

/**
 * The aim after a handle was dragged from one point to another. Direction and edge follow the hand. The range changes by as much as the hand
 * went away from the camera: the handle of a short range is drawn beyond it.
 */
export function dragged(part: AimPart, camera: Point, before: Aim, from: Point, to: Point): Aim {
  switch (part) {
    case "bearing":
      return { ...before, bearing: fitted("bearing", bearingDeg(camera, to)) };
    case "angle":
      return { ...before, angle: fitted("angle", 2 * apart(bearingDeg(camera, to), before.bearing ?? 0)) };
    case "rangeM":
      return { ...before, rangeM: fitted("rangeM", before.rangeM + distanceM(camera, to) - distanceM(camera, from)) };
  }
}

/** Distances of the handles from the camera: as a part of the range, and px at least, so that no two lie under each other. */
const AT: Readonly<Record<AimPart, readonly [number, number]>> = { bearing: [0.4, 34], angle: [0.7, 68], rangeM: [1, 102] };

/** Place of a handle beside the camera, px to the right and down. `rangePx` is the length of the range on the screen. */
export function handleAt(part: AimPart, { bearing, angle }: Aim, rangePx: number): { readonly x: number; readonly y: number } {
  const [share, least] = AT[part];
  const far = Math.max(least, share * rangePx);
  const turn = (((bearing ?? 0) + (part === "angle" ? angle / 2 : 0)) * Math.PI) / 180;
  return { x: far * Math.sin(turn), y: -far * Math.cos(turn) };
}
