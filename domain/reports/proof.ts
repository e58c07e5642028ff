/**
 * Proof of work in place of somebody else's puzzle. The sender finds a number that makes a digest begin with so many zero bits. A cheap
 * phone does 2^16 digests in under a second. At the ceiling it does the mean in four seconds, and nine of ten within ten.
 */
export const PROOF_BITS = { least: 14, most: 18 } as const;

/**
 * Zero bits of a task for a walk from a crowded address: it began more walks within the hour than its people go. A phone works about 15 s
 * for it. So one phone begins fewer than its network may, under any name. A neighbour who walks then waits and is not refused.
 */
export const CROWDED_WALK_BITS = 20;

/** Time to answer a task after it was given. Milliseconds. */
export const PROOF_LASTS_MS = 15 * 60_000;

/** Uses of a task: an answer for one use is invalid for another. */
export const PROOF_USES = ["report", "danger", "walk"] as const;
export type ProofUse = (typeof PROOF_USES)[number];

/** Tasks of one network within an hour at which the work first doubles; it doubles again when they have. */
const FIRST = 60;

/** Zero bits of a task for a network that was given `recent` within the hour. Mobile networks share few addresses among many: it ends at the ceiling. */
export const proofBits = (recent: number): number =>
  Math.min(PROOF_BITS.most, PROOF_BITS.least + Math.max(0, Math.floor(Math.log2(Math.max(1, recent) / FIRST)) + 1));

/** Zero bits at the beginning of a digest. */
export function zeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
