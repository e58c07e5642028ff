import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Passage } from "../platform/http/index.ts";
import { isMinuteOver as isOver } from "../platform/minute.ts";

/** Refusals of one person or partner that were not written one by one; `passage` is the first of their minute. */
export type FoldedRefusals = { readonly passage: Passage; readonly codes: Readonly<Record<string, number>>; readonly count: number };

type Minute = { readonly passage: Passage; written: number; readonly codes: Map<ErrorCode, number> };

/** Refusals of one person that are written whole in a minute: more than a person who errs gets, and a program's first ones. */
export const WHOLE_A_MINUTE = 20;

const ownerOf = ({ caller, partner }: Passage): string => caller?.userId ?? partner?.partnerId ?? "";

/**
 * Bounds the entries that one person or partner can make by being refused. The first of a minute are written whole, the others of that
 * minute as one entry with the number of each code. There are as many minutes at a time as people who are refused.
 */
export class InsiderRefusals {
  readonly #write: (refusals: FoldedRefusals) => Promise<void>;
  readonly #whole: number;
  readonly #minutes = new Map<string, Minute>();

  /** `whole`: refusals of one person that are written whole in a minute. */
  constructor(write: (refusals: FoldedRefusals) => Promise<void>, whole = WHOLE_A_MINUTE) {
    this.#write = write;
    this.#whole = whole;
  }

  /** True if this refusal is to be written whole; one that is not is counted here. Throws when the log cannot be written. */
  async isWhole(passage: Passage, code: ErrorCode): Promise<boolean> {
    const owner = ownerOf(passage);
    const minute = this.#minutes.get(owner);
    if (minute === undefined || isOver(minute.passage.at, passage.at)) {
      this.#minutes.set(owner, { passage, written: 1, codes: new Map() });
      if (minute !== undefined) await this.#fold(minute);
      return true;
    }
    if (minute.written < this.#whole) {
      minute.written += 1;
      return true;
    }
    minute.codes.set(code, (minute.codes.get(code) ?? 0) + 1);
    return false;
  }

  /** Writes what was counted in minutes that are over at `at`. */
  async settle(at: number): Promise<void> {
    for (const [owner, minute] of this.#minutes) {
      if (!isOver(minute.passage.at, at)) continue;
      this.#minutes.delete(owner);
      await this.#fold(minute);
    }
  }

  async #fold({ passage, codes }: Minute): Promise<void> {
    const count = [...codes.values()].reduce((sum, each) => sum + each, 0);
    if (count > 0) await this.#write({ passage, codes: Object.fromEntries(codes), count });
  }
}
