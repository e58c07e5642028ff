import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseGone, mayPass, SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import { LogUnavailable } from "../../platform/log-unavailable.ts";
import type { Log } from "../../platform/log.ts";
import { endCalls } from "../rows/calls-store.ts";
import { endLeg, writeLegs } from "../rows/legs-store.ts";
import type { LinesJournal } from "./lines-journal.ts";
import type { LinesNow } from "./lines-now.ts";
import { lockMark, moveMark, readLinesNow, readMark, setMark, type Mark } from "./lines-now-store.ts";
import { asksForScreens } from "./screens.ts";
import { behindLocks } from "../rows/takers-store.ts";
import type { Turn } from "./turn.ts";
import { Writing, type References } from "./writing.ts";

/** A turn that has taken effect; `place` is null until it is on the disk, and 0 where the disk did not take it. */
export type Taken = { readonly turn: Turn; place: number | null };

/** Turns as they were written into a transaction that is not committed yet. */
type Written = { readonly writing: Writing; readonly committed: () => void };

const RETRY_MS = 250;
/** A turn waits so long for those that follow at once, and batches that follow each other have so long between them, ms. */
const [GATHER_MS, BETWEEN_MS] = [100, 300];
/** So often turns are tried that a database which is there did not take: more, and one of them would keep all others waiting. */
const MAX_TRIES = 5;
/**
 * Turns of one transaction, at first and at most. A transaction costs some ten statements, however many turns there are; the first one of a
 * server that has just begun takes a second on a busy machine. If that server is killed too, it must have written more than came meanwhile.
 */
const [FIRST_AT_ONCE, MOST_AT_ONCE] = [400, 800];

type WriterDeps = {
  readonly db: Db;
  readonly log: Log;
  readonly journal: LinesJournal;
  /** False while this process may not write: another one may have the lines, or this one ends. */
  readonly mayWrite: () => boolean;
  /** The people whose screens are locked, as the rows say; told after each batch while it matters. */
  readonly screens: (locked: ReadonlySet<string>) => void;
};

const placeOf = (batch: readonly Taken[]): number => Math.max(0, ...batch.map(({ place }) => place ?? 0));

/** Ends what a command began in the rows alone: nobody heard of its commit, so that its person was told that it failed. */
async function undo(tx: Tx, doubt: LinesNow, { calls, legs }: LinesNow): Promise<void> {
  const at = new Date(Math.max(0, ...[...doubt.calls.values()].map(({ arrivedAt }) => arrivedAt)));
  const ended = [...doubt.calls.keys()].filter((callId) => !calls.has(callId));
  for (const legId of doubt.legs.keys()) if (!legs.has(legId)) endLeg(tx, legId, at);
  await writeLegs(tx);
  await endCalls(
    tx,
    ended.map((callId) => ({ callId, at, ending: "unreached", by: "room" })),
  );
}

/** Turns in groups that are written together: one that changes what others before it wrote stands alone. */
function groupsOf(taken: readonly Taken[]): Turn[][] {
  const groups: Turn[][] = [[]];
  for (const { turn } of taken) {
    if (turn.needs.isApart) groups.push([turn], []);
    else groups.at(-1)?.push(turn);
  }
  return groups.filter((group) => group.length > 0);
}

/** Writes turns into the database, in batches, after they have taken effect. Turns that the database does not take wait, in their order. */
export class TurnWriter {
  readonly #deps: WriterDeps;
  readonly #waiting: Taken[] = [];
  readonly #references: References = new Map();
  readonly #unwritten = new Set<string>();
  /** The lines as the rows say. */
  #rows: LinesNow;
  #running: Promise<void> | null = null;
  /** True while somebody waits until all is written; otherwise what comes while a batch is written waits for the next. */
  #writesAll = false;
  #soon: NodeJS.Timeout | undefined;
  #limit = FIRST_AT_ONCE;
  /** Time of the last written batch, of `performance.now()`. */
  #writtenAt = -Infinity;
  #isAway = false;
  /** The lines after commands of which nobody heard whether they were committed: the next batch writes what is true instead. */
  readonly #doubts: LinesNow[] = [];
  /** The batch that the rows contain last; null where nobody can say: before the first batch, and after one that failed. */
  #last: string | null = null;
  /** Batches since the last that was heard to be committed, and the newest turn of each. One of them may be committed all the same, also later. */
  readonly #unheard = new Map<string, Taken>();

