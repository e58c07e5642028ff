import { avcCodec } from "../h264/parameter-sets.ts";
import { parseSps } from "../h264/sps.ts";
import { HEVC } from "../h265/nal.ts";
import { hevcCodec } from "../h265/parameter-sets.ts";
import { parseHevcSps } from "../h265/sps.ts";
import { findBox } from "./read-boxes.ts";

export type PictureShape = { readonly width: number; readonly height: number; readonly codec: string };

const UNKNOWN: PictureShape = { width: 0, height: 0, codec: "" };

/** Bytes of a visual sample entry before its boxes. */
const ENTRY_BYTES = 78;

/** Size and codec of the pictures, from the decoder's record in an init segment; empty if there is none that can be read. */
export function readInit(init: Buffer): PictureShape {
  const table = findBox(init, ["moov", "trak", "mdia", "minf", "stbl", "stsd"]);
  // The sample entry begins behind version, flags and count.
  const entryOf = (type: string) => (table ? findBox(init, [type], table.from + 8, table.to) : null);
  const [avc, hevc] = [entryOf("avc1"), entryOf("hvc1")];
  const avcC = avc ? findBox(init, ["avcC"], avc.from + ENTRY_BYTES, avc.to) : null;
  const hvcC = hevc ? findBox(init, ["hvcC"], hevc.from + ENTRY_BYTES, hevc.to) : null;
  try {
    if (avcC) return ofAvc(init.subarray(avcC.from, avcC.to));
    return hvcC ? ofHevc(init.subarray(hvcC.from, hvcC.to)) : UNKNOWN;
  } catch (error) {
    if (error instanceof RangeError) return UNKNOWN;
    throw error;
  }
}

/** Behind five bytes and the number of sets lies the first, behind its length. */
function ofAvc(record: Buffer): PictureShape {
  const sps = record.subarray(8, 8 + record.readUInt16BE(6));
  const parsed = parseSps(sps);
  return { width: parsed?.width ?? 0, height: parsed?.height ?? 0, codec: avcCodec(sps) };
}

/** Behind 22 bytes and the number of kinds lie the sets of each kind: its type, their number, and each behind its length. */
function ofHevc(record: Buffer): PictureShape {
  let at = 23;
  for (let kinds = record.readUInt8(22); kinds > 0; kinds--) {
    const type = record.readUInt8(at) & 63;
    const count = record.readUInt16BE(at + 1);
    at += 3;
    for (let nth = 0; nth < count; nth++) {
      const length = record.readUInt16BE(at);
      const parsed = type === HEVC.sps ? parseHevcSps(record.subarray(at + 2, at + 2 + length)) : null;
      if (parsed !== null) return { width: parsed.width, height: parsed.height, codec: hevcCodec(parsed.profile) };
      at += 2 + length;
    }
  }
  return UNKNOWN;
}
