/**
 * Proof of work in place of a puzzle of somebody else's: who sends finds a number that makes a digest begin with so many zero bits. A cheap
 * phone does 2^16 digests in under a second; who sends a thousand reports does a thousand times that.
 */
export const PROOF_BITS = { least: 14, most: 22 } as const;

/** How long a task may be answered after it was given. Milliseconds. */
export const PROOF_LASTS_MS = 15 * 60_000;

/** Reports of one network within an hour at which the work doubles; mobile networks share few addresses among many people. */
const EVERY = 60;

/** Zero bits that a report of a network costs which sent `recent` within the hour. */
export const proofBits = (recent: number): number => Math.min(PROOF_BITS.most, PROOF_BITS.least + Math.floor(recent / EVERY));

/** Zero bits at the beginning of a digest. */
export function zeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
