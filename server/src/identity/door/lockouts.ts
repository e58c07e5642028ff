import { decideSignIn, UNLOCKED, type Lockout } from "@amaliyat/domain/identity";

/** So many are remembered; beyond, the ones tried longest ago go. A round through all of them costs that many hashes. */
const MOST = 10_000;

/** Wrong passwords in a row, by a known device or by who is signed in. Kept in memory; a restart forgets them. */
export class Lockouts {
  readonly #lockouts = new Map<string, Lockout>();

  of(key: string): Lockout {
    return this.#lockouts.get(key) ?? UNLOCKED;
  }

  set(key: string, lockout: Lockout): void {
    this.#lockouts.delete(key);
    if (lockout.wrong > 0) this.#lockouts.set(key, lockout);
    const [oldest] = this.#lockouts.keys();
    if (this.#lockouts.size > MOST && oldest !== undefined) this.#lockouts.delete(oldest);
  }

  /** Counts a try as wrong before it is judged, so that many at once are seen; false while locked. */
  begin(key: string, at: number): boolean {
    const { next, refusal } = decideSignIn(this.of(key), "wrong", at);
    if (refusal?.code === "session.locked_out") return false;
    this.set(key, next);
    return true;
  }

  right(key: string): void {
    this.#lockouts.delete(key);
  }
}
