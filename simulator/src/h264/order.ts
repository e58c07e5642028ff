import { readBits } from "./bits.ts";
import { isPicture, NAL, nalType } from "./nal.ts";
import type { Sps } from "./sps.ts";

/**
 * Presentation order of access units given in decoding order: `order[i]` is the place of unit i on the screen. Pictures are ordered by
 * picture order count inside each run that an IDR begins (H.264 §8.2.1.1, type 0). With count type 2 decoding order is presentation order
 * (§8.2.1.3). Type 1 gives null.
 */
export function presentationOrder(units: readonly (readonly Buffer[])[], sps: Sps): number[] | null {
  if (sps.pocType === 2) return units.map((_, i) => i);
  if (sps.pocType !== 0) return null;
  const order: number[] = Array.from({ length: units.length }, () => 0);
  let run: { index: number; count: number }[] = [];
  let previous = 0;
  let begun = 0;
  const close = (): void => {
    for (const [rank, picture] of run.toSorted((a, b) => a.count - b.count).entries()) order[picture.index] = begun + rank;
    begun += run.length;
    run = [];
  };
  for (const [index, unit] of units.entries()) {
    const slice = unit.find(isPicture);
    if (slice === undefined) continue;
    const idr = nalType(slice) === NAL.idr;
    if (idr) {
      close();
      previous = 0;
    }
    const count = unwrap(pocLsb(slice, sps), previous, 2 ** sps.pocBits);
    if (((slice[0] ?? 0) & 0x60) !== 0) previous = count;
    run.push({ index, count });
  }
  close();
  return order;
}

function pocLsb(slice: Uint8Array, sps: Sps): number {
  const r = readBits(slice, 64);
  r.unsigned();
  r.unsigned();
  r.unsigned();
  if (sps.separatePlanes) r.bits(2);
  r.bits(sps.frameNumBits);
  if (!sps.framesOnly && r.bits(1) === 1) r.bits(1);
  if (nalType(slice) === NAL.idr) r.unsigned();
  return r.bits(sps.pocBits);
}

/** The full count nearest to the previous reference picture's whose low bits are `lsb`. */
function unwrap(lsb: number, previous: number, modulo: number): number {
  const base = previous - (((previous % modulo) + modulo) % modulo) + lsb;
  if (base - previous > modulo / 2) return base - modulo;
  return previous - base >= modulo / 2 ? base + modulo : base;
}
