import { ask } from "../api/ask.ts";
import type { Kept } from "../keep/kept.ts";
import { add, batchOf, NO_FIXES, without, type Buffer, type Fix } from "./buffer.ts";

/** Keeps where the phone was and sends it in batches, oldest first, as soon as the link allows. */
export class Reporter {
  readonly #kept: Kept;
  readonly #owner: string;
  #buffer: Buffer = NO_FIXES;
  #sending = false;

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

  async take(fix: Fix): Promise<void> {
    await this.#become(add(this.#buffer, fix));
    await this.flush();
  }

  /** Sends what waits; stops at the first batch that does not get through. */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let batch = batchOf(this.#buffer); batch.length > 0; batch = batchOf(this.#buffer)) {
        const positions = batch.map(({ lat, lon, headingDeg, at }) => ({
          lat,
          lon,
          headingDeg: headingDeg === null || headingDeg >= 360 ? null : headingDeg,
          at: new Date(at).toISOString(),
        }));
        const answer = await ask("report", { body: { positions } });
        if (answer.kind !== "ok" && answer.kind !== "refused") return;
        await this.#become(without(this.#buffer, batch));
      }
    } finally {
      this.#sending = false;
    }
  }

  async #become(buffer: Buffer): Promise<void> {
    this.#buffer = buffer;
    await this.#kept.put("positions", this.#owner, buffer);
  }
}
