/** Digests that are asked for at once: one by one each would wait for the browser's own queue. */
const AT_ONCE = 256;

const zeroBits = (digest: Uint8Array): number => {
  const first = digest.findIndex((byte) => byte !== 0);
  return first === -1 ? digest.length * 8 : first * 8 + Math.clz32(digest[first] ?? 0) - 24;
};

/**
 * Finds a number that makes the SHA-256 digest of `task:number` begin with so many zero bits. 2^12 digests take about a tenth of a
 * second. Needs a secure context, as everything that a browser computes by itself.
 */
export async function doWork(task: string, bits: number): Promise<string> {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += AT_ONCE) {
    const digests = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => crypto.subtle.digest("SHA-256", encoder.encode(`${task}:${from + index}`))),
    );
    const found = digests.findIndex((digest) => zeroBits(new Uint8Array(digest)) >= bits);
    if (found !== -1) return String(from + found);
  }
}
