/** Parts into which a window is divided: a count may last longer than the window by one of them. */
const PARTS = 30;

type Counts = { readonly parts: number[]; newest: number };

/**
 * Counts of one kind within a window that moves on, by whoever is counted; in memory, so that no list of who asked lies anywhere. A key is a
 * row of numbers, however often it is counted: what a flood costs does not grow with it.
 */
export class Meter {
  readonly #partMs: number;
  readonly #limit: number;
  readonly #counts = new Map<string, Counts>();

  /** `most` keys are told apart; beyond that the one that was counted least recently is forgotten. */
  constructor(windowMs: number, limit = 20_000) {
    this.#partMs = windowMs / PARTS;
    this.#limit = limit;
  }

  /** Count of a key within the window that ends at `at`. */
  count(key: string, at: number): number {
    const counts = this.#counts.get(key);
    return counts === undefined ? 0 : this.#moved(counts, at).parts.reduce((sum, each) => sum + each, 0);
  }

  /** Counts a key, and returns how often it was counted with this time. */
  add(key: string, at: number): number {
    const counts = this.#moved(this.#counts.get(key) ?? { parts: Array.from({ length: PARTS + 1 }, () => 0), newest: this.#part(at) }, at);
    const slot = counts.newest % (PARTS + 1);
    counts.parts[slot] = (counts.parts[slot] ?? 0) + 1;
    this.#counts.delete(key);
    this.#counts.set(key, counts);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > this.#limit && oldest !== undefined) this.#counts.delete(oldest);
    return this.count(key, at);
  }

  /** Takes one count of a key back that was made a moment ago. */
  undo(key: string, at: number): void {
    const counts = this.#counts.get(key);
    if (counts === undefined) return;
    const { parts, newest } = this.#moved(counts, at);
    const slot = newest % (PARTS + 1);
    parts[slot] = Math.max(0, (parts[slot] ?? 0) - 1);
  }

  /** Seconds until a key that was counted `most` times may be counted again. */
  waitS(key: string, limit: number, at: number): number {
    const counts = this.#counts.get(key);
    if (counts === undefined || this.count(key, at) < limit) return 0;
    let left = this.count(key, at);
    for (let part = counts.newest - PARTS; part <= counts.newest; part++) {
      left -= counts.parts[((part % (PARTS + 1)) + PARTS + 1) % (PARTS + 1)] ?? 0;
      if (left < limit) return Math.max(1, Math.ceil(((part + PARTS + 1) * this.#partMs - at) / 1000));
    }
    return Math.ceil((this.#partMs * PARTS) / 1000);
  }

  #part(at: number): number {
    return Math.floor(at / this.#partMs);
  }

  /**
   * The same counts as they are at a moment: what lies before the window is forgotten. A clock that goes back a little moves nothing; counts
   * of a clock that was ahead by more than the window are counts of no window.
   */
  #moved(counts: Counts, at: number): Counts {
    const now = this.#part(at);
    if (counts.newest - now > PARTS) {
      counts.parts.fill(0);
      counts.newest = now;
    }
    for (let part = Math.max(counts.newest + 1, now - PARTS); part <= now; part++) counts.parts[part % (PARTS + 1)] = 0;
    counts.newest = Math.max(counts.newest, now);
    return counts;
  }
}
