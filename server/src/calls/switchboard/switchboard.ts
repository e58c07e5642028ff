import { emptyAcd, nextClock, patienceOf, type Acd, type Line, type TextMark } from "@amaliyat/domain/calls";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { refuse, type Refusal, type Result, Turns } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseGone, SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Exchange, Survivor } from "../../telephony/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { lockLines, type LinesLock } from "../rows/calls-store.ts";
import { CommandTurn } from "../turns/command-turn.ts";
import { hear } from "../hear/hear.ts";
import { Lanes } from "./lanes.ts";
import { openLinesJournal, type LinesJournal } from "../turns/lines-journal.ts";
import type { LinesNow } from "../turns/lines-now.ts";
import { marks, readLinesNow } from "../turns/lines-now-store.ts";
import { nextPauseEnd } from "../hear/pauses.ts";
import { asksForScreens, changedScreens, seeScreens } from "../turns/screens.ts";
import { behindLocks } from "../rows/takers-store.ts";
import type { AtHand, ToExchange } from "../turns/orders.ts";
import type { LineEvent } from "../turns/line-events.ts";
import { nextPlaceTold, Turn } from "../turns/turn.ts";
import { TurnWriter, type Taken } from "../turns/turn-writer.ts";

type Refused = Refusal<ErrorCode>;
/** Action that a person requests of the switchboard, run in one of its turns. */
export type Command<T> = (turn: CommandTurn, exchange: Exchange) => Promise<Result<T, Refused>>;

const LOOK_EVERY_MS = 500;
/** An order that failed is given again after this, for as long as it is wanted. */
const AGAIN_MS = 1_000;
const ORDER_TIMEOUT_MS = 5_000;
const WAKE_AFTER_MS = 20;
const WRITTEN_WITHIN_MS = 1_000;
/** Time for which a recovered database is asked for the lines before they are released: another server may own them by then. */
const REGAIN_MS = 10_000;
/** The rows of the last server's calls are written this long after the lines were taken, at the latest: callers who wait are answered first. */
const EARLY_MS = 500;
/** Longest time for which a person's command may block the turns while the database is slow or silent. */
const COMMAND_MS = 2_500;

/** A new server whose clock is so far behind what the last one wrote has missed a step of it, ms. */
const MISSED_STEP_MS = 5_000;

/** The lines while this process has them. */
type Running = {
  readonly exchange: Exchange;
  readonly journal: LinesJournal;
  readonly writer: TurnWriter;
};

const NOTHING: LinesNow = { acd: emptyAcd([]), lines: [], calls: new Map(), legs: new Map(), takers: new Map(), said: new Map() };

/**
 * The one loop that owns the queue. Events of the telephones take effect in memory and go to the journal; orders are given once they are on
 * the disk. Rows, log and screens follow in batches, so that a slow or absent database keeps no caller waiting. A person's command runs in
 * one transaction with all turns before it. One process of the room runs the lines, by a lock of the database; another waits for it.
 */
export class Switchboard implements AsyncDisposable {
  readonly #deps: CallsDeps;
  #now: LinesNow = NOTHING;
  #running: Running | null = null;
  #held: LinesLock | null = null;
  #lostAt: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  #waking: NodeJS.Timeout | undefined;
  #last = 0;
  /** Time up to which expiries were processed: a turn that asks the rule nothing must not put its clock off. */
  #ranOut = 0;
  #ended = false;
  readonly #turns = new Turns();
  /** Ends when every turn so far is on the disk and its orders are in their lanes. */
  #journaled: Promise<void> = Promise.resolve();
  readonly #looking: Promise<void>;
  /** Ends when the lines were asked for once, whoever has them. */
  readonly #tried = Promise.withResolvers<void>();
  /** Ends when the callers who waited for the lines are answered, or have had their time. */
  #early: Promise<void> = Promise.resolve();
  readonly #later = new Set<NodeJS.Timeout>();
  /** Orders that failed and will be given again. */
  readonly #failed = new Set<string>();
  readonly #lanes = new Lanes();
  readonly #atHand: AtHand;

