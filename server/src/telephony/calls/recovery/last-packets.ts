/** A party of whom nothing is heard for so long is asked by SIP (ms): two looks of `start-exchange.ts`. */
export const SILENT_MS = 3_500;
/** A party from whom sound came is not looked at again so soon (ms): each look is a question to the media server, and most people speak. */
const HEARD_MS = 3_900;
/** One who is silent and answers is asked again at the fourth look (ms). With the edge's 5 s for an answer, a party is found within 15 s. */
export const AGAIN_MS = 7_900;

/** Packets that had come from each party, and when that number was new. Told by a clock that nobody sets. */
export class LastPackets<K extends object> {
  readonly #steady: () => number;
  readonly #last = new WeakMap<K, { readonly packets: number; readonly at: number }>();

  constructor(steady: () => number) {
    this.#steady = steady;
  }

  wasJustHeard(party: K): boolean {
    return this.#steady() - (this.#last.get(party)?.at ?? -Infinity) < HEARD_MS;
  }

  /** Takes note of the number of packets now; true if nothing new has come for a while. */
  isSilent(party: K, packets: number): boolean {
    const last = this.#last.get(party);
    if (last?.packets !== packets) this.#last.set(party, { packets, at: this.#steady() });
    return last?.packets === packets && this.#steady() - last.at >= SILENT_MS;
  }
}
