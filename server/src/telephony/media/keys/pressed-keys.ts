/** Source of a key: an event (RFC 4733) or a SIP INFO, or a pair of tones. */
export type KeySource = "event" | "tone";

/** A press that comes as both comes twice within this time (ms). */
const TOGETHER_MS = 1_000;

/** So many keys of one call are taken at once, and in a second after that: more than any hand presses. */
const [AT_ONCE, A_SECOND] = [40, 5];

/**
 * One caller's keys. A caller who sends events is not heard by tones as well: many a trunk lets the beginning of a tone through before its
 * event.
 */
export class PressedKeys {
  #hasEvents = false;
  #tone: { readonly key: string; readonly at: number } | null = null;
  #left = AT_ONCE;
  #filledAt = -Infinity;
  #isFlood = false;

  /** True once more was pressed than is taken. */
  get isFlood(): boolean {
    return this.#isFlood;
  }

  /** Whether tones still count. */
  get hearsTones(): boolean {
    return !this.#hasEvents;
  }

  /** Accepts a key at a moment (ms); true if it is a press that was not accepted yet. */
  accept(key: string, source: KeySource, at: number): boolean {
    if (source === "tone") {
      if (this.#hasEvents) return false;
      this.#tone = { key, at };
      return this.#consume(at);
    }
    const before = this.#tone;
    [this.#hasEvents, this.#tone] = [true, null];
    return (before === null || before.key !== key || at - before.at > TOGETHER_MS) && this.#consume(at);
  }

  #consume(at: number): boolean {
    this.#left = Math.min(AT_ONCE, this.#left + (Math.max(0, at - this.#filledAt) / 1_000) * A_SECOND);
    this.#filledAt = at;
    if (this.#left < 1) {
      this.#isFlood = true;
      return false;
    }
    this.#left -= 1;
    return true;
  }
}
