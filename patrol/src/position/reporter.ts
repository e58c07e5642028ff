import { askAgain } from "../api/again.ts";
import { ask } from "../api/ask.ts";
import type { Kept } from "../storage/kept.ts";
import { add, BATCH, batchOf, NO_FIXES, without, type Buffer, type Fix } from "../storage/buffer.ts";

/**
 * Delay after a batch that did not get through. A phone that stands still has no new place for a minute, and the room would not know the
 * last one.
 */
const TRY_AGAIN_MS = 5000;

/** Keeps where the phone was and sends it in batches, oldest first, as soon as the link allows. */
export class Reporter implements Disposable {
  readonly #kept: Kept;
  readonly #owner: string;
  #buffer: Buffer = NO_FIXES;
  #sending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #over = false;
  /** Positions of the next request, at most. */
  #most = BATCH;
  /** Times of positions at which the room fails: they hold up no other. */
  readonly #last = new Set<number>();

  private constructor(kept: Kept, owner: string, buffer: Buffer) {
    this.#kept = kept;
    this.#owner = owner;
    this.#buffer = buffer;
  }

  static async open(kept: Kept, owner: string): Promise<Reporter> {
    return new Reporter(kept, owner, (await kept.get("positions", owner)) ?? NO_FIXES);
  }

  get dropped(): number {
    return this.#buffer.dropped;
  }

  async receive(fix: Fix): Promise<void> {
    const kept = this.#become(add(this.#buffer, fix));
    await this.flush();
    await kept;
  }

  /** Sends the waiting positions; stops at the first batch that does not get through, and tries again after a while. */
  async flush(): Promise<void> {
    if (this.#sending || this.#over) return;
    this.#sending = true;
    clearTimeout(this.#retry);
    try {
      for (let batch = this.#next(); batch.length > 0; batch = this.#next()) {
        const positions = batch.map(({ lat, lon, headingDeg, at }) => ({
          lat,
          lon,
          headingDeg: headingDeg === null || headingDeg >= 360 ? null : headingDeg,
          at: new Date(at).toISOString(),
        }));
        const answer = await askAgain(() => ask("report", { body: { positions, sentAt: new Date().toISOString() } }));
        if (this.#over || answer.kind === "signed_out") return;
        if (answer.kind === "failed") this.#narrow(batch);
        if (answer.kind !== "ok" && answer.kind !== "refused") {
          this.#retry = setTimeout(() => void this.flush(), TRY_AGAIN_MS);
          return;
        }
        this.#most = Math.min(BATCH, this.#most * 2);
        await this.#become(without(this.#buffer, batch));
      }
    } finally {
      this.#sending = false;
    }
  }

  #next(): readonly Fix[] {
    return batchOf(this.#buffer, this.#most, this.#last);
  }

  /** The room fails at one of these: fewer are sent next, and one alone is sent after all others. */
  #narrow(batch: readonly Fix[]): void {
    this.#most = Math.ceil(batch.length / 2);
    if (batch.length === 1) for (const { at } of batch) this.#last.add(at);
  }

  [Symbol.dispose](): void {
    this.#over = true;
    clearTimeout(this.#retry);
  }

  async #become(buffer: Buffer): Promise<void> {
    this.#buffer = buffer;
    await this.#kept.put("positions", this.#owner, buffer);
  }
}
