import { UNLOCKED, type Lockout } from "@amaliyat/domain/identity";

/** So many are remembered; beyond, the ones tried longest ago go. A round through all of them costs that many hashes. */
const MOST = 10_000;

/**
 * Wrong passwords that have no row to be counted in: under names that nobody has, and of a person where that person signed in
 * lately. They lock as an account does. Kept in memory; a restart forgets them.
 */
export class Lockouts {
  readonly #lockouts = new Map<string, Lockout>();

  of(key: string): Lockout {
    return this.#lockouts.get(key) ?? UNLOCKED;
  }

  keep(key: string, lockout: Lockout): void {
    this.#lockouts.delete(key);
    if (lockout.wrong > 0) this.#lockouts.set(key, lockout);
    const [oldest] = this.#lockouts.keys();
    if (this.#lockouts.size > MOST && oldest !== undefined) this.#lockouts.delete(oldest);
  }
}
