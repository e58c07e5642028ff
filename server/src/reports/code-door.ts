import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { askerOf, keysOfOne } from "./rows/askers.ts";
import type { Limits } from "./limits.ts";
import { codeHash } from "./rows/secrets.ts";
import type { Vault } from "../platform/vault.ts";

/** So many wrong codes within an hour cost nothing: people mistype. */
const FREE = 30;
/** Each further one makes the next look-up later by this, up to the most. Milliseconds. */
const STEP_MS = 5;
const SLOWEST_MS = 400;

const waitMs = (wrong: number): number => Math.min(SLOWEST_MS, Math.max(0, wrong - FREE) * STEP_MS);

type Tried = { readonly address: string; readonly at: number };

/**
 * The one door of every route that takes a follow-up code. A right code is served, whatever its neighbours tried. Wrong ones are counted by
 * the address, and in IPv6 by 64 and 56 bits. Past a few, the look-up itself is delayed, for right and wrong alike, so that neither the
 * time nor the answer tells more than the code does. A try under way counts as wrong until it is known, or many at once would pass
 * together.
 *
 * A code has 55 bits. At a million reports, 1,000 connections that are held for `SLOWEST_MS` each find one in five months.
 */
export class CodeDoor {
  readonly #vault: Vault;
  readonly #limits: Limits;
  readonly #underWay = new Map<string, number>();

  constructor(vault: Vault, limits: Limits) {
    this.#vault = vault;
    this.#limits = limits;
  }

  /** Looks up a code. Text that can be no code is hashed and looked up like any other. */
  async open<Found>(
    code: string,
    { address, at }: Tried,
    find: (hash: Buffer) => Promise<Found | null>,
  ): Promise<Result<Found, Refusal<ErrorCode>>> {
    const keys = keysOfOne(askerOf(address));
    const hash = codeHash(this.#vault, code) ?? this.#vault.mac(code, "no follow-up code");
    const late = waitMs(Math.max(...keys.map((key) => this.#limits.seen("wrongByAddress", key, at) + (this.#underWay.get(key) ?? 0))));
    this.#move(keys, 1);
    try {
      if (late > 0) await sleep(late);
      const found = await find(hash);
      if (found !== null) return ok(found);
    } finally {
      this.#move(keys, -1);
    }
    const allowed = this.#limits.checkAll("wrongByAddress", keys, at);
    this.#limits.countAll("wrongByAddress", keys, at);
    return allowed.ok ? refuse({ code: "report.unknown_code" }) : allowed;
  }

  #move(keys: readonly string[], by: 1 | -1): void {
    for (const key of keys) {
      const next = (this.#underWay.get(key) ?? 0) + by;
      if (next === 0) this.#underWay.delete(key);
      else this.#underWay.set(key, next);
    }
  }
}
