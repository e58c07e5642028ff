import { emptyAcd, nextClock, rulesOfLine, type Acd, type Line } from "@amaliyat/domain/calls";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseGone, mayPass, SYSTEM, transaction } from "../platform/database/index.ts";
import type { Exchange, ExchangeEvent } from "../telephony/index.ts";
import { readAcd } from "./acd-store.ts";
import type { CallsDeps } from "./calls-deps.ts";
import { holdLines, type LinesHeld } from "./calls-store.ts";
import { hear } from "./hear.ts";
import { Lanes } from "./lanes.ts";
import { legById } from "./legs-store.ts";
import { readLines } from "./lines-store.ts";
import { recover } from "./recover.ts";
import { afterScreens, asksForScreens, lookAtScreens } from "./screens.ts";
import { Turn, type ToExchange } from "./turn.ts";

type Refused = Refusal<ErrorCode>;
/** What a person asks of the switchboard, in one of its turns. */
export type Command<T> = (turn: Turn, exchange: Exchange) => Promise<Result<T, Refused>>;

const NONE: readonly Promise<void>[] = [];
const LOOK_EVERY_MS = 500;
const RETRY_MS = 250;
/** So often a turn is tried that a database which is there did not do: more, and one event would keep all others waiting. */
const MAX_TRIES = 5;
/** A telephone that could not be rung is rung again after this, for as long as it is offered. */
const RING_AGAIN_MS = 1_000;
const ORDER_TIMEOUT_MS = 5_000;

/**
 * The one loop that owns the queue. What the telephones say and what people ask go through it one after the other; each is in the database
 * before anybody is told of it or any telephone is rung. One process of the room runs it, by a lock of the database; another waits for it.
 */
export class Switchboard implements AsyncDisposable {
  readonly #deps: CallsDeps;
  #acd: Acd = emptyAcd([]);
  #lines: readonly Line[] = [];
  #exchange: Exchange | null = null;
  #held: LinesHeld | null = null;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;
  /** Until when the rule has taken note of what runs out: a turn that asks it nothing must not put its clock off. */
  #ranOut = 0;
  #ended = false;
  #turns: Promise<unknown> = Promise.resolve();
  readonly #looking: Promise<void>;
  readonly #later = new Set<NodeJS.Timeout>();
  readonly #lanes = new Lanes();

  constructor(deps: CallsDeps) {
    this.#deps = deps;
    this.#looking = this.#look();
  }

  /** The queue as it stands; for tests and for nothing that decides. */
  get acd(): Acd {
    return this.#acd;
  }
  get isRunning(): boolean {
    return this.#exchange !== null;
  }
  get exchange(): Exchange | null {
    return this.#exchange;
  }

