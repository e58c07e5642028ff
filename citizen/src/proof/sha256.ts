/**
 * First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). `H`: those of the square roots of the
 * first 8 (5.3.3).
 */
const { K, H } = (() => {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const part = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
  return {
    K: Int32Array.from(primes, (prime) => part(Math.cbrt(prime))),
    H: Int32Array.from(primes.slice(0, 8), (prime) => part(Math.sqrt(prime))),
  };
})();

const at = (words: Int32Array, i: number): number => words[i] ?? 0;
const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function mix(state: Int32Array, words: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const [a, b] = [at(words, i - 15), at(words, i - 2)];
    const s0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const s1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words[i] = (at(words, i - 16) + s0 + at(words, i - 7) + s1) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + at(K, i) + at(words, i)) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (at(state, i) + word) | 0;
  });
}

/**
 * SHA-256 (FIPS 180-4), as eight words, the first bits first. It is synchronous: a proof takes some ten thousand digests, and the browser's
 * own function would cost a turn of its loop for each.
 */
export function sha256(bytes: Uint8Array): Int32Array {
  const state = H.slice();
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new DataView(new ArrayBuffer(blocks * 64));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(blocks * 64 - 8, Math.floor(bytes.length / 2 ** 29));
  padded.setUint32(blocks * 64 - 4, (bytes.length << 3) >>> 0);
  const words = new Int32Array(64);
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < 16; i++) words[i] = padded.getInt32(block * 64 + i * 4);
    mix(state, words);
  }
  return state;
}