  constructor(deps: CallsDeps) {
    this.#deps = deps;
    this.#atHand = { hasRoomForSound: deps.hasRoomForSound, say: (event) => this.#hear(event) };
    this.#looking = this.#look();
  }

  /** The queue as it stands; for tests and for nothing that decides. */
  get acd(): Acd {
    return this.#now.acd;
  }
  get isRunning(): boolean {
    return this.#running !== null;
  }
  get exchange(): Exchange | null {
    return this.#running?.exchange ?? null;
  }

  /** Ends when this process has the lines, or another one, and every caller who waited for that is answered. */
  urgent(): Promise<void> {
    return this.#tried.promise.then(() => this.#early);
  }

  /** Does what a person asks, in turn; ends when the telephones have done their part. Refused where another process runs the lines. */
  async command<T>(work: Command<T>): Promise<Result<T, Refused>> {
    await this.#running?.writer.reach(COMMAND_MS);
    const { value, given } = await this.#turns.run(() => this.#command(work, COMMAND_MS));
    await Promise.all(given);
    return value;
  }

  async #command<T>(work: Command<T>, withinMs?: number): Promise<{ value: Result<T, Refused>; given: readonly Promise<void>[] }> {
    const running = this.#running;
    if (running === null) return { value: refuse<Refused>({ code: "calls.elsewhere" }), given: [] };
    await this.#journaled;
    await running.writer.reach(withinMs);
    // The database is back, and the lock is not taken again yet: another server may have it.
    if (this.#held === null) throw new DatabaseGone("the lines are not held");
    const { db, clock, sounds } = this.#deps;
    const at = Math.max(this.#last, clock());
    let tried: CommandTurn | null = null;
    const inTx = async (tx: Tx) => {
      const { writing, committed: done } = await running.writer.into(tx);
      const made = (tried = new CommandTurn(at, this.#now, sounds, writing));
      if (asksForScreens(made.acd)) seeScreens(made, await behindLocks(tx));
      const result = await work(made, running.exchange);
      if (result.ok) await made.flush();
      await writing.close(at);
      return { value: result, turn: made, committed: done };
    };
    const { value, turn, committed } = await transaction(db, SYSTEM, inTx, { withinMs }).catch((cause: unknown) => {
      running.writer.failed(cause, tried?.now ?? null);
      throw cause;
    });
    committed();
    if (!value.ok) return { value, given: [] };
    running.writer.wrote(turn.now);
    this.#took(turn);
    return { value, given: turn.toGive.map((order) => this.#give(order)) };
  }

  /**
   * Resolves when the rows contain the switchboard's state of a call, or after a second. A console that rings asks for the card of a call
   * that was taken in a moment ago.
   */
  async written(callId: string): Promise<void> {
    if (!this.#now.calls.has(callId)) return;
    const written = this.#journaled.then(() => this.#running?.writer.run());
    const patience = new AbortController();
    await Promise.race([written, sleep(WRITTEN_WITHIN_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }

  /** Ends when all that was said so far has been taken in and written; for tests. */
  async settled(): Promise<void> {
    await this.#turns.idle();
    await this.#journaled;
    await this.#lanes.idle();
    await this.#early;
    await this.#running?.writer.run();
  }

  readonly #hear = (event: LineEvent): void => void this.#turns.run(() => Promise.resolve(this.#take(event)));

  /** The same; true once it is in the journal. */
  readonly #hearAndWrite = async (event: LineEvent): Promise<boolean> => {
    const taken = await this.#turns.run(() => Promise.resolve(this.#take(event)));
    await this.#journaled;
    return taken !== null && taken.place !== 0;
  };

  /** Takes a step of the clock, which is `step`, between two turns: nothing runs out by it. */
  follow(byMs: number, step: () => void): Promise<void> {
    return this.#turns.run(() => {
      step();
      [this.#last, this.#ranOut] = [this.#last + byMs, this.#ranOut + byMs];
      this.#take({ kind: "clock_stepped", byMs, at: this.#last });
      return Promise.resolve();
    });
  }

  /** One turn of the telephones, in memory; null where it came to nothing. */
  #take(event: LineEvent): Taken | null {
    const running = this.#running;
    if (running === null) return null;
    const at = Math.max(this.#last, this.#deps.clock());
    const turn = this.#play(event, at);
    if (turn === null) return null;
    const taken: Taken = { turn, place: null };
    if (turn.isNothing) return taken;
    this.#took(turn);
    this.#keep(running, taken, event);
    return taken;
  }

  /** A turn by what is in memory; null where it came to nothing because of a fault of ours. */
  #play(event: LineEvent, at: number, ids?: readonly string[]): Turn | null {
    try {
      const turn = new Turn(at, this.#now, this.#deps.sounds, ids);
      hear(this.#deps, turn, event);
      return turn;
    } catch (cause) {
      this.#deps.log.error({ err: cause, kind: event.kind }, "lines: event failed");
      return null;
    }
  }

  #took(turn: Turn): void {
    if (turn.lines !== this.#now.lines) this.#sayOtherRooms(turn.lines);
    [this.#last, this.#now] = [turn.at, turn.now];
    if (turn.hasAsked) this.#ranOut = turn.at;
    this.#wake();
  }

  /** Tells the edge where callers go if this server is dead and no console answers. */
  #sayOtherRooms(lines: readonly Line[]): void {
    const rooms = lines.map((line) => {
      const { number, overflow, closed } = line;
      return { line: number, to: closed ? null : (overflow?.to ?? null), afterMs: patienceOf(line, overflow?.afterMs ?? 0) };
    });
    void this.exchange?.setOtherRooms(rooms).catch((error: unknown) => {
      this.#deps.log.error({ err: error }, "lines: edge does not know the other rooms");
    });
  }

  /** Puts a turn into the journal; then its orders are given, and it is written. A disk that takes nothing more keeps no caller waiting. */
  #keep({ journal, writer }: Running, taken: Taken, event: LineEvent): void {
    const { turn } = taken;
    writer.add(taken);
    // A failure is left unsaid: the order itself fails again when it is given, and that is told.
    for (const { prepare } of turn.orders) if (this.exchange !== null) prepare?.(this.exchange).catch(() => undefined);
    const kept = journal.add({ event, at: turn.at, ids: turn.ids }).catch((error: unknown) => {
      this.#deps.log.error({ err: error }, "lines: turn not journaled");
      return 0;
    });
    this.#journaled = Promise.all([this.#journaled, kept]).then(([, place]) => {
      taken.place = place;
      for (const order of turn.toGive) void this.#give(order);
      writer.runSoon();
    });
  }

  #give(order: ToExchange): Promise<void> {
    return this.#lanes.run([order.callId, ...order.beside], () => this.#obey(order));
  }

  async #obey(order: ToExchange): Promise<void> {
    const { exchange } = this;
    if (exchange === null) return;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error("no answer")), ORDER_TIMEOUT_MS);
    try {
      await Promise.race([order.give(exchange, this.#atHand), late.promise]);
    } catch (cause) {
      this.#deps.log.warn({ err: cause, order: order.what }, "lines: order failed");
      this.#again(order);
    } finally {
      clearTimeout(timer);
    }
    const { callId, hangUpAfterMs } = order;
    if (hangUpAfterMs !== undefined)
      this.#after(
        hangUpAfterMs,
        () => void this.#give({ what: "hang up", callId, legId: null, beside: [], give: (each) => each.hangUp(callId) }),
      );
  }

  /** Gives an order again that failed, for as long as it is wanted; once, however often the same was ordered. */
  #again(order: ToExchange): void {
    const [{ isWanted }, name] = [order, `${order.what} ${order.callId} ${order.legId}`];
    if (isWanted === undefined || this.#failed.has(name)) return;
    this.#failed.add(name);
    this.#after(AGAIN_MS, () => {
      this.#failed.delete(name);
      if (isWanted(this.#now)) void this.#give(order);
    });
  }

  #after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      if (!this.#ended) work();
    }, ms);
    this.#later.add(timer);
  }

