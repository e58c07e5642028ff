/** One RTP packet as the media server kept it: when it came (ms), at which port of ours, and what it holds. */
export type RtpPacket = {
  readonly at: number;
  readonly port: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly source: number;
  readonly type: number;
  readonly payload: Buffer;
};

export const PCAP_FILE_HEAD = 24;
export const PCAP_MAGIC = 0xa1b2c3d4;
export const PCAP_PACKET_HEAD = 16;
const LONGEST = 65_536;
const ETHERNET = 14;
/** Heads before RTP in a packet of ours: Ethernet, IPv4 without options, UDP. */
const [IP, UDP] = [20, 8];

/** The head of a pcap file of Ethernet frames. */
export function pcapHead(): Buffer {
  const head = Buffer.alloc(PCAP_FILE_HEAD);
  head.writeUInt32LE(PCAP_MAGIC, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(LONGEST, 16);
  head.writeUInt32LE(1, 20);
  return head;
}

/** An RTP packet that came at a moment (epoch ms), as it stands in a pcap file: as though it had been sent to `port` by UDP. */
export function pcapPacket(at: number, port: number, rtp: Buffer): Buffer {
  const heads = Buffer.alloc(PCAP_PACKET_HEAD + ETHERNET + IP + UDP);
  const micros = Math.round(at * 1000);
  const length = ETHERNET + IP + UDP + rtp.length;
  heads.writeUInt32LE(Math.floor(micros / 1_000_000), 0);
  heads.writeUInt32LE(micros % 1_000_000, 4);
  heads.writeUInt32LE(length, 8);
  heads.writeUInt32LE(length, 12);
  const ip = PCAP_PACKET_HEAD + ETHERNET;
  heads.writeUInt16BE(0x0800, ip - 2);
  heads.writeUInt8(0x45, ip);
  heads.writeUInt16BE(IP + UDP + rtp.length, ip + 2);
  heads.writeUInt8(17, ip + 9);
  heads.writeUInt16BE(port, ip + IP + 2);
  heads.writeUInt16BE(UDP + rtp.length, ip + IP + 4);
  return Buffer.concat([heads, rtp]);
}

/** The payload of an RTP packet, without further sources, extension and padding (RFC 3550 §5.1); null for anything else. */
export function payloadOf(rtp: Buffer): Buffer | null {
  const first = rtp[0] ?? 0;
  if (rtp.length < 12 || (first & 0xc0) !== 0x80) return null;
  let head = 12 + (first & 15) * 4;
  if ((first & 0x10) !== 0) {
    if (rtp.length < head + 4) return null;
    head += 4 + rtp.readUInt16BE(head + 2) * 4;
  }
  const padding = (first & 0x20) === 0 ? 0 : (rtp.at(-1) ?? 0);
  return head + padding > rtp.length ? null : rtp.subarray(head, rtp.length - padding);
}

/** RTP within UDP within IPv4 or IPv6 within Ethernet; null for anything else. */
function readRtp(at: number, frame: Buffer): RtpPacket | null {
  const version = (frame[ETHERNET] ?? 0) >> 4;
  const ip = version === 4 ? ((frame[ETHERNET] ?? 0) & 15) * 4 : 40;
  const udp = ETHERNET + ip;
  const rtp = frame.subarray(udp + 8);
  const payload = payloadOf(rtp);
  if (payload === null) return null;
  const type = rtp.readUInt8(1) & 0x7f;
  if (type >= 64 && type < 96) return null;
  return {
    at,
    port: frame.readUInt16BE(udp + 2),
    sequence: rtp.readUInt16BE(2),
    timestamp: rtp.readUInt32BE(4),
    source: rtp.readUInt32BE(8),
    type,
    payload,
  };
}

/**
 * A packet of the nth file of a call. Its sender counts as a new one in each: a pause between them is no loss, and its time stamps may not
 * count it.
 */
export const inFile = (packet: RtpPacket, nth: number): RtpPacket => ({ ...packet, source: packet.source + nth * 2 ** 32 });

/**
 * The RTP packets of a pcap file as its bytes come, in the order in which they were kept. A file that was cut off ends with its last
 * whole packet; a packet that is no RTP is passed over.
 */
export async function* readPackets(bytes: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<RtpPacket> {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of bytes) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!begun) {
      if (rest.length < PCAP_FILE_HEAD) continue;
      if (rest.readUInt32LE(0) !== PCAP_MAGIC || rest.readUInt32LE(20) !== 1) return;
      begun = true;
      at = PCAP_FILE_HEAD;
    }
    while (at + PCAP_PACKET_HEAD <= rest.length) {
      const length = rest.readUInt32LE(at + 8);
      if (length > LONGEST) return;
      if (at + PCAP_PACKET_HEAD + length > rest.length) break;
      const moment = rest.readUInt32LE(at) * 1000 + rest.readUInt32LE(at + 4) / 1000;
      const packet = length < ETHERNET + 28 ? null : readRtp(moment, rest.subarray(at + PCAP_PACKET_HEAD, at + PCAP_PACKET_HEAD + length));
      if (packet !== null) yield packet;
      at += PCAP_PACKET_HEAD + length;
    }
    rest = Buffer.from(rest.subarray(at));
  }
}
