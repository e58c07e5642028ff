import { within } from "./shrink.ts";

/** A picture of this many blocks along its longer side has no face in it any more, however near the face was. */
const BLOCKS = 56;

/** The same picture in coarse blocks: each is the mean of its pixels, and nothing brings those back. */
export function coarse(picture: HTMLCanvasElement): HTMLCanvasElement {
  const small = document.createElement("canvas");
  Object.assign(small, within(picture.width, picture.height, BLOCKS));
  const ink = small.getContext("2d");
  if (ink !== null) {
    ink.imageSmoothingEnabled = true;
    ink.imageSmoothingQuality = "high";
    ink.drawImage(picture, 0, 0, small.width, small.height);
  }
  const large = document.createElement("canvas");
  Object.assign(large, { width: picture.width, height: picture.height });
  const out = large.getContext("2d");
  if (out !== null) {
    out.imageSmoothingEnabled = false;
    out.drawImage(small, 0, 0, large.width, large.height);
  }
  return large;
}

/** Lays the coarse picture over a round place of the other. */
export function smear(picture: HTMLCanvasElement, blocks: HTMLCanvasElement, x: number, y: number, radius: number): void {
  const ink = picture.getContext("2d");
  if (ink === null) return;
  ink.save();
  ink.beginPath();
  ink.arc(x, y, radius, 0, 2 * Math.PI);
  ink.clip();
  ink.drawImage(blocks, 0, 0);
  ink.restore();
}