  /** Soon sets the clock for what runs out next, once for several turns: with 500 callers it takes a millisecond. */
  #wake(): void {
    this.#waking ??= setTimeout(() => this.#setClock(), WAKE_AFTER_MS);
  }

  #setClock(): void {
    this.#waking = undefined;
    clearTimeout(this.#timer);
    const moments = [nextClock(this.#now.acd, this.#ranOut), nextPlaceTold(this.#now), nextPauseEnd(this.#now)].filter(
      (moment) => moment !== null,
    );
    if (moments.length === 0 || this.#ended || this.#running === null) return;
    const ms = Math.min(60_000, Math.max(0, Math.min(...moments) - this.#deps.clock()));
    // Answers that came while the loop was busy are heard first: sockets are read between a timer and what it puts off.
    const ranOut = (): void => void setImmediate(() => this.#hear({ kind: "clock", at: this.#deps.clock() }));
    this.#timer = setTimeout(ranOut, ms);
  }

  /** Takes the lines where nobody has them; keeps them while the database is away, and takes its lock again when it is back. */
  async #look(): Promise<void> {
    while (!this.#ended) {
      // A database that says nothing keeps no turn waiting: only the beginning, before which there is none, is a turn.
      const work =
        this.#running === null ? this.#turns.run(() => this.#begin()) : this.#held === null ? this.#regain() : this.#seeScreens();
      await work.catch((cause: unknown) => {
        if (this.#running !== null) return undefined;
        this.#deps.log.warn({ err: cause }, "lines: start failed, retrying");
        return this.#stop();
      });
      this.#tried.resolve();
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Without the database no screen is locked or opened. */
  async #seeScreens(): Promise<void> {
    if (!asksForScreens(this.#now.acd)) return;
    const locked = await transaction(this.#deps.db, SYSTEM, behindLocks, { readOnly: true, withinMs: COMMAND_MS });
    this.#screens(locked);
  }

  readonly #screens = (locked: ReadonlySet<string>): void => {
    if (changedScreens(this.#now.acd, locked).length > 0) this.#hear({ kind: "screens", locked: [...locked], at: this.#deps.clock() });
  };

  readonly #lost = (): void => {
    const held = this.#held;
    this.#held = null;
    this.#lostAt ??= performance.now();
    void held?.giveBack();
  };

  /** Takes the lock of the lines again. The port at which the edge finds the room is still ours, so that no second server can run them meanwhile. */
  async #regain(): Promise<void> {
    const held = await lockLines(this.#deps.db, this.#lost).catch(() => undefined);
    if (held === undefined) {
      this.#lostAt = performance.now();
      return;
    }
    if (held !== null) {
      [this.#held, this.#lostAt] = [held, null];
      void this.#running?.writer.run();
    } else if (performance.now() - (this.#lostAt ?? 0) > REGAIN_MS) {
      this.#deps.log.error("lines: another server took over, stopping");
      await this.#turns.run(() => this.#stop());
    }
  }

  async #begin(): Promise<void> {
    const { db, log } = this.#deps;
    if (this.#ended) return;
    this.#held = await lockLines(db, this.#lost);
    if (this.#held === null) return;
    await using stack = new AsyncDisposableStack();
    // All of one moment: a commit of the last server may still be on its way.
    const read = async (tx: Tx) => [await readLinesNow(tx), await marks(tx), await behindLocks(tx)] as const;
    const reading = transaction(db, SYSTEM, read, { readOnly: true, isolation: "repeatable read" });
    reading.catch(() => undefined);
    const journal = stack.use(await openLinesJournal(await this.#deps.openJournal(), log, db.vault));
    const [rows, markOf, locked] = await reading;
    this.#now = rows;
    let isEarly = true;
    const mayWrite = (): boolean => this.#held !== null && !isEarly;
    const writer = new TurnWriter({ db, log, journal, mayWrite, screens: this.#screens }, rows);
    // Turns that the last server had not written are played again: the same events, moments and ids give the same state. Their orders were given.
    for (const { event, at, ids, place } of await journal.since(markOf(journal.id))) {
      const turn = this.#play(event, at, ids);
      if (turn === null) continue;
      [this.#last, this.#now] = [at, turn.now];
      writer.add({ turn, place });
    }
    const exchange = stack.use(await this.#deps.startExchange(this.#hearAndWrite, journal.stored));
    const survivors = await exchange.recover(this.#marks());
    this.#running = { exchange, journal, writer };
    stack.move();
    try {
      this.#recover(exchange, survivors, locked);
    } catch (cause) {
      log.error({ err: cause }, "lines: recovery of calls failed");
    }
    // The rows follow: a caller who rang meanwhile does not wait for them.
    const answered = Promise.race([exchange.open(), sleep(EARLY_MS, undefined, { ref: false })]);
    this.#early = answered
      .catch((cause: unknown) => log.error({ err: cause }, "lines: callers who waited were not answered"))
      .then(() => {
        isEarly = false;
        writer.runSoon();
      });
  }

  /** Makes true again what the last server left. One call that cannot be recovered keeps no other from it. */
  #recover(exchange: Exchange, survivors: readonly Survivor[], locked: ReadonlySet<string>): void {
    this.#sayOtherRooms(this.#now.lines);
    for (const { callId } of survivors.filter((each) => this.#isUnknown(each))) void exchange.hangUp(callId);
    // A caller whom the last server had answered, and no more.
    for (const { callId, arrival } of survivors)
      if (arrival !== undefined && this.#now.calls.get(callId) === undefined) this.#take({ kind: "arrived", callId, ...arrival });
    this.#followMissedStep();
    const at = this.#deps.clock();
    if (asksForScreens(this.#now.acd) && changedScreens(this.#now.acd, locked).length > 0)
      this.#take({ kind: "screens", locked: [...locked], at });
    const calls = [...this.#now.calls.values()].flatMap(({ callId, goesOn }) => (goesOn ? [callId] : []));
    const legs = new Map(survivors.map((each) => [each.callId, each.legs.map(({ legId }) => legId)]));
    const recovered = (callIds: readonly string[]): boolean =>
      this.#take({ kind: "recovered", calls: callIds.map((callId) => ({ callId, legs: legs.get(callId) ?? null })), at }) !== null;
    const goOn = calls.filter((callId) => legs.has(callId));
    if (!recovered(goOn)) for (const callId of goOn) recovered([callId]);
    // Each is a turn of its own: an end that the database never takes keeps no other from being written.
    for (const callId of calls) if (!legs.has(callId)) recovered([callId]);
  }

  /** Follows a step back of the clock while no server was there: nothing would run out until the clock is where it was. */
  #followMissedStep(): void {
    // Moments that move with every step that was seen: the row of a call goes on to say by which clock it arrived.
    const moments = [...this.#now.calls.values(), ...this.#now.acd.takers.values()].map(({ since }) => since);
    const now = this.#deps.clock();
    const behindMs = now - Math.max(this.#last, ...moments);
    if (behindMs > -MISSED_STEP_MS) return;
    [this.#last, this.#ranOut] = [now, now];
    this.#take({ kind: "clock_stepped", byMs: behindMs, at: now });
  }

  /** The last packets of which text was taken, by call. */
  #marks(): ReadonlyMap<string, TextMark> {
    return new Map([...this.#now.calls.values()].flatMap(({ callId, text }) => (text?.mark ? [[callId, text.mark] as const] : [])));
  }

  /** True for a call that is neither a caller's nor beside a call that goes on. */
  #isUnknown({ callId, arrival }: Survivor): boolean {
    const isBeside = [...this.#now.legs.values()].some(({ target }) => target.consult === callId);
    return arrival === undefined && this.#now.calls.get(callId) === undefined && !isBeside;
  }

  async #stop(): Promise<void> {
    for (const timer of [this.#timer, this.#waking]) clearTimeout(timer);
    this.#waking = undefined;
    const running = this.#running;
    await running?.exchange[Symbol.asyncDispose]();
    await this.#journaled;
    if (this.#held !== null && running?.writer.isAway === false) await running.writer.run();
    const held = this.#held;
    [this.#held, this.#running] = [null, null];
    await this.#lanes.idle();
    await running?.journal[Symbol.asyncDispose]();
    await held?.giveBack();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    for (const timer of this.#later) clearTimeout(timer);
    await this.#looking;
    await this.#turns.run(() => this.#stop());
  }
}
