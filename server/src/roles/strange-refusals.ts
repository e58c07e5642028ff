import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Passage } from "../platform/http/index.ts";
import { isMinuteOver as isOver } from "../platform/minute.ts";

/** Refusals of one kind that one address got in one minute; `passage` is the first of them. */
export type StrangeRefusals = { readonly passage: Passage; readonly code: ErrorCode; readonly address: string; readonly count: number };

type Minute = { readonly passage: Passage; readonly code: ErrorCode; readonly address: string; more: number };

/** So many addresses and codes are told apart in one minute; the rest is counted together. */
const MOST = 1_000;

/**
 * Counts the refusals of callers who are not signed in, so that a flood of them cannot fill the log. The first of an address and code is
 * written at once, the others of its minute as one entry with their count when the minute is over.
 */
export class StrangeRefusalLog {
  readonly #write: (refusals: StrangeRefusals) => Promise<void>;
  readonly #minutes = new Map<string, Minute>();

  constructor(write: (refusals: StrangeRefusals) => Promise<void>) {
    this.#write = write;
  }

  /** Adds one refusal. Throws when the log cannot be written. */
  async add(passage: Passage, code: ErrorCode): Promise<void> {
    const address = this.#minutes.size < MOST || this.#minutes.has(`${passage.address} ${code}`) ? passage.address : "others";
    const key = `${address} ${code}`;
    const minute = this.#minutes.get(key);
    if (minute !== undefined && !isOver(minute.passage.at, passage.at)) {
      minute.more += 1;
      return;
    }
    this.#minutes.set(key, { passage, code, address, more: 0 });
    if (minute !== undefined && minute.more > 0) await this.#write({ ...minute, count: minute.more });
    await this.#write({ passage, code, address, count: 1 });
  }

  /** Writes what was counted in minutes that are over at `at`. */
  async settle(at: number): Promise<void> {
    for (const [key, minute] of this.#minutes) {
      if (!isOver(minute.passage.at, at)) continue;
      this.#minutes.delete(key);
      if (minute.more > 0) await this.#write({ ...minute, count: minute.more });
    }
  }
}
