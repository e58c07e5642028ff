/**
 * Effect of an answer on the lane of its item. `settled`: the outbox offers the item no more. `held`: the lane rests, and begins again with
 * it. `ended`: the lane sends nothing more until the next `kick`. `postponedMs`: the item rests at least so long; others of its lane go on.
 */
export type Effect = "settled" | "held" | "ended" | { readonly postponedMs: number };

/** An outbox as its sender sees it: the order of its items, the way of each, and the effect of each answer. */
export type Outlet<Item, Lane extends string, Answer> = {
  readonly lanes: readonly Lane[];
  /** Next item of a lane, without those already passed over; null if the lane has none. */
  readonly next: (lane: Lane, passed: readonly Item[]) => Item | null | Promise<Item | null>;
  readonly send: (item: Item) => Promise<Answer>;
  /** Stores the result of an item; resolves once that is on the disk. */
  readonly settle: (item: Item, answer: Answer) => Promise<Effect>;
  /** Delay after so many failures of a lane in a row, ms. */
  readonly againMs: (failures: number, lane: Lane) => number;
  /** Waits so many ms, or until it is woken. */
  readonly rest: (ms: number, woken: AbortSignal) => Promise<void>;
  /** Runs work only while no other page or worker of the app serves the lane. */
  readonly alone: (lane: Lane, work: () => Promise<void>) => Promise<void>;
};

/** Waits by the clock of the phone. */
export const rest = (ms: number, woken: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const wake = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (woken.aborted) wake();
    else woken.addEventListener("abort", wake);
  });

/**
 * Sends the items of an outbox, one after the other in each lane. An item is sent only after the answer to the one before, which keeps the
 * order on any link. It is sent again, later and later, until the outbox offers it no more.
 */
export class Sender<Item, Lane extends string, Answer> {
  readonly #outlet: Outlet<Item, Lane, Answer>;
  readonly #running = new Set<Lane>();
  /** Number of times that the lanes were told to look for items. */
  #looks = 0;
  #woken = new AbortController();
  #stopped = false;

  constructor(outlet: Outlet<Item, Lane, Answer>) {
    this.#outlet = outlet;
  }

  /** There may be something to send, or the link may be back: tries at once. */
  kick(): void {
    this.#woken.abort();
    this.#woken = new AbortController();
    this.#startLanes();
  }

  /** Ends for ever. The answer to an item under way is not read: the next start sends the item again. */
  stop(): void {
    this.#stopped = true;
    this.#woken.abort();
  }

  /** One attempt at everything, lane by lane. */
  async tryOnce(): Promise<void> {
    for (const lane of this.#outlet.lanes) await this.#run(lane, false);
  }

  #startLanes(): void {
    this.#looks += 1;
    for (const lane of this.#outlet.lanes) void this.#run(lane, true);
  }

  async #run(lane: Lane, isPatient: boolean): Promise<void> {
    if (this.#running.has(lane)) return;
    this.#running.add(lane);
    let [seen, faults, isFault] = [0, 0, false];
    do {
      seen = this.#looks;
      isFault = !(await this.#drainAlone(lane, isPatient));
      faults = isFault ? faults + 1 : 0;
      if (isFault && isPatient) await this.#outlet.rest(this.#outlet.againMs(faults, lane), this.#woken.signal);
      // An item may have come after the last look, while the lane still counted as running.
    } while (isPatient && !this.#stopped && (isFault || seen !== this.#looks));
    this.#running.delete(lane);
  }

  /** False if the outbox could not be looked at: the lane would be silent until the next `kick`. */
  async #drainAlone(lane: Lane, isPatient: boolean): Promise<boolean> {
    try {
      await this.#outlet.alone(lane, () => this.#drain(lane, isPatient));
      return true;
    } catch {
      return false;
    }
  }

  async #drain(lane: Lane, isPatient: boolean): Promise<void> {
    const { next, send, settle, againMs, rest: wait } = this.#outlet;
    let [passed, waitMs, failures]: [Item[], number, number] = [[], 0, 0];
    /** Effect of one attempt. An exception counts as a lost answer: the item is sent again. */
    const attempt = async (item: Item): Promise<Effect> => {
      try {
        const answer = await send(item);
        return this.#stopped ? "ended" : await settle(item, answer);
      } catch {
        return "held";
      }
    };
    while (!this.#stopped) {
      const item = await next(lane, passed);
      if (item === null && passed.length === 0) return;
      if (item !== null) {
        const effect = await attempt(item);
        if (effect === "ended") return;
        if (effect === "settled") {
          failures = 0;
          // Items of other lanes that waited for this one may go now.
          if (isPatient) this.#startLanes();
          continue;
        }
        if (effect !== "held") {
          passed.push(item);
          waitMs = Math.max(waitMs, effect.postponedMs);
          // Items of other lanes may pass over it too.
          if (isPatient) this.#startLanes();
          continue;
        }
      }
      if (!isPatient) return;
      failures += 1;
      const { signal } = this.#woken;
      // An item that is held is sent again after its own delay, however long those before it are postponed.
      const restMs = item === null ? Math.max(waitMs, againMs(failures, lane)) : againMs(failures, lane);
      await wait(restMs, signal);
      waitMs -= restMs;
      if (waitMs <= 0 || signal.aborted) [passed, waitMs] = [[], 0];
    }
  }
}
