/** Counts of one kind within a window that moves on, by whoever is counted; in memory, so that no list of who asked lies anywhere. */
export class Meter {
  readonly #windowMs: number;
  readonly #most: number;
  readonly #times = new Map<string, number[]>();

  /** `most` keys are told apart; beyond that the one that was counted least recently is forgotten. */
  constructor(windowMs: number, most = 20_000) {
    this.#windowMs = windowMs;
    this.#most = most;
  }

  /** How often a key was counted within the window that ends at `at`. */
  count(key: string, at: number): number {
    return this.#live(key, at).length;
  }

  /** Counts a key, and returns how often it was counted with this time. */
  add(key: string, at: number): number {
    const times = [...this.#live(key, at), at];
    this.#times.delete(key);
    this.#times.set(key, times);
    const [oldest] = this.#times.keys();
    if (this.#times.size > this.#most && oldest !== undefined) this.#times.delete(oldest);
    return times.length;
  }

  /** Seconds until a key that was counted `most` times may be counted again. */
  waitS(key: string, most: number, at: number): number {
    const times = this.#live(key, at);
    const frees = times[times.length - most];
    return frees === undefined ? 0 : Math.max(1, Math.ceil((frees + this.#windowMs - at) / 1000));
  }

  #live(key: string, at: number): readonly number[] {
    return (this.#times.get(key) ?? []).filter((time) => time > at - this.#windowMs);
  }
}
