import { open } from "node:fs/promises";
import { PCAP_FILE_HEAD, PCAP_PACKET_HEAD, readPackets, type RtpPacket } from "./pcap.ts";

/** So many heads have to follow one another before a place within a file is taken for the beginning of a packet. */
const CHAIN = 6;
const [SHORTEST, LONGEST] = [42, 2_048];

/** True if the head of a packet can stand here: both lengths are the same, and the moment is near `around` (s). */
function isHead(bytes: Buffer, at: number, around: number): boolean {
  const [seconds, micros] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
  const [length, whole] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
  return Math.abs(seconds - around) < 86_400 && micros < 1_000_000 && length === whole && length >= SHORTEST && length <= LONGEST;
}

/** The offset of the first packet in a piece from the middle of a pcap file; null where no chain of packets is found. */
function firstPacket(bytes: Buffer, around: number): number | null {
  for (let start = 0; start + PCAP_PACKET_HEAD <= bytes.length; start++) {
    let [at, heads] = [start, 0];
    while (heads < CHAIN && at + PCAP_PACKET_HEAD <= bytes.length && isHead(bytes, at, around)) {
      at += PCAP_PACKET_HEAD + bytes.readUInt32LE(at + 8);
      heads++;
    }
    if (heads === CHAIN || (heads > 0 && at === bytes.length)) return start;
  }
  return null;
}

/**
 * The RTP packets from a moment on (epoch ms) at the end of a pcap file that may still grow. No more than `most` bytes are read: a talk of an
 * hour has 80 MB, of which the last half minute is wanted.
 */
export async function packetsSince(path: string, from: number, maxBytes: number): Promise<RtpPacket[]> {
  await using file = await open(path, "r");
  const { size } = await file.stat();
  const start = Math.max(PCAP_FILE_HEAD, size - maxBytes);
  const bytes = Buffer.alloc(Math.max(0, size - start));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  const read = bytes.subarray(0, bytesRead);
  const head = Buffer.alloc(PCAP_FILE_HEAD);
  await file.read(head, 0, PCAP_FILE_HEAD, 0);
  const first = start === PCAP_FILE_HEAD ? 0 : firstPacket(read, from / 1000);
  if (first === null) return [];
  const found: RtpPacket[] = [];
  for await (const packet of readPackets([head, read.subarray(first)])) if (packet.at >= from) found.push(packet);
  return found;
}
