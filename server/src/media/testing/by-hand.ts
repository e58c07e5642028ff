import { AVC } from "../h264/nal.ts";
import { ParameterSets } from "../decoder-config.ts";
import { AVC_SETS } from "../h264/parameter-sets.ts";
import { Arena, ArenaPool } from "../rtp/arena.ts";
import { Depacketizer, type AccessUnitSink, type MarkerTrust } from "../rtp/depacketizer.ts";

export type Packet = {
  readonly payload: readonly number[];
  readonly sequence?: number;
  readonly time?: number;
  readonly source?: number;
  readonly marker?: boolean;
  readonly type?: number;
  readonly version?: number;
  /** Contributing sources. */
  readonly contributing?: number;
  /** Words of the header extension. */
  readonly extension?: number;
  /** Bytes of padding, its own length included. */
  readonly padding?: number;
};

/** One RTP packet to the letter of RFC 3550 §5.1. */
export function bytesOf(packet: Packet): Buffer {
  const { payload, sequence = 0, time = 0, source = 0x1234, marker = false, type = 96, version = 2, contributing = 0 } = packet;
  const { extension, padding } = packet;
  const head = Buffer.alloc(12 + contributing * 4, 0xee);
  head[0] = (version << 6) | (padding === undefined ? 0 : 0x20) | (extension === undefined ? 0 : 0x10) | contributing;
  head[1] = (marker ? 0x80 : 0) | type;
  head.writeUInt16BE(sequence & 0xffff, 2);
  head.writeUInt32BE(time >>> 0, 4);
  head.writeUInt32BE(source >>> 0, 8);
  const more = Buffer.alloc(extension === undefined ? 0 : 4 + extension * 4, 0xdd);
  if (extension !== undefined) more.writeUInt16BE(extension, 2);
  const end = Buffer.alloc(padding ?? 0, 0xcc);
  if (padding !== undefined && padding > 0) end[padding - 1] = padding;
  return Buffer.concat([head, more, Buffer.from(payload), end]);
}

/** NAL units of a picture in the form of the file, each in hex. */
function nalsOf(stored: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at < stored.length; at += 4 + stored.readUInt32BE(at))
    found.push(stored.toString("hex", at + 4, at + 4 + stored.readUInt32BE(at)));
  return found;
}

/** A depacketizer with all that came out of it: pictures as NAL units in hex, and what was told missing. Markers are known to end pictures. */
export function reader({ isKept = false, marker = "trusted" }: { readonly isKept?: boolean; readonly marker?: MarkerTrust } = {}) {
  const pictures: string[][] = [];
  const ticks: number[] = [];
  const keys: boolean[] = [];
  const missing: number[] = [];
  const waits: number[] = [];
  const arena = new Arena(new ArenaPool());
  const sets = new ParameterSets(AVC_SETS);
  const sink: AccessUnitSink = {
    accessUnit: (unit) => {
      pictures.push(nalsOf(Buffer.from(arena.buffer.subarray(unit.from, unit.to))));
      ticks.push(unit.ticks);
      keys.push(unit.key);
      waits.push(Math.round(unit.waitedMs));
      if (!isKept) arena.used = unit.from;
    },
    interrupted: (packets) => missing.push(packets),
  };
  const depacketizer = new Depacketizer(96, AVC, arena, sets, sink, marker);
  const write = (...packets: readonly (Packet | Buffer)[]): void => {
    for (const packet of packets) {
      const bytes = Buffer.isBuffer(packet) ? packet : bytesOf(packet);
      // The bytes around a packet belong to others.
      depacketizer.rtp(Buffer.concat([Buffer.alloc(7, 0xff), bytes, Buffer.alloc(7, 0xff)]), 7, 7 + bytes.length);
    }
  };
  return { pictures, ticks, keys, missing, waits, sets, depacketizer, write, malformed: () => depacketizer.malformed };
}

/** Slices: of a key frame, of another picture, and a later one of either. The second byte begins with 1 in the first slice alone. */
export const KEY = [0x65, 0x88, 1];
export const PICTURE = [0x41, 0x9a, 2];
export const KEY_LATER = [0x65, 0x40, 3];
export const LATER = [0x41, 0x40, 4];
export const hex = (...nals: readonly (readonly number[])[]): string[] => nals.map((nal) => Buffer.from(nal).toString("hex"));

/** Packets of a key frame and more pictures, one packet each. */
export const pictures = (count: number, sequence: number, given: Partial<Packet> = {}): Packet[] =>
  Array.from({ length: count }, (_, nth) => ({
    payload: nth === 0 ? KEY : PICTURE,
    sequence: sequence + nth,
    time: nth * 3_600,
    marker: true,
    ...given,
  }));
/** Packets of one key frame in fragments (RFC 6184 §5.8): the NAL unit is `65 88 01 02 … n`. */
export const fragments = (count: number, sequence: number, given: Partial<Packet> = {}): Packet[] =>
  Array.from({ length: count }, (_, nth) => {
    const [isFirst, isLast] = [nth === 0, nth === count - 1];
    const head = [0x7c, (isFirst ? 0x80 : 0) | (isLast ? 0x40 : 0) | 5];
    return { payload: [...head, ...(isFirst ? [0x88] : []), nth + 1], sequence: sequence + nth, marker: isLast, ...given };
  });
export const wholeOf = (count: number): number[] => [0x65, 0x88, ...Array.from({ length: count }, (_, nth) => nth + 1)];
