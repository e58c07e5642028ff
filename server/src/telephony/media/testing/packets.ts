export type Sent = {
  readonly ms: number;
  readonly port: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Buffer;
  /** Its payload type; G.711 A where none is said. */
  readonly type?: number;
};

/** The head of a pcap file of Ethernet frames. */
export const HEAD = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");

/** A packet as rtpengine keeps it: Ethernet, IPv4, UDP, RTP. */
export function kept({ ms, port, sequence, timestamp, payload, type = 8 }: Sent): Buffer {
  const frame = Buffer.alloc(14 + 20 + 8 + 12 + payload.length);
  frame.writeUInt8(0x45, 14);
  frame.writeUInt16BE(port, 14 + 20 + 2);
  frame.writeUInt8(0x80, 42);
  frame.writeUInt8(type, 43);
  frame.writeUInt16BE(sequence & 0xffff, 44);
  frame.writeUInt32BE(timestamp >>> 0, 46);
  frame.writeUInt32BE(port, 50);
  payload.copy(frame, 54);
  const head = Buffer.alloc(16);
  head.writeUInt32LE(Math.floor(ms / 1000), 0);
  head.writeUInt32LE((ms % 1000) * 1000, 4);
  head.writeUInt32LE(frame.length, 8);
  head.writeUInt32LE(frame.length, 12);
  return Buffer.concat([head, frame]);
}
