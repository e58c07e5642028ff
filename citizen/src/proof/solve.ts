import { sha256 } from "./sha256.ts";

const encoder = new TextEncoder();

/** Zero bits at the beginning of a digest of words. */
function zeros(words: Int32Array): number {
  let bits = 0;
  for (const word of words) {
    if (word !== 0) return bits + Math.clz32(word);
    bits += 32;
  }
  return bits;
}

/** The nonce that makes the digest of task, code and itself begin with so many zero bits. */
export function solve(task: string, code: string, bits: number): string {
  for (let tried = 0; ; tried++) {
    const nonce = tried.toString(36);
    if (zeros(sha256(encoder.encode(`${task}:${code}:${nonce}`))) >= bits) return nonce;
  }
}
