/** Seconds between 1900-01-01 (NTP) and 1970-01-01 (Unix). */
const NTP_OFFSET_S = 2_208_988_800;
const SENDER_REPORT = 200;
const SOURCE_DESCRIPTION = 202;
const BYE = 203;

export type SenderReport = {
  readonly ssrc: number;
  /** Wall clock of the report, ms since the Unix epoch. */
  readonly wallMs: number;
  /** The RTP time stamp of that same instant. */
  readonly timestamp: number;
  readonly packets: number;
  readonly payloadBytes: number;
};

/** A compound packet of a sender report and the canonical name (RFC 3550 §6.4.1, §6.5). */
export function senderReport(report: SenderReport): Buffer {
  const name = Buffer.from("camera");
  const bytes = Buffer.alloc(28 + 20);
  bytes[0] = 0x80;
  bytes[1] = SENDER_REPORT;
  bytes.writeUInt16BE(6, 2);
  bytes.writeUInt32BE(report.ssrc, 4);
  const seconds = Math.floor(report.wallMs / 1000);
  bytes.writeUInt32BE((seconds + NTP_OFFSET_S) >>> 0, 8);
  bytes.writeUInt32BE(Math.floor(((report.wallMs - seconds * 1000) / 1000) * 2 ** 32) >>> 0, 12);
  bytes.writeUInt32BE(report.timestamp >>> 0, 16);
  bytes.writeUInt32BE(report.packets >>> 0, 20);
  bytes.writeUInt32BE(report.payloadBytes >>> 0, 24);
  bytes[28] = 0x81;
  bytes[29] = SOURCE_DESCRIPTION;
  bytes.writeUInt16BE(4, 30);
  bytes.writeUInt32BE(report.ssrc, 32);
  bytes[36] = 1;
  bytes[37] = name.length;
  name.copy(bytes, 38);
  return bytes;
}

/** The packet that says a source has ended (RFC 3550 §6.6). */
export function goodbye(ssrc: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes[0] = 0x81;
  bytes[1] = BYE;
  bytes.writeUInt16BE(1, 2);
  bytes.writeUInt32BE(ssrc, 4);
  return bytes;
}

/** An RTCP packet as an interleaved frame on `channel`. */
export function interleaved(channel: number, packet: Buffer): Buffer {
  const prefix = Buffer.from([0x24, channel, packet.length >> 8, packet.length & 0xff]);
  return Buffer.concat([prefix, packet]);
}
