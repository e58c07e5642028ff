import type { Duty } from "@amaliyat/contract/dispatch";
import { askAgain } from "../api/again.ts";
import { ask } from "../api/ask.ts";
import type { Answer } from "../api/answer.ts";
import { seen } from "../outbox/outbox.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Kept } from "../storage/kept.ts";
import type { Store } from "./state.ts";

/** Several things that happen at once are one read. */
const TOGETHER_MS = 100;
/** A phone whose clock is wrong asks neither at once again nor never. */
const SOONEST_MS = 1000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

type Around = {
  readonly store: Store;
  readonly kept: Kept;
  readonly change: (how: (box: Outbox) => Outbox) => Promise<void>;
  readonly onAnswer: (answer: Answer<unknown>) => void;
  readonly onRead: () => void;
  readonly onNew: (duty: Duty) => void;
};

/** Reads the duty, one read at a time; asked for during a read, it reads once more. */
export class DutyReader {
  readonly #around: Around;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Reads again when the roster changes the unit that the person speaks for. */
  #change: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #again = false;

  constructor(around: Around) {
    this.#around = around;
  }

  read(): void {
    if (this.#reading) this.#again = true;
    else this.#timer ??= setTimeout(() => void this.#run(), TOGETHER_MS);
  }

  stop(): void {
    clearTimeout(this.#change);
    clearTimeout(this.#timer);
    this.#again = false;
    this.#timer = setTimeout(() => undefined, 0);
  }

  async #run(): Promise<void> {
    this.#reading = true;
    this.#timer = undefined;
    this.#again = false;
    try {
      await this.#once();
    } finally {
      this.#reading = false;
      if (this.#again) this.read();
    }
  }

  async #once(): Promise<void> {
    const { store, kept, change, onAnswer, onRead, onNew } = this.#around;
    const { user, box } = store.get();
    const landed = new Set(box.landed.map(({ key }) => key));
    const answer = await askAgain(() => ask("duty", {}));
    onAnswer(answer);
    if (user === null || store.get().user !== user) return;
    if (answer.kind === "refused") return store.set({ hasUnit: false });
    if (answer.kind !== "ok") return;
    clearTimeout(this.#change);
    const { value } = answer;
    if (value === null) {
      // The crew was relieved: the phone's data of the unit belong to another crew now.
      store.set({ read: null, hasUnit: false });
      const shown = change((now) => seen(now, landed));
      onRead();
      await kept.forget("duty", user.userId);
      return shown;
    }
    if (value.changesAt !== null) {
      const wait = Date.parse(value.changesAt) - Date.now();
      this.#change = setTimeout(() => this.read(), Math.min(Math.max(wait, SOONEST_MS), LONGEST_WAIT_MS));
    }
    const known = new Set(store.get().duty?.assignments.map(({ assignmentId }) => assignmentId));
    const read = { read: value, at: Date.now() };
    // The crew sees and hears it first: a phone that is full must not keep an order or a danger back.
    store.set({ read, hasUnit: true });
    const shown = change((now) => seen(now, landed));
    const isNew = value.assignments.some(({ assignmentId, state }) => state === "assigned" && !known.has(assignmentId));
    if (isNew) onNew(value);
    onRead();
    await kept.put("duty", user.userId, read);
    await shown;
  }
}
