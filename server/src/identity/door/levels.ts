import { levelAt, type Level } from "@amaliyat/domain/identity";

/** So many keys are told apart; beyond, the one that was raised longest ago is forgotten. */
const MOST = 50_000;

/** Counts by key that fall with time. Kept in memory; a restart forgets them. */
export class Levels {
  readonly #levels = new Map<string, Level>();
  readonly #fallsMs: number;

  constructor(fallsMs: number) {
    this.#fallsMs = fallsMs;
  }

  of(key: string, at: number): number {
    const level = this.#levels.get(key);
    // It was raised by a clock that was ahead: it falls from now on.
    if (level !== undefined && level.at > at) this.#levels.set(key, { ...level, at });
    return levelAt(this.#levels.get(key), at, this.#fallsMs);
  }

  /** Raises the level of a key, or lowers it; answers the new one. */
  add(key: string, at: number, by: 1 | -1): number {
    const value = Math.max(0, this.of(key, at) + by);
    this.#levels.delete(key);
    if (value > 0) this.#levels.set(key, { value, at });
    const [oldest] = this.#levels.keys();
    if (this.#levels.size > MOST && oldest !== undefined) this.#levels.delete(oldest);
    return value;
  }
}
