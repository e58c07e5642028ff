import { setTimeout as sleep } from "node:timers/promises";
import { DELAY_MS, fateOf, resendMs, type Cut, type Fate } from "./weather.ts";

/** The link of a run as it is now; fine until set to bad. */
export class Sky {
  readonly #random: () => number;
  readonly #breaks = new Set<() => void>();
  #bad = false;
  #cut: { readonly kind: Cut["kind"]; readonly over: Promise<void> } | null = null;
  /** Cuts so far, as `performance.now` of begin and end. */
  readonly cuts: { readonly from: number; to: number }[] = [];
  readonly fates = new Map<Fate, number>();

  constructor(random: () => number) {
    this.#random = random;
  }

  turnBad(): void {
    this.#bad = true;
  }

  get isBroken(): boolean {
    return this.#cut?.kind === "broken";
  }

  /** Called when every connection ends at once; the returned handle takes it back. */
  onBreak(end: () => void): Disposable {
    this.#breaks.add(end);
    return { [Symbol.dispose]: () => void this.#breaks.delete(end) };
  }

  fate(): Fate {
    const fate = this.#bad ? fateOf(this.#random()) : "passes";
    this.fates.set(fate, (this.fates.get(fate) ?? 0) + 1);
    return fate;
  }

  /** Half of the way there and back; whatever meets a cut waits for its end. */
  async travel(): Promise<void> {
    if (this.#bad) await sleep(DELAY_MS / 2);
    while (this.#cut !== null) await this.#cut.over;
  }

  /** Delay of a held connection's packet beyond half of the link's delay, ms. */
  lateness(): number {
    return this.#bad ? DELAY_MS / 2 + resendMs(this.#random) : 0;
  }

  /** By chance: true this often. */
  happens(share: number): boolean {
    return this.#bad && this.#random() < share;
  }

  async cutFor({ kind, ms }: Cut): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cut = { from: performance.now(), to: Number.POSITIVE_INFINITY };
    this.cuts.push(cut);
    this.#cut = { kind, over: promise };
    if (kind === "broken") for (const end of this.#breaks) end();
    await sleep(ms);
    this.#cut = null;
    cut.to = performance.now();
    // Half of the connections that waited in silence were forgotten by a hop on the way.
    for (const end of this.#breaks) if (this.#random() < 0.5) end();
    resolve();
  }

  /** True if there was a cut at any time between two moments. */
  wasCut(from: number, to: number): boolean {
    return this.cuts.some((cut) => cut.from < to && cut.to > from);
  }
}
