import { isMinuteOver } from "../../platform/minute.ts";

const WHOLE_OF_ONE = 10;
const WHOLE_OF_ALL = 60;
/** So many are told apart in a minute; beyond, they are counted together. */
const MOST = 1_000;
const OTHERS = "others";

/**
 * Bounds the log entries that strangers make by refused sign-ins, because entries are never erased. In a minute, ten are written for one
 * person and sixty for all. Each entry gives the number of refusals that it stands for, so that the count is complete.
 */
export class RefusalEntries {
  #from = 0;
  #all = 0;
  readonly #written = new Map<string, number>();
  readonly #uncounted = new Map<string, number>();

  /** Number of refusals that this entry stands for; null if the refusal is only counted, for a later entry. */
  count(subject: string, at: number): number | null {
    if (isMinuteOver(this.#from, at)) {
      this.#from = at;
      this.#all = 0;
      this.#written.clear();
    }
    const waiting = this.#uncounted.get(subject) ?? 0;
    const written = this.#written.get(subject) ?? 0;
    if (written >= WHOLE_OF_ONE || this.#all >= WHOLE_OF_ALL) {
      const under = this.#uncounted.has(subject) || this.#uncounted.size < MOST ? subject : OTHERS;
      this.#uncounted.set(under, (this.#uncounted.get(under) ?? 0) + 1);
      return null;
    }
    const more = waiting + (this.#uncounted.get(OTHERS) ?? 0);
    this.#uncounted.delete(subject);
    this.#uncounted.delete(OTHERS);
    this.#written.set(subject, written + 1);
    this.#all += 1;
    return more + 1;
  }
}
