import { TIMESCALE } from "../fmp4/boxes.ts";
import { HEVC } from "../h265/nal.ts";
import type { Fragment, Picture } from "./assembler.ts";

/**
 * Parts of a fragment that begins with a key frame. `earlier` is the key frame with its leading pictures (RASL), which need the file before;
 * null if there are none. `own` makes what a file of its own can decode: the key frame, shown at `startMs`, and what is shown after it.
 */
export function partAtKey(fragment: Fragment): {
  readonly earlier: Fragment | null;
  readonly startMs: number;
  readonly own: () => Fragment;
} {
  const { buffer, pictures, startMs: firstMs } = fragment;
  const count = leadingEnd(fragment);
  const [key, last] = [pictures[0], pictures[count - 1]];
  if (key === undefined || last === undefined) return { earlier: null, startMs: firstMs, own: () => fragment };
  const earlier = { ...fragment, bytes: last.offset + last.size, pictures: pictures.slice(0, count) };
  // The key frame is shown when the last of its leading pictures is decoded.
  const begin = { ...key, offset: 0, dts: last.dts, duration: last.duration };
  const startMs = firstMs + ((last.dts - key.dts) * 1000) / TIMESCALE;
  const head = buffer.subarray(key.offset, key.offset + key.size);
  return { earlier, startMs, own: () => ({ ...partOf(fragment, head, [begin], count), startMs }) };
}

/** A copy of the pictures from a place on, behind other ones that lie in `head`. */
function partOf(fragment: Fragment, head: Buffer, begin: readonly Picture[], from: number): Fragment {
  const rest = fragment.pictures.slice(from);
  const restAt = rest[0]?.offset ?? fragment.bytes;
  const buffer = Buffer.concat([head, fragment.buffer.subarray(restAt, fragment.bytes)]);
  const pictures = [...begin, ...rest.map((picture) => ({ ...picture, offset: picture.offset - restAt + head.length }))];
  const nothing = (): void => undefined;
  // The copy goes back to no pool.
  return { ...fragment, buffer, bytes: buffer.length, pictures, key: pictures[0]?.key ?? false, retain: nothing, release: nothing };
}

/** Place behind the last leading picture of a fragment; 0 without one. All of them are sent before the pictures shown after their key frame. */
const leadingEnd = ({ buffer, pictures, config }: Fragment): number =>
  config.codec.startsWith("hvc1") ? pictures.findLastIndex((picture) => isLeading(buffer, picture)) + 1 : 0;

/** Reads the type of the first slice of a picture. */
function isLeading(buffer: Buffer, { offset, size }: Picture): boolean {
  for (let at = offset; at + 4 < offset + size; at += 4 + buffer.readUInt32BE(at)) {
    const type = HEVC.typeOf(buffer[at + 4] ?? 0);
    if (HEVC.isSlice(type)) return HEVC.isSkippedLeading(type);
  }
  return false;
}