  /** Does what a person asks, in turn; ends when the telephones have done their part. Refused where another process runs the lines. */
  async command<T>(work: Command<T>): Promise<Result<T, Refused>> {
    const { value, given } = await this.#inTurn(async () => {
      const exchange = this.#exchange;
      return exchange === null
        ? { value: refuse<Refused>({ code: "calls.elsewhere" }), given: NONE }
        : this.#take(
            (turn) => afterScreens(turn, () => work(turn, exchange)),
            (done) => done.ok,
          );
    });
    await Promise.all(given);
    return value;
  }

  /** Ends when all that was said so far has been taken in; for tests. */
  async settled(): Promise<void> {
    await this.#inTurn(() => Promise.resolve());
    await this.#lanes.idle();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turns.then(work);
    this.#turns = next.catch(() => undefined);
    return next;
  }

  /** What the telephones say is never lost: while the database is away, or keeps it waiting, it waits, in its order. */
  readonly #hear = (event: ExchangeEvent): void => void this.#inTurn(() => this.#surely((turn) => hear(this.#deps, turn, event)));

  async #surely(work: (turn: Turn) => Promise<unknown>): Promise<void> {
    for (let tried = 1; !this.#ended;) {
      try {
        await this.#take((turn) => afterScreens(turn, () => work(turn)));
        return;
      } catch (cause) {
        const isGone = cause instanceof DatabaseGone;
        if (!isGone && (!mayPass(cause) || tried++ === MAX_TRIES))
          return this.#deps.log.error({ err: cause }, "the switchboard failed at an event");
        await sleep(RETRY_MS);
      }
    }
  }

  /**
   * One turn: all of it is written, or nothing happened. Its orders are given and not waited for, so that a telephone that is slow makes
   * nobody wait but those of its own call.
   */
  async #take<T>(
    work: (turn: Turn) => Promise<T>,
    isDone: (value: T) => boolean = () => true,
  ): Promise<{ value: T; given: readonly Promise<void>[] }> {
    const { db, clock } = this.#deps;
    const at = Math.max(this.#last, clock());
    const { turn, value } = await transaction(db, SYSTEM, async (tx) => {
      const made = new Turn(tx, at, this.#acd, this.#lines, this.#deps);
      const given = await work(made);
      if (isDone(given)) await made.close();
      return { turn: made, value: given };
    });
    if (!isDone(value)) return { value, given: NONE };
    [this.#last, this.#acd, this.#lines] = [at, turn.acd, turn.lines];
    if (turn.hasAsked) this.#ranOut = at;
    const given = turn.orders.map((order) => this.#give(order));
    this.#wake();
    return { value, given };
  }

  #give(order: ToExchange): Promise<void> {
    return this.#lanes.run([order.callId, ...order.beside], () => this.#obey(order));
  }

  async #obey(order: ToExchange): Promise<void> {
    const exchange = this.#exchange;
    if (exchange === null) return;
    const timeout = new AbortController();
    try {
      const late = sleep(ORDER_TIMEOUT_MS, undefined, { signal: timeout.signal }).then(() => Promise.reject(new Error("no answer")));
      await Promise.race([order.give(exchange), late]);
    } catch (cause) {
      this.#deps.log.warn({ err: cause, order: order.what }, "the telephones did not do what they were asked");
      if (order.what === "ring" || order.what === "call out") this.#again(order);
    } finally {
      timeout.abort();
    }
    const { callId, hangUpAfterMs } = order;
    if (hangUpAfterMs !== undefined)
      this.#after(
        hangUpAfterMs,
        () => void this.#give({ what: "hang up", callId, legId: null, beside: [], give: (each) => each.hangUp(callId) }),
      );
  }

  /** Rings again for as long as the leg is wanted: media that is away for a second must not send people into a pause. */
  #again(order: ToExchange): void {
    const { legId } = order;
    if (legId === null) return;
    this.#after(RING_AGAIN_MS, () => {
      void this.#inTurn(async () => {
        const leg = await transaction(this.#deps.db, SYSTEM, (tx) => legById(tx, legId), { readOnly: true }).catch(() => null);
        if (leg !== null && !leg.ended && !leg.answered) void this.#give(order);
      });
    });
  }

  #after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      if (!this.#ended) work();
    }, ms);
    this.#later.add(timer);
  }

  /** Wakes when something runs out by itself. */
  #wake(): void {
    clearTimeout(this.#timer);
    const due = nextClock(this.#acd, this.#ranOut);
    if (due === null || this.#ended) return;
    const ms = Math.min(60_000, Math.max(0, due - this.#deps.clock()));
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#surely((turn) => turn.step({ kind: "clock" }))), ms);
  }

  /** Takes the lines where nobody has them, and lets them go when the lock is lost. */
  async #look(): Promise<void> {
    while (!this.#ended) {
      if (this.#held === null)
        await this.#inTurn(() => this.#begin()).catch((cause: unknown) => {
          this.#deps.log.warn({ err: cause }, "the lines could not be taken yet");
          return this.#stop();
        });
      // While the database is away nobody's screen is locked or opened.
      else if (asksForScreens(this.#acd)) await this.#inTurn(() => this.#take(lookAtScreens)).catch(() => undefined);
      await sleep(LOOK_EVERY_MS);
    }
  }

  async #begin(): Promise<void> {
    const { db } = this.#deps;
    if (this.#ended) return;
    this.#held = await holdLines(db, () => void this.#inTurn(() => this.#stop()));
    if (this.#held === null) return;
    const read = await transaction(
      db,
      SYSTEM,
      async (tx) => {
        const lines = await readLines(tx);
        return { lines, acd: await readAcd(tx, lines.map(rulesOfLine)) };
      },
      { readOnly: true },
    );
    [this.#lines, this.#acd] = [read.lines, read.acd];
    const exchange = await this.#deps.startExchange(this.#hear);
    this.#exchange = exchange;
    const survivors = await exchange.takeBack();
    await this.#take((turn) => recover(turn, survivors));
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const [held, exchange] = [this.#held, this.#exchange];
    [this.#held, this.#exchange] = [null, null];
    await exchange?.[Symbol.asyncDispose]();
    await this.#lanes.idle();
    await held?.giveBack();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    for (const timer of this.#later) clearTimeout(timer);
    await this.#looking;
    await this.#inTurn(() => this.#stop());
  }
}
