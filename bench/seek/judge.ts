import { COUNTED_FRAMES } from "../material/counted.ts";
import { RATE } from "../material/clip.ts";
import type { Watched } from "./watch-seek.ts";

const FRAME_MS = 1000 / RATE;
/** Moments are whole ms on the wire, and files begin at whole ms: this near to a change of pictures both are right. */
const EDGE_MS = 2;

/** The numbers that the picture of a moment may carry, in material that begins at `startMs` with number 0. */
export function rightCodes(at: number, startMs: number): number[] {
  const codes = [at - EDGE_MS, at, at + EDGE_MS].map((ms) => Math.floor((ms - startMs) / FRAME_MS) % COUNTED_FRAMES);
  return [...new Set(codes)];
}

/** Time until the right picture stood on the screen, ms after the click. Null if the seek ended on another picture, or on none. */
export function landed({ begunAt, pictures }: Watched, right: readonly number[]): number | null {
  const last = pictures.at(-1);
  if (last === undefined || !right.includes(last.code)) return null;
  const first = pictures.find(({ code }) => right.includes(code));
  return first === undefined ? null : first.at - begunAt;
}
