import { refuse, ok, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { networkOf } from "../../platform/network-of.ts";

const MINUTE_MS = 60_000;
/**
 * Wrong passwords that one line (an IPv4 address, a /64 of IPv6) may send in a minute, under all names together. Enough for a shift of
 * people who mistype, too few for a list of guesses.
 */
const WRONG_A_MINUTE = 60;
/** Lines that are told apart; beyond, the one that began longest ago is forgotten. */
const MOST = 10_000;

/** Counts tries by line. A try counts when it begins, so that many at once are seen, and is given back when it was right. */
export class Tries {
  readonly #minutes = new Map<string, { readonly from: number; tries: number }>();

  begin(address: string, at: number): Result<null, Refusal<"request.too_many">> {
    const line = networkOf(address, "subscriber");
    const known = this.#minutes.get(line);
    const left = known === undefined ? 0 : known.from + MINUTE_MS - at;
    // More than a minute is left where the clock was ahead when it began, and was put right.
    if (known === undefined || left <= 0 || left > MINUTE_MS) {
      this.#minutes.delete(line);
      this.#minutes.set(line, { from: at, tries: 1 });
      const [oldest] = this.#minutes.keys();
      if (this.#minutes.size > MOST && oldest !== undefined) this.#minutes.delete(oldest);
      return ok(null);
    }
    if (known.tries >= WRONG_A_MINUTE) return refuse({ code: "request.too_many", params: { seconds: Math.ceil(left / 1000) } });
    known.tries += 1;
    return ok(null);
  }

  giveBack(address: string): void {
    const known = this.#minutes.get(networkOf(address, "subscriber"));
    if (known !== undefined && known.tries > 0) known.tries -= 1;
  }
}
