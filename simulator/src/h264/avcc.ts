import { NAL, nalType } from "./nal.ts";

/** Fields of an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3). */
export type AvcConfig = { readonly lengthSize: number; readonly sps: Buffer; readonly pps: Buffer };

/** Reads a configuration record that lies at `from .. to`; null if it holds no parameter sets. Throws RangeError if it is cut off. */
export function readAvcConfig(bytes: Buffer, from: number, to: number): AvcConfig | null {
  let at = from + 6;
  const nextSet = (): Buffer => {
    const length = bytes.readUInt16BE(at);
    at += 2 + length;
    return bytes.subarray(at - length, at);
  };
  const sps = Array.from({ length: bytes.readUInt8(from + 5) & 31 }, nextSet)[0];
  const pps = Array.from({ length: bytes.readUInt8(at++) }, nextSet)[0];
  if (sps === undefined || pps === undefined || sps.length < 4 || at > to) return null;
  return { lengthSize: (bytes.readUInt8(from + 4) & 3) + 1, sps, pps };
}

/**
 * Cuts a length-prefixed access unit that lies at `from .. to` into NAL units, without delimiters and filler; null if a length leaves it.
 * A key frame that does not carry its parameter sets gets them, as a camera sends them.
 */
export function splitLengths(bytes: Buffer, from: number, to: number, config: AvcConfig, key: boolean): Buffer[] | null {
  const nals: Buffer[] = [];
  for (let at = from; at + config.lengthSize <= to;) {
    const length = bytes.readUIntBE(at, config.lengthSize);
    at += config.lengthSize;
    if (at + length > to) return null;
    const nal = bytes.subarray(at, at + length);
    if (length > 0 && nalType(nal) !== NAL.delimiter && nalType(nal) !== NAL.filler) nals.push(nal);
    at += length;
  }
  return key && !nals.some((nal) => nalType(nal) === NAL.sps) ? [config.sps, config.pps, ...nals] : nals;
}
