import type { G711Types } from "./g711.ts";
import { inFile } from "./pcap.ts";
import { Stereo } from "./stereo.ts";
import { packetsSince } from "./tail.ts";
import { wavHead } from "./wav.ts";

/** Bytes that are read of each file at most: half a minute of both sides has some 700 KB, in packets of 10 ms 900 KB. */
const MOST_BYTES = 2 * 1024 * 1024;
const LOUDEST = 32_767;

export type RecallAsked = {
  /** Files that the media server keeps of the call, the oldest first. */
  readonly files: readonly string[];
  readonly callerPorts: readonly number[];
  readonly types?: G711Types;
  /** Between these moments (epoch ms): a thread that begins late does not hear more. */
  readonly from: number;
  readonly to: number;
};
export type Recalled = { readonly wav: Buffer; readonly seconds: number };

/** The sound of both sides since a moment, in one channel for a headset of one ear. */
export async function recallSound({ files, callerPorts, types, from, to }: RecallAsked): Promise<Recalled> {
  const stereo = new Stereo(callerPorts, null, types);
  const pieces: Int16Array[] = [];
  const since = async (file: string, nth: number) => (await packetsSince(file, from, MOST_BYTES)).map((packet) => inFile(packet, nth));
  const packets = await Promise.all(files.map(since));
  // Packets that the media server keeps and packets that are decoded for us go side by side.
  for (const packet of packets.flat().toSorted((a, b) => a.at - b.at)) if (packet.at <= to) pieces.push(stereo.decode(packet));
  pieces.push(stereo.rest());
  const mixed = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length / 2, 0));
  let at = 0;
  for (const piece of pieces)
    for (let nth = 0; nth < piece.length; nth += 2) {
      const both = (piece[nth] ?? 0) + (piece[nth + 1] ?? 0);
      mixed[at++] = Math.max(-LOUDEST, Math.min(LOUDEST, both));
    }
  const data = Buffer.from(mixed.buffer, mixed.byteOffset, mixed.byteLength);
  return { wav: Buffer.concat([wavHead(data.length, 1), data]), seconds: mixed.length / 8_000 };
}
