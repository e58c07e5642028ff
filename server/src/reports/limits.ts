import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { Meter } from "../platform/meter.ts";

const HOUR_MS = 3_600_000;

/**
 * Limits within an hour for one phone, address, network, and key of a city's system. A mobile operator lets thousands share a few
 * addresses. So refusals are counted by the address (`askers.ts`), with ten times as much for a whole network. Danger reports pass all
 * limits, and nobody with a valid code is refused.
 */
const MOST = {
  sentByDevice: 12,
  sentByAddress: 600,
  sentByNetwork: 6_000,
  // The bare form does no work. Thousands may share the address, so it is bounded where their queue is flooded, and not sooner.
  formsByAddress: 300,
  formsByNetwork: 1_500,
  // Wrong codes: past this each is told to wait, and not that it is wrong.
  wrongByAddress: 300,
  searchedByAddress: 600,
  // Tasks refuse nobody: they grow with the number.
  tasksByNetwork: Number.POSITIVE_INFINITY,
  walksByDevice: 30,
  // Past this a walk costs more work, and nobody is refused.
  walksByAddress: 300,
  walksByNetwork: 3_000,
  sentByKey: 600,
  askedByKey: 3_600,
} as const;
export type Limit = keyof typeof MOST;

export class Limits {
  readonly #meters: Readonly<Record<Limit, Meter>> = {
    sentByDevice: new Meter(HOUR_MS),
    sentByAddress: new Meter(HOUR_MS),
    sentByNetwork: new Meter(HOUR_MS),
    formsByAddress: new Meter(HOUR_MS),
    formsByNetwork: new Meter(HOUR_MS),
    wrongByAddress: new Meter(HOUR_MS),
    searchedByAddress: new Meter(HOUR_MS),
    tasksByNetwork: new Meter(HOUR_MS),
    walksByDevice: new Meter(HOUR_MS),
    walksByAddress: new Meter(HOUR_MS),
    walksByNetwork: new Meter(HOUR_MS),
    sentByKey: new Meter(HOUR_MS),
    askedByKey: new Meter(HOUR_MS),
  };

  /** Refuses whoever did something too often within the hour, with the seconds to wait. Counts nothing. */
  check(limit: Limit, key: string, at: number): Result<null, Refusal<ErrorCode>> {
    if (this.#meters[limit].count(key, at) < MOST[limit]) return ok(null);
    return refuse({ code: "request.too_many", params: { seconds: this.#meters[limit].waitS(key, MOST[limit], at) } });
  }

  /** The same for several keys: the first that is refused. */
  checkAll(limit: Limit, keys: readonly string[], at: number): Result<null, Refusal<ErrorCode>> {
    for (const key of keys) {
      const allowed = this.check(limit, key, at);
      if (!allowed.ok) return allowed;
    }
    return ok(null);
  }

  count(limit: Limit, key: string, at: number): number {
    return this.#meters[limit].add(key, at);
  }

  countAll(limit: Limit, keys: readonly string[], at: number): void {
    for (const key of keys) this.#meters[limit].add(key, at);
  }

  seen(limit: Limit, key: string, at: number): number {
    return this.#meters[limit].count(key, at);
  }
}
