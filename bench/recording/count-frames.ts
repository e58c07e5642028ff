import { readFile } from "node:fs/promises";

/** Boxes of an ISO base media file (ISO/IEC 14496-12) between two offsets: type and where the content lies. */
function* boxes(bytes: Buffer, from: number, to: number): Generator<{ readonly type: string; readonly from: number; readonly to: number }> {
  for (let at = from; at + 8 <= to;) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= to;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    if (size < 8 || at + size > to) return;
    yield { type: bytes.toString("latin1", at + 4, at + 8), from: at + (isLong ? 16 : 8), to: at + size };
    at += size;
  }
}

/** Pictures in a fragmented mp4 of one track: the samples of every `moof/traf/trun`. A torn end counts as nothing. */
export function framesIn(bytes: Buffer): number {
  let frames = 0;
  for (const moof of boxes(bytes, 0, bytes.length)) {
    if (moof.type !== "moof") continue;
    for (const traf of boxes(bytes, moof.from, moof.to)) {
      if (traf.type !== "traf") continue;
      for (const trun of boxes(bytes, traf.from, traf.to)) if (trun.type === "trun") frames += bytes.readUInt32BE(trun.from + 4);
    }
  }
  return frames;
}

export const framesInFile = async (path: string): Promise<number> => framesIn(await readFile(path));
