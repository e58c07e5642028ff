import { appendAll, type NewEntry } from "../../audit/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { enqueueAll, type ToEnqueue } from "../../platform/jobs/index.ts";
import { tell, type Telling } from "../../platform/live/index.ts";
import { writeAcd } from "../rows/acd-store.ts";
import type { CallEnding } from "@amaliyat/domain/calls";
import {
  endCalls,
  lockForChange,
  insertCalls,
  type BegunCall,
  type EndedCall,
  type LockedCall,
  type NewCall,
} from "../rows/calls-store.ts";
import { referenceOf } from "../rows/calls-queries.ts";
import { gatherEvents, writeEvents } from "../rows/events-store.ts";
import { writeLegs } from "../rows/legs-store.ts";
import type { LinesNow } from "./lines-now.ts";
import { insertRecordings, type NewRecording } from "../rows/recordings-store.ts";
import { tellingsOfCalls } from "../tell-call.ts";
import { writeTexts } from "../rows/text-store.ts";

/** References of calls that go on, so that the same row is not read for each entry of the log. */
export type References = Map<string, string>;

/** Something that is written after its turn has taken effect in memory. It may be run again, in another transaction. */
export type Write = (writing: Writing) => Promise<void>;

/** Needs of the writes of a turn from the database: all turns of a batch ask for it at once, before the first of them is written. */
export type Needs = {
  readonly begins: readonly NewCall[];
  readonly ends: readonly string[];
  readonly records: readonly { readonly callId: string; readonly file: string }[];
  /** True if it changes what turns before it wrote: it is written apart from them. */
  readonly isApart: boolean;
};

/** The part of a turn that is written, and calls and call-takers that screens are told of. */
type ToWrite = {
  readonly needs: Needs;
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
  readonly #begun = new Map<string, BegunCall | null>();
  readonly #held = new Map<string, Omit<LockedCall, "files"> & { readonly files: Set<string> }>();
  readonly #ended: EndedCall[] = [];
  readonly #recorded: NewRecording[] = [];
  readonly #jobs: ToEnqueue[] = [];
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

  /** Inserts the calls that turns begin, and reads what their other writes need. Two statements, however many turns there are. */
  async prepare(turns: readonly Pick<ToWrite, "needs">[]): Promise<void> {
    const needs = turns.map((turn) => turn.needs);
    const begins = new Map(needs.flatMap((each) => each.begins.map((call) => [call.callId, call] as const)));
    for (const callId of this.#begun.keys()) begins.delete(callId);
    const begun = await insertCalls(this.tx, [...begins.values()]);
    for (const callId of begins.keys()) this.#begun.set(callId, begun.get(callId) ?? null);
    for (const [callId, { reference }] of begun) this.refer(callId, reference);
    const records = needs.flatMap((each) => each.records);
    const ends = needs.flatMap((each) => each.ends).filter((callId) => !this.#held.has(callId));
    // Read again for a call that is locked already: its files were asked for by other names.
    const changed = new Set([...ends, ...records.map(({ callId }) => callId)]);
    const files = records.map(({ file }) => file);
    for (const held of await lockForChange(this.tx, [...changed], files))
      this.#held.set(held.callId, { ...held, files: new Set(held.files).union(this.#held.get(held.callId)?.files ?? new Set()) });
  }

  /** The call that was begun for a turn; null where it was there already, or another turn has begun it. */
  begun(callId: string): BegunCall | null {
    const begun = this.#begun.get(callId) ?? null;
    this.#begun.set(callId, null);
    return begun;
  }

  /** Ends a call, and returns its ending: a person may have said before that nobody spoke. */
  end(ended: EndedCall): CallEnding {
    this.#ended.push(ended);
    return ended.ending === "answered" && this.#held.get(ended.callId)?.silent === true ? "silent" : ended.ending;
  }

  /** Notes a recording; false where its call has one of this file already, null where there is no such call. */
  record(recording: NewRecording): boolean | null {
    const held = this.#held.get(recording.callId);
    if (held === undefined) return null;
    if (held.files.has(recording.file)) return false;
    held.files.add(recording.file);
    this.#recorded.push(recording);
    return true;
  }

  /** Enqueues a job with the others. */
  enqueue(job: ToEnqueue): void {
    this.#jobs.push(job);
  }

  /** Writes what a turn ordered, from its `from`th write on; returns where to go on. */
  async writeTurn(turn: ToWrite, from = 0): Promise<number> {
    for (const write of turn.writes.slice(from)) await write(this);
    for (const callId of turn.touched) this.touched.add(callId);
    for (const takerId of turn.touchedTakers) this.#touchedTakers.add(takerId);
    for (const callId of turn.left) this.#left.add(callId);
    return turn.writes.length;
  }

  /** Writes what was gathered, and the queue as it stands, so that what is read next in this transaction is what they say. */
  async flush(now: LinesNow): Promise<void> {
    await writeEvents(this.tx);
    await insertRecordings(this.tx, this.#recorded.splice(0));
    await enqueueAll(this.tx, this.#jobs.splice(0));
    await writeLegs(this.tx);
    await endCalls(this.tx, this.#ended.splice(0));
    await writeTexts(this.tx);
    const { calls, takers } = await writeAcd(this.tx, this.#queue.acd, now.acd, this.#unwritten);
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
