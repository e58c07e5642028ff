import { appendAll, type NewEntry } from "../audit/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { tell, type Telling } from "../platform/live/index.ts";
import { keepAcd } from "./acd-store.ts";
import { referenceOf } from "./calls-queries.ts";
import { gatherEvents, writeEvents } from "./events-store.ts";
import { writeLegs } from "./legs-store.ts";
import type { LinesNow } from "./lines-now.ts";
import { tellingsOfCalls } from "./tell-call.ts";
import { writeTexts } from "./text-store.ts";

/** References of calls that go on, so that the same row is not read for each entry of the log. */
export type References = Map<string, string>;

/** Something that is written after its turn has taken effect in memory. It may be run again, in another transaction. */
export type Write = (writing: Writing) => Promise<void>;

/** The part of a turn that is written, and calls and call-takers that screens are told of. */
type ToWrite = {
  readonly writes: readonly Write[];
  readonly touched: ReadonlySet<string>;
  readonly touchedTakers: ReadonlySet<string>;
  readonly left: readonly string[];
};

/** A transaction into which turns are written, one after the other. */
export class Writing {
  readonly tx: Tx;
  readonly entries: NewEntry[] = [];
  readonly tellings: Telling[] = [];
  /** Calls that screens are told of. */
  readonly touched = new Set<string>();
  readonly #touchedTakers = new Set<string>();
  readonly #left = new Set<string>();
  readonly #references: References;
  readonly #unwritten: ReadonlySet<string>;
  #queue: LinesNow;

  /** `queue` is what the rows say now; calls in `unwritten` have no row, and so no place in the queue's rows. */
  constructor(tx: Tx, queue: LinesNow, references: References, unwritten: ReadonlySet<string>) {
    gatherEvents(tx);
    this.tx = tx;
    this.#queue = queue;
    this.#references = references;
    this.#unwritten = unwritten;
  }

  /** Remembers the reference that this transaction has just given to a call. */
  refer(callId: string, reference: string): void {
    this.#references.set(callId, reference);
  }
  /** The reference of a call; null where the call was never written. */
  async reference(callId: string): Promise<string | null> {
    const found = this.#references.get(callId) ?? (await referenceOf(this.tx, callId));
    if (found !== null) this.refer(callId, found);
    return found;
  }

  /** Writes what a turn ordered, from its `from`th write on; returns where to go on. */
  async take(turn: ToWrite, from = 0): Promise<number> {
    for (const write of turn.writes.slice(from)) await write(this);
    for (const callId of turn.touched) this.touched.add(callId);
    for (const takerId of turn.touchedTakers) this.#touchedTakers.add(takerId);
    for (const callId of turn.left) this.#left.add(callId);
    return turn.writes.length;
  }

  /** Writes what was gathered, and the queue as it stands, so that what is read next in this transaction is what they say. */
  async keep(now: LinesNow): Promise<void> {
    await writeEvents(this.tx);
    await writeLegs(this.tx);
    await writeTexts(this.tx);
    const { calls, takers } = await keepAcd(this.tx, this.#queue.acd, now.acd, this.#unwritten);
    this.#queue = now;
    for (const callId of calls) this.touched.add(callId);
    for (const takerId of takers) this.#touchedTakers.add(takerId);
  }

  /** Writes the end of the transaction: the log, then what the screens are told, which all who write wait for. */
  async close(at: number): Promise<void> {
    const told = await tellingsOfCalls(this.tx, at, [...this.touched], [...this.#touchedTakers], this.#left);
    if (this.entries.length > 0) await appendAll(this.tx, this.entries);
    await tell(this.tx, at, [...told, ...this.tellings]);
  }
}