  constructor(deps: WriterDeps, rows: LinesNow) {
    this.#deps = deps;
    this.#rows = rows;
  }

  /** True since the database did not answer, until it has taken something. */
  get isAway(): boolean {
    return this.#isAway;
  }

  add(taken: Taken): void {
    this.#waiting.push(taken);
  }

  /** Begins to write a moment later: a caller who arrives, is offered and rings is one batch; where many call, several callers are one. */
  runSoon(): void {
    const sinceLast = performance.now() - this.#writtenAt;
    this.#soon ??= setTimeout(() => void this.#go(), Math.max(GATHER_MS, BETWEEN_MS - sinceLast));
  }

  /** Begins to write what is on the disk, if nothing does yet; ends when nothing that can be written waits. */
  async run(): Promise<void> {
    this.#writesAll = true;
    await this.#go();
    if (this.#ready().length > 0 && this.#deps.mayWrite()) await this.run();
  }

  #go(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#running ??= this.#run().finally(() => {
      [this.#running, this.#writesAll] = [null, false];
      if (this.#ready().length > 0 && this.#deps.mayWrite()) this.runSoon();
    });
    return this.#running;
  }

  /**
   * Ends when all that can be written is; `DatabaseGone` where the database takes nothing within a while. One that was away is asked whether it is
   * back before anybody's turn waits for it.
   */
  async reach(withinMs?: number): Promise<void> {
    if (withinMs === undefined) return this.run();
    const patience = new AbortController();
    const late = sleep(withinMs, undefined, { signal: patience.signal }).then(() => Promise.reject(new DatabaseGone("turns wait")));
    try {
      await Promise.race([this.run(), late]);
    } finally {
      patience.abort();
      late.catch(() => undefined);
    }
    if (!this.#isAway) return;
    await transaction(this.#deps.db, SYSTEM, (tx) => readMark(tx, this.#deps.journal.id), { readOnly: true, withinMs });
    this.#isAway = false;
  }

  /** A command's transaction failed; `after` is what the lines would have been, which the rows say where nobody heard of its commit. */
  failed(cause: unknown, after: LinesNow | null): void {
    this.#last = null;
    this.#references.clear();
    if (!(cause instanceof DatabaseGone)) return;
    this.#isAway = true;
    if (cause.maybeCommitted && after !== null) this.#doubts.push(after);
  }

  /** The turns that are on the disk, up to the first that is not yet. */
  #ready(): readonly Taken[] {
    const end = this.#waiting.findIndex(({ place }) => place === null);
    return end < 0 ? this.#waiting.slice() : this.#waiting.slice(0, end);
  }

  async #run(): Promise<void> {
    /** So many turns are tried each by itself, to find the one that the database does not take. */
    let single = 0;
    let tried = 0;
    let isDone = false;
    for (let ready = this.#ready(); ready.length > 0 && this.#deps.mayWrite() && !isDone; ready = this.#ready()) {
      const batch = ready.slice(0, single > 0 ? 1 : this.#limit);
      try {
        await this.#write(batch);
        this.#writtenAt = performance.now();
        if (batch.length === this.#limit) this.#limit = Math.min(MOST_AT_ONCE, this.#limit * 2);
        [single, tried] = [Math.max(0, single - 1), 0];
        isDone = !this.#writesAll && single === 0 && batch.length === ready.length;
      } catch (cause) {
        this.#last = null;
        // A reference that was rolled back is another call's.
        this.#references.clear();
        // A database or a log that takes nothing from anybody is waited for: no turn is at fault.
        if (cause instanceof DatabaseGone || (cause instanceof LogUnavailable && cause.isShut)) this.#isAway = true;
        else if (++tried === MAX_TRIES || !mayPass(cause)) {
          tried = 0;
          if (batch.length > 1) single = batch.length;
          else {
            this.#giveUp(batch[0], cause);
            single = Math.max(0, single - 1);
          }
        }
        await sleep(RETRY_MS);
      }
    }
  }

  async #write(batch: readonly Taken[]): Promise<void> {
    const { db, screens } = this.#deps;
    const { locked, committed } = await transaction(db, SYSTEM, async (tx) => {
      const { writing, committed: done } = await this.#into(tx, batch);
      await writing.close(batch.at(-1)?.turn.at ?? 0);
      const now = batch.at(-1)?.turn.now;
      return { locked: now !== undefined && asksForScreens(now.acd) ? await behindLocks(tx) : null, committed: done };
    });
    committed();
    if (locked !== null) screens(locked);
  }

  /** Writes all that waits into a transaction of a command, so that what is read there is what the switchboard knows. */
  into(tx: Tx): Promise<Written> {
    return this.#into(tx, this.#ready());
  }

  async #into(tx: Tx, first: readonly Taken[]): Promise<Written> {
    const mark = { journalId: this.#deps.journal.id, place: placeOf(first), batch: randomUUID() };
    const there = await this.#mark(tx, mark);
    // The rows may contain more than was to be written now.
    const batch = there < first.length ? first : this.#waiting.slice(0, there + 1);
    const rows = batch[there]?.turn.now ?? this.#rows;
    const doubts = [...this.#doubts];
    const writing = new Writing(tx, doubts.length > 0 ? await readLinesNow(tx) : rows, this.#references, this.#unwritten);
    const missing = batch.slice(there + 1);
    const now = missing.at(-1)?.turn.now ?? rows;
    for (const group of groupsOf(missing)) {
      await writing.prepare(group);
      for (const turn of group) await writing.writeTurn(turn);
      await writing.flush(group.at(-1)?.now ?? now);
    }
    await writing.flush(now);
    for (const doubt of doubts) await undo(tx, doubt, now);
    const newest = batch.at(-1);
    if (newest !== undefined) this.#unheard.set(mark.batch, newest);
    // Until it is known to be committed, the rows are asked.
    this.#last = null;
    const committed = (): void => {
      this.#doubts.splice(0, doubts.length);
      this.#unheard.clear();
      this.#last = mark.batch;
      this.#committed(batch, now);
    };
    return { writing, committed };
  }

  /**
   * Moves the mark before anything else is written. Returns the index of the newest waiting turn that the rows contain already, -1 for
   * none. A batch that was given up may be committed long after; its turns are not written again.
   */
  async #mark(tx: Tx, mark: Mark): Promise<number> {
    if (this.#last !== null && (await moveMark(tx, mark, this.#last))) return -1;
    const found = await lockMark(tx, mark.journalId);
    await setMark(tx, { ...mark, place: Math.max(found.place, mark.place) });
    const heard = this.#unheard.get(found.batch ?? "");
    return this.#waiting.findLastIndex(
      (taken) => taken === heard || (taken.place !== null && taken.place > 0 && taken.place <= found.place),
    );
  }

  /** The rows are as after this turn of a command, whose own transaction has written it. */
  wrote(now: LinesNow): void {
    this.#rows = now;
    for (const callId of this.#references.keys()) if (!now.calls.has(callId)) this.#references.delete(callId);
  }

  #committed(batch: readonly Taken[], now: LinesNow): void {
    this.#isAway = false;
    this.#waiting.splice(0, batch.length);
    this.wrote(now);
    const place = placeOf(batch);
    if (place > 0)
      void this.#deps.journal
        .drop(place)
        .catch((error: unknown) => this.#deps.log.warn({ err: error }, "lines: written turns not removed from the journal"));
  }

  /** The database never takes a turn: its call goes on by what is in memory, and its place in the queue is written with the next turn. */
  #giveUp(taken: Taken | undefined, cause: unknown): void {
    if (taken === undefined) return;
    const { turn } = taken;
    this.#deps.log.error({ err: cause, calls: [...turn.touched] }, "lines: turn not written");
    for (const callId of turn.now.calls.keys()) if (!this.#rows.calls.has(callId)) this.#unwritten.add(callId);
    this.#waiting.shift();
  }
}
