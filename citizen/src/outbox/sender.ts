import { backOffMs, type Text3 } from "@amaliyat/domain/kernel";
import type { Answer } from "../api/answer.ts";
import { nextOf } from "./outbox.ts";
import { LANES, type Item, type Lane } from "./item.ts";

export type Surroundings = {
  readonly items: () => Promise<readonly Item[]>;
  readonly begin: (item: Item) => Promise<void>;
  /** Stores the result of an item; resolves once that is on the disk. */
  readonly settle: (item: Item, answer: Exclude<Answer<unknown>, { kind: "lost" | "failed" }>) => Promise<void>;
  /** Stores the room's words, for the person to read; the item is sent again. */
  readonly postpone: (item: Item, text: Text3 | null) => Promise<void>;
  readonly send: (item: Item) => Promise<Answer<unknown>>;
  /** Waits so many ms, or until `wake` is called. */
  readonly rest: (ms: number, wake: Promise<void>) => Promise<void>;
  /** Runs work only while no other page or worker of this app does the same. */
  readonly alone: (lane: Lane, work: () => Promise<void>) => Promise<void>;
  readonly chance: () => number;
};

const AGAIN = { firstMs: 1_000, longestMs: 60_000 };

/**
 * Sends all waiting items, for ever: one after the other in each lane. A lost item is sent again, later and later. A failure of the room on
 * one item delays only its own report.
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
    for (const lane of LANES) void this.#run(lane, true);
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** One attempt at everything, for a worker that the browser woke; true if nothing is left to send. */
  async once(): Promise<boolean> {
    for (const lane of LANES) await this.#run(lane, false);
    const items = await this.#around.items();
    return items.every((item) => item.refused !== null);
  }

  #arm(): void {
    this.#woken = new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #run(lane: Lane, isPatient: boolean): Promise<void> {
    if (this.#running.has(lane)) return;
    this.#running.add(lane);
    try {
      await this.#around.alone(lane, () => this.#drain(lane, isPatient));
    } finally {
      this.#running.delete(lane);
    }
  }

  async #drain(lane: Lane, isPatient: boolean): Promise<void> {
    const { items, rest, chance } = this.#around;
    for (let tries = 0; !this.#stopped; tries++) {
      const { waitMs, moved } = await this.#pass(lane, isPatient);
      if (nextOf(await items(), lane, new Set()) === null || !isPatient) return;
      if (moved) tries = 0;
      await rest(Math.max(waitMs, backOffMs(AGAIN, tries + 1, chance())), this.#woken);
    }
  }

  /** Tries each item once; ends with the first that the link loses. */
  async #pass(lane: Lane, isPatient: boolean): Promise<{ waitMs: number; moved: boolean }> {
    const { items, begin, postpone, send, settle } = this.#around;
    const passed = new Set<string>();
    let [waitMs, moved] = [0, false];
    for (let item = nextOf(await items(), lane, passed); item !== null && !this.#stopped; item = nextOf(await items(), lane, passed)) {
      await begin(item);
      const answer = await send(item);
      if (answer.kind === "lost") return { waitMs, moved };
      if (answer.kind === "failed") {
        passed.add(item.id);
        await postpone(item, answer.text);
        waitMs = Math.max(waitMs, answer.seconds * 1000);
        continue;
      }
      await settle(item, answer);
      moved = true;
      // Items of other lanes that waited for this one may go now.
      if (isPatient) for (const other of LANES) void this.#run(other, true);
    }
    return { waitMs, moved };
  }
}
