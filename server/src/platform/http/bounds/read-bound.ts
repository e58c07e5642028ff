/** `burst` reads at once, and `aSecond` for as long as one likes. */
export type ReadRate = { readonly aSecond: number; readonly burst: number };

/**
 * Measured in the journeys: a console reads 29 times in its busiest second and 58 times in its busiest ten, and its bucket was never emptier than
 * 288. A wall of 16 pictures adds 16 at its start, and each further window as much again. After that rows come by the live channel. A program
 * that copies the room reads hundreds of times a second.
 */
export const READS_OF_SESSION: ReadRate = { aSecond: 50, burst: 300 };

/** Sessions that are told apart; a room has some hundreds. Beyond it the one that read least recently is forgotten. */
const MOST_SESSIONS = 20_000;

type Bucket = { left: number; at: number };

/** Bounds how fast one session may read (token bucket), in memory alone. Time in ms of a clock that never goes back. */
export class ReadBound {
  readonly #rate: ReadRate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: ReadRate = READS_OF_SESSION) {
    this.#rate = rate;
  }

  /** Counts a read. Returns 0, or the whole seconds after which the session may read again; a read that is refused is not counted. */
  count(sessionId: string, at: number): number {
    const { aSecond, burst } = this.#rate;
    const bucket = this.#buckets.get(sessionId) ?? { left: burst, at };
    bucket.left = Math.min(burst, bucket.left + ((at - bucket.at) * aSecond) / 1000);
    bucket.at = at;
    this.#buckets.delete(sessionId);
    this.#buckets.set(sessionId, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_SESSIONS && oldest !== undefined) this.#buckets.delete(oldest);
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / aSecond);
    bucket.left -= 1;
    return 0;
  }
}
