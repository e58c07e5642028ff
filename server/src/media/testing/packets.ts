import { typeOf, type CodedPicture } from "./pictures.ts";

export type PacketOptions = {
  /** Largest payload; longer NAL units are fragmented (FU-A). */
  readonly mtu: number;
  /** Put small NAL units that follow each other into one packet (STAP-A). */
  readonly aggregate?: boolean;
};

/** RTP payloads of one picture (RFC 6184). */
export function payloadsOf(picture: CodedPicture, { mtu, aggregate = false }: PacketOptions): Buffer[] {
  const payloads: Buffer[] = [];
  let small: Buffer[] = [];
  const flush = (): void => {
    const [first] = small;
    if (first) payloads.push(small.length === 1 ? first : stapA(small));
    small = [];
  };
  for (const nal of picture) {
    const size = small.reduce((sum, one) => sum + one.length + 2, 1);
    if (!aggregate || size + nal.length + 2 > mtu) flush();
    if (nal.length > mtu) payloads.push(...fuA(nal, mtu));
    else if (aggregate) small.push(nal);
    else payloads.push(nal);
  }
  flush();
  return payloads;
}

function stapA(nals: readonly Buffer[]): Buffer {
  const parts = nals.flatMap((nal) => [Buffer.from([nal.length >> 8, nal.length & 255]), nal]);
  return Buffer.concat([Buffer.from([24]), ...parts]);
}

function fuA(nal: Buffer, mtu: number): Buffer[] {
  const payloads: Buffer[] = [];
  const step = mtu - 2;
  for (let at = 1; at < nal.length; at += step) {
    const first = at === 1 ? 128 : 0;
    const last = at + step >= nal.length ? 64 : 0;
    const head = Buffer.from([((nal[0] ?? 0) & 0xe0) | 28, first | last | typeOf(nal)]);
    payloads.push(Buffer.concat([head, nal.subarray(at, at + step)]));
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
