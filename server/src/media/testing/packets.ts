import { AVC } from "../h264/nal.ts";
import { HEVC } from "../h265/nal.ts";
import type { CodedPicture } from "./pictures.ts";

export type PacketOptions = {
  /** Largest payload; longer NAL units are fragmented (FU-A). */
  readonly mtu: number;
  /** Put small NAL units that follow each other into one packet (STAP-A, AP). */
  readonly aggregate?: boolean;
  /** H.265 instead of H.264. */
  readonly isHevc?: boolean;
};

/** RTP payloads of one picture (RFC 6184, RFC 7798). */
export function payloadsOf(picture: CodedPicture, { mtu, aggregate = false, isHevc = false }: PacketOptions): Buffer[] {
  const payloads: Buffer[] = [];
  let small: Buffer[] = [];
  const flush = (): void => {
    const [first] = small;
    if (first) payloads.push(small.length === 1 ? first : together(small, isHevc));
    small = [];
  };
  for (const nal of picture) {
    const size = small.reduce((sum, one) => sum + one.length + 2, 1);
    if (!aggregate || size + nal.length + 2 > mtu) flush();
    if (nal.length > mtu) payloads.push(...parted(nal, mtu, isHevc));
    else if (aggregate) small.push(nal);
    else payloads.push(nal);
  }
  flush();
  return payloads;
}

function together(nals: readonly Buffer[], isHevc: boolean): Buffer {
  const parts = nals.flatMap((nal) => [Buffer.from([nal.length >> 8, nal.length & 255]), nal]);
  return Buffer.concat([Buffer.from(isHevc ? [HEVC.aggregate << 1, 1] : [AVC.aggregate]), ...parts]);
}

function parted(nal: Buffer, mtu: number, isHevc: boolean): Buffer[] {
  const payloads: Buffer[] = [];
  const { headBytes, typeOf, fragment } = isHevc ? HEVC : AVC;
  const head = nal[0] ?? 0;
  const indicator = isHevc ? [(head & 0x81) | (fragment << 1), nal[1] ?? 0] : [(head & 0xe0) | fragment];
  const step = mtu - headBytes - 1;
  for (let at = headBytes; at < nal.length; at += step) {
    const first = at === headBytes ? 128 : 0;
    const last = at + step >= nal.length ? 64 : 0;
    payloads.push(Buffer.concat([Buffer.from([...indicator, first | last | typeOf(head)]), nal.subarray(at, at + step)]));
  }
  return payloads;
}

/** Makes RTP packets of one source, numbered on from picture to picture. */
export class Packetizer {
  sequence = 65_500;
  readonly #options: PacketOptions;

  constructor(options: PacketOptions) {
    this.#options = options;
  }

  /** The packets of one picture at an RTP time; the last has the marker. */
  packets(picture: CodedPicture, timestamp: number): Buffer[] {
    const payloads = payloadsOf(picture, this.#options);
    return payloads.map((payload, i) => {
      const head = Buffer.alloc(12);
      head[0] = 0x80;
      head[1] = 96 | (i === payloads.length - 1 ? 128 : 0);
      head.writeUInt16BE(this.sequence++ & 0xffff, 2);
      head.writeUInt32BE(timestamp >>> 0, 4);
      head.writeUInt32BE(0x1234, 8);
      return Buffer.concat([head, payload]);
    });
  }
}

/** An interleaved frame (RFC 2326 §10.12). */
export const interleaved = (channel: number, packet: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x24, channel, packet.length >> 8, packet.length & 255]), packet]);

/** A sender report: at `wallMs` by the camera's clock the RTP time was `timestamp`. */
export function senderReport(wallMs: number, timestamp: number): Buffer {
  const report = Buffer.alloc(28);
  report[0] = 0x80;
  report[1] = 200;
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(0x1234, 4);
  report.writeUInt32BE(Math.floor(wallMs / 1000) + 2_208_988_800, 8);
  report.writeUInt32BE(Math.floor(((wallMs % 1000) / 1000) * 2 ** 32), 12);
  report.writeUInt32BE(timestamp >>> 0, 16);
  return report;
}
