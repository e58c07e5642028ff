import { UNLOCKED, type Lockout } from "@amaliyat/domain/identity";

/** So many names are remembered; beyond, the ones tried longest ago go. A round through all of them costs that many hashes. */
const MOST = 10_000;

/**
 * Wrong passwords under names that nobody has. They lock as an account does, so that a lock does not tell which names exist. Kept in
 * memory: there is no row to keep them in, and a restart that unlocks them tells nothing of the others.
 */
export class Strangers {
  readonly #lockouts = new Map<string, Lockout>();

  of(username: string): Lockout {
    return this.#lockouts.get(username) ?? UNLOCKED;
  }

  keep(username: string, lockout: Lockout): void {
    this.#lockouts.delete(username);
    this.#lockouts.set(username, lockout);
    const [oldest] = this.#lockouts.keys();
    if (this.#lockouts.size > MOST && oldest !== undefined) this.#lockouts.delete(oldest);
  }
}
