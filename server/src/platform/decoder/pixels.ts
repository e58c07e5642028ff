import { photoFormat } from "../pictures/format.ts";
import type { StillFormat } from "./sniff.ts";

/** Boxes within boxes in which a picture's size stands (ISO/IEC 23008-12): meta holds 4 bytes before its first. */
const WITHIN: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };

/** The largest size that a box `ispe` tells, walked without trust: each box is at least its head and ends where its parent ends. */
function largestOf(bytes: Buffer, from: number, to: number, depth = 0): number {
  let largest = 0;
  for (let at = from; at + 8 <= to;) {
    const name = bytes.toString("latin1", at + 4, at + 8);
    const told = bytes.readUInt32BE(at);
    const end = told === 0 ? to : Math.min(at + told, to);
    if (told !== 0 && told < 8) break;
    if (name === "ispe" && end - at >= 20) largest = Math.max(largest, bytes.readUInt32BE(at + 12) * bytes.readUInt32BE(at + 16));
    const skip = WITHIN[name];
    if (skip !== undefined && depth < 4) largest = Math.max(largest, largestOf(bytes, at + 8 + skip, end, depth + 1));
    at = end;
  }
  return largest;
}

/** Number of pixels that a picture states, read before any decoding; 0 if it states none. */
export function pixelsOf(format: StillFormat, bytes: Buffer): number {
  if (format === "heic" || format === "avif") return largestOf(bytes, 0, bytes.length);
  if (format === "gif") return bytes.length < 10 ? 0 : bytes.readUInt16LE(6) * bytes.readUInt16LE(8);
  const found = photoFormat(bytes);
  return found === null ? 0 : found.width * found.height;
}
