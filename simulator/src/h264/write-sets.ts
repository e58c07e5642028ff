import type { ParameterSets } from "./media.ts";

/** Bits of a NAL unit's payload, as text of 0 and 1. */
const bits = (count: number, value: number): string => value.toString(2).padStart(count, "0");
/** ue(v), H.264 §9.1. */
function unsigned(value: number): string {
  const code = (value + 1).toString(2);
  return "0".repeat(code.length - 1) + code;
}

/** A NAL unit of a header and bits, with a stop bit and emulation-prevention bytes (H.264 §7.4.1). */
function nal(header: number, payload: string): Buffer {
  const whole = `${payload}1`;
  const out = [header];
  for (let at = 0; at < whole.length; at += 8) {
    const byte = Number.parseInt(whole.slice(at, at + 8).padEnd(8, "0"), 2);
    if (out.length > 2 && byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
    out.push(byte);
  }
  return Buffer.from(out);
}

export type Shape = { readonly width: number; readonly height: number; readonly isInterlaced?: boolean };

/**
 * Parameter sets of a main profile stream of that size, both of id 0 (H.264 §7.3.2.1.1, §7.3.2.2). Width and height are even; those of an
 * interlaced stream are multiples of 4.
 */
export function writeSets({ width, height, isInterlaced = false }: Shape): ParameterSets {
  const [columns, rows] = [Math.ceil(width / 16), Math.ceil(height / (isInterlaced ? 32 : 16))];
  const [right, bottom] = [(columns * 16 - width) / 2, (rows * (isInterlaced ? 32 : 16) - height) / (isInterlaced ? 4 : 2)];
  const isCropped = right > 0 || bottom > 0;
  const profile = bits(8, 77) + bits(8, 0) + bits(8, 40);
  const order = unsigned(0) + unsigned(0) + unsigned(0) + unsigned(4);
  const size = unsigned(4) + bits(1, 0) + unsigned(columns - 1) + unsigned(rows - 1) + (isInterlaced ? "01" : "1") + bits(1, 1);
  const crop = isCropped ? `1${unsigned(0)}${unsigned(right)}${unsigned(0)}${unsigned(bottom)}` : "0";
  const sps = nal(0x67, `${profile}${order}${size}${crop}0`);
  const pps = nal(
    0x68,
    `${unsigned(0)}${unsigned(0)}00${unsigned(0)}${unsigned(0)}${unsigned(0)}000${unsigned(0)}${unsigned(0)}${unsigned(0)}000`,
  );
  return { sps, pps };
}
