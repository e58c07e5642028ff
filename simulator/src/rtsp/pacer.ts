/** Something that has to act at moments of the `performance.now()` line. */
export type Paced = {
  /** Time of its next run, ms; null while it has nothing to do. */
  readonly due: () => number | null;
  readonly run: (now: number) => void;
};

/** Wake-ups fall on this grid, so that many cameras share one: 32 streams cost 8 wake-ups a frame time, not 32. */
export const GRID_MS = 5;

/** Runs paced things from one timer. */
export class Pacer {
  readonly #members = new Set<Paced>();
  #timer: NodeJS.Timeout | null = null;
  #wakeAt = Number.POSITIVE_INFINITY;

  add(member: Paced): void {
    this.#members.add(member);
    this.#arm(performance.now());
  }

  remove(member: Paced): void {
    this.#members.delete(member);
  }

  stop(): void {
    this.#members.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#wakeAt = Number.POSITIVE_INFINITY;
  }

  #arm(now: number): void {
    let next = Number.POSITIVE_INFINITY;
    for (const member of this.#members) next = Math.min(next, member.due() ?? next);
    const wakeAt = Math.ceil(next / GRID_MS) * GRID_MS;
    if (wakeAt === this.#wakeAt) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#wakeAt = wakeAt;
    this.#timer = Number.isFinite(wakeAt) ? setTimeout(() => this.#wake(), Math.max(0, wakeAt - now)) : null;
  }

  #wake(): void {
    const now = performance.now();
    this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#timer = null;
    for (const member of this.#members) {
      const due = member.due();
      if (due !== null && due <= now + 1) member.run(now); // a timer may fire up to 1 ms early
    }
    this.#arm(performance.now());
  }
}
