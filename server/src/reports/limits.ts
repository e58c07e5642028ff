import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { Meter } from "../platform/meter.ts";

const HOUR_MS = 3_600_000;

/**
 * What one phone, one network and one key of a city's system may do. A mobile operator lets thousands share a few addresses, so that the
 * network's limits are wide, and work grows before anything is refused; of the bare form, which does no work, fewer are taken. What is sent
 * as danger passes all of them.
 */
const MOST = {
  sentByDevice: 12,
  sentByNetwork: 600,
  // Of a million reports a network that guesses so finds one in a hundred million hours; thousands of honest people mistype on one.
  wrongByNetwork: 300,
  // A report that is looked at is asked about every 15 s: so many as 250 phones do.
  askedByNetwork: 60_000,
  searchedByNetwork: 600,
  partsByNetwork: 100_000,
  sentByKey: 600,
  askedByKey: 3_600,
  sentByForm: 60,
} as const;
export type Limit = keyof typeof MOST;

export class Limits {
  readonly #meters: Readonly<Record<Limit, Meter>> = {
    sentByDevice: new Meter(HOUR_MS),
    sentByNetwork: new Meter(HOUR_MS),
    sentByForm: new Meter(HOUR_MS),
    wrongByNetwork: new Meter(HOUR_MS),
    askedByNetwork: new Meter(HOUR_MS),
    searchedByNetwork: new Meter(HOUR_MS),
    partsByNetwork: new Meter(HOUR_MS),
    sentByKey: new Meter(HOUR_MS),
    askedByKey: new Meter(HOUR_MS),
  };

  /** Refuses whoever did something too often within the hour, with the seconds to wait. Counts nothing. */
  check(limit: Limit, key: string, at: number): Result<null, Refusal<ErrorCode>> {
    if (this.#meters[limit].count(key, at) < MOST[limit]) return ok(null);
    return refuse({ code: "request.too_many", params: { seconds: this.#meters[limit].waitS(key, MOST[limit], at) } });
  }

  count(limit: Limit, key: string, at: number): number {
    return this.#meters[limit].add(key, at);
  }

  seen(limit: Limit, key: string, at: number): number {
    return this.#meters[limit].count(key, at);
  }
}
