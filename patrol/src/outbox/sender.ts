import { backOffMs } from "@amaliyat/domain/kernel";
import type { Act } from "./act.ts";
import type { Sent } from "./send-act.ts";
import { nextOf, settle, type Lane, type Outbox } from "./outbox.ts";

export type Surroundings = {
  readonly box: () => Outbox;
  /** Changes the outbox; resolves once the change is kept. */
  readonly change: (how: (box: Outbox) => Outbox) => Promise<void>;
  readonly send: (act: Act) => Promise<Sent>;
  readonly onSent: (sent: Sent) => void;
  /** Waits so many ms, or until `wake` is called. */
  readonly rest: (ms: number, wake: Promise<void>) => Promise<void>;
  readonly chance: () => number;
};

const AGAIN = { firstMs: 1_000, longestMs: 20_000 };
/** Failures of the room at one act in a row that count as a bug; it must not hold up the acts behind it. */
const FAULTS = 12;

/**
 * Sends waiting acts, one after the other in each lane. An act is sent only after the answer to the one before, which keeps the order on
 * any link. It is sent under the same key until it is answered.
 */
export class Sender {
  readonly #around: Surroundings;
  readonly #running = new Set<Lane>();
  #wake: () => void = () => undefined;
  #woken = Promise.resolve();
  #stopped = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#arm();
  }

  /** There may be something to send, or the link may be back: tries at once. */
  kick(): void {
    this.#wake();
    this.#arm();
    for (const lane of ["panic", "line", "photo"] as const) void this.#run(lane);
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  #arm(): void {
    this.#woken = new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #run(lane: Lane): Promise<void> {
    if (this.#running.has(lane)) return;
    this.#running.add(lane);
    try {
      await this.#drain(lane);
    } finally {
      this.#running.delete(lane);
    }
    // Pictures wait for all else; the last lane to finish lets them go.
    if (lane !== "photo" && nextOf(this.#around.box(), "photo") !== null) await this.#run("photo");
  }

  async #drain(lane: Lane): Promise<void> {
    const { box, change, send, onSent, rest, chance } = this.#around;
    let [tries, faults] = [0, 0];
    for (let act = nextOf(box(), lane); act !== null && !this.#stopped; act = nextOf(box(), lane)) {
      const { key } = act;
      const sent = await send(act);
      if (this.#stopped) return;
      onSent(sent);
      if (sent.kind === "signed_out") return;
      faults = sent.kind === "failed" ? faults + 1 : 0;
      if (sent.kind === "ok") await change((now) => settle(now, key, { kind: "done", order: sent.value.order }));
      else if (sent.kind === "refused" || (sent.kind === "failed" && faults >= FAULTS))
        await change((now) => settle(now, key, { kind: "refused", text: sent.text }));
      else {
        await rest(backOffMs(AGAIN, tries + 1, chance()), this.#woken);
        tries += 1;
        continue;
      }
      [tries, faults] = [0, 0];
    }
  }
}
