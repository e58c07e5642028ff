import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { afterEnd, dbOf, type Db, type Ending, type Tx } from "../../platform/database/index.ts";
import type { Journal } from "../../platform/journal/index.ts";
import { LogUnavailable } from "../../platform/log-unavailable.ts";
import type { Log } from "../../platform/log.ts";
import { isOurs, macOf } from "./entry-mac.ts";
import { LogAlarm } from "../folder/log-alarm.ts";

/** Entries that this node appended and the database committed, by index; and those that were rolled back and must never appear. */
export const KEPT = "log.kept";
const UNDONE = "log.undone";
const NODE = "log.node";
export const MACS_FROM = "log.macs_from";
const SETTLED = "log.settled";
const ADOPTED = "log.adopted";
const DOUBTED = "log.doubted";

/** Rolled-back entries that are remembered across a start; one is rare, and an older one could pass only while the room stands still. */
const UNDONE_KEPT = 100_000;
/** Records that may be dropped before they are: each time costs a sync. */
const DROP_AT = 1_000;

/** A row of the log, as far as a witness asks. */
export type WitnessedRow = {
  readonly index: number;
  readonly commitment: Buffer;
  readonly node: string | null;
  readonly mac: Buffer | null;
};

/** A record of entries that follow one another: the first index, then their commitments in hexadecimal. */
const keptRecord = (first: number, commitments: readonly string[]): string => [first, ...commitments].join(" ");

export function readKept(text: string): { readonly index: number; readonly commitment: string }[] {
  const [first, ...commitments] = text.split(" ");
  return commitments.map((commitment, i) => ({ index: Number(first) + i, commitment }));
}

/** Parts that may shut the log: a schema that is not ours, a journal that cannot be written. */
type Refuser = "schema" | "journal";

type Mark = { readonly commitment: string; readonly place: number | null };

type Kept = {
  readonly node: string;
  readonly macsFrom: number | null;
  readonly settledTo: number;
  readonly adoptedTo: number;
  readonly doubted: Set<string>;
  readonly marks: Map<number, Mark>;
  readonly undone: Set<string>;
};

export type WitnessOptions = { readonly journal: Journal; readonly key: Buffer; readonly log: Log };

/** The application's own knowledge of what it appended, against which the database is held. */
export class LogWitness {
  readonly node: string;
  readonly journal: Journal;
  /** With it the room makes its MACs and signs what two people consented to. */
  readonly key: KeyObject;
  readonly #log: Log;
  /** Appended by this node and not known to be rolled back; `place` in the journal once it was committed. */
  readonly #marks: Map<number, Mark>;
  readonly #undone: Set<string>;
  readonly #unknown = new Set<string>();
  #macsFrom: number | null;
  #last: number;
  #settledTo: number;
  #adoptedTo: number;
  readonly #doubted: Set<string>;
  readonly #refused = new Map<Refuser, string>();
  /** Committed, and not in the journal yet, because the disk did not take them. */
  #unwritten: { readonly first: number; readonly names: readonly string[] }[] = [];
  readonly #faults = new Map<string, LogAlarm>();
  #droppable = 0;

  private constructor(options: WitnessOptions, kept: Kept) {
    this.journal = options.journal;
    this.#log = options.log;
    this.key = createSecretKey(options.key);
    this.node = kept.node;
    this.#macsFrom = kept.macsFrom;
    this.#settledTo = kept.settledTo;
    this.#adoptedTo = kept.adoptedTo;
    this.#doubted = kept.doubted;
    this.#marks = kept.marks;
    this.#undone = kept.undone;
    this.#last = kept.marks.keys().reduce((last, index) => Math.max(last, index), -1);
  }

  /** Reads what the node knew when it ended. A node without a journal is a new one. */
  static async open(options: WitnessOptions): Promise<LogWitness> {
    const { journal } = options;
    const marks = new Map<number, Mark>();
    for (const { place, text } of await journal.replay(KEPT))
      for (const { index, commitment } of readKept(text)) marks.set(index, { commitment, place });
    const undone = (await journal.replay(UNDONE)).slice(-UNDONE_KEPT);
    const known = await journal.get(NODE);
    const node = known ?? randomBytes(8).toString("hex");
    // Only a new node writes: a start over a full disk goes on.
    if (known === null) await journal.put(NODE, node);
    const macsFrom = await journal.get(MACS_FROM);
    const [settledTo = 0, adoptedTo = 0] = (await Promise.all([journal.get(SETTLED), journal.get(ADOPTED)])).map(Number);
    const doubted = (await journal.get(DOUBTED)) ?? "";
    return new LogWitness(options, {
      node,
      macsFrom: macsFrom === null ? null : Number(macsFrom),
      settledTo,
      adoptedTo,
      doubted: new Set(doubted === "" ? [] : doubted.split(" ")),
      marks,
      undone: new Set(undone.flatMap(({ text }) => text.split(" "))),
    });
  }

  /** Index of the first entry that must carry a MAC; null before this node has set it. */
  get macsFrom(): number | null {
    return this.#macsFrom;
  }

  async beginMacs(from: number): Promise<void> {
    this.#macsFrom = from;
    await this.journal.put(MACS_FROM, String(from));
  }

  mac(commitment: Uint8Array): Buffer {
    return macOf(this.key, this.node, commitment);
  }

  isOurs({ node, commitment, mac }: Omit<WitnessedRow, "index">): boolean {
    return isOurs(this.key, node, commitment, mac);
  }

  /** Lets nothing be appended, and so nothing be done, until the same one allows it. */
  refuse(who: Refuser, reason: string): void {
    this.#refused.set(who, reason);
  }

  allow(who: Refuser): void {
    this.#refused.delete(who);
  }

  /** Throws `LogUnavailable` if nothing may be appended now. */
  assertOpen(): void {
    const [reason] = this.#refused.values();
    if (reason !== undefined) throw new LogUnavailable(reason, { isShut: true });
  }

  /** Keeps an alarm that one finder raises outside the rows of the log. It stands until the same finder takes it back. */
  fault(finder: string, found: LogAlarm | null): void {
    if (found === null) this.#faults.delete(finder);
    else this.#faults.set(finder, found);
  }

  get standing(): LogAlarm | null {
    return this.#faults.values().next().value ?? null;
  }

  /** Takes note of entries that were seen in their rows; they count once the transaction has committed, and the reply waits until it is on the disk. */
  note(tx: Tx, first: number, commitments: readonly Buffer[]): void {
    const names = commitments.map((each) => each.toString("hex"));
    for (const [i, commitment] of names.entries()) this.#marks.set(first + i, { commitment, place: null });
    afterEnd(tx, (ending) => this.#ended(ending, first, names));
  }

  async #ended(ending: Ending, first: number, names: readonly string[]): Promise<void> {
    if (ending === "committed") return this.#keep(first, names);
    for (const [i, commitment] of names.entries()) {
      if (this.#marks.get(first + i)?.commitment === commitment) this.#marks.delete(first + i);
      if (ending === "unknown") this.#unknown.add(commitment);
      else this.#undone.add(commitment);
    }
    if (ending === "rolled back") await this.journal.append(UNDONE, [names.join(" ")]);
  }

  /** Writes again the records that the disk did not take. Until it has them nothing is appended. */
  async retry(): Promise<void> {
    const waiting = this.#unwritten;
    if (waiting.length === 0) return;
    if (!(await this.#keepDoubted())) return;
    this.#unwritten = [];
    for (const { first, names } of waiting) await this.#keep(first, names);
    if (this.#unwritten.length === 0) this.allow("journal");
  }

  #shut(cause: unknown): void {
    this.refuse("journal", "the journal of the log cannot be written");
    this.#log.error({ err: cause }, "log: journal not writable, appends wait");
  }

  async #keep(first: number, names: readonly string[]): Promise<void> {
    let place: number;
    try {
      place = await this.journal.append(KEPT, [keptRecord(first, names)]);
    } catch (cause) {
      this.#unwritten.push({ first, names });
      this.#shut(cause);
      return;
    }
    for (const [i, commitment] of names.entries()) this.#marks.set(first + i, { commitment, place });
    this.#last = Math.max(this.#last, first + names.length - 1);
  }

  /** The index of the last entry that was acknowledged here; -1 before the first. The database must have more entries than that. */
  get last(): number {
    return this.#last;
  }

  /** Throws `LogAlarm` if a row is not one of the room's, or not the one that this node was told is there. */
  compare(rows: readonly WitnessedRow[]): void {
    for (const row of rows) {
      const name = row.commitment.toString("hex");
      const known = this.#marks.get(row.index)?.commitment;
      if (known !== undefined && known !== name)
        throw new LogAlarm(row.index, "the entry is not the one that was acknowledged at this place");
      if (this.#macsFrom === null || row.index < this.#macsFrom) continue;
      if (!this.isOurs(row)) throw new LogAlarm(row.index, "the entry was not made by the room: its MAC is wrong or missing");
    }
  }

  /** The same, and for rows that are not signed yet: those of this node must have been made by it, once. */
  compareNew(rows: readonly WitnessedRow[]): void {
    this.compare(rows);
    for (const row of rows) {
      if (row.node !== this.node || this.#macsFrom === null || row.index < this.#macsFrom || this.#marks.has(row.index)) continue;
      const name = row.commitment.toString("hex");
      if (!this.#unknown.delete(name)) throw new LogAlarm(row.index, "the entry was put there again or after it had been given up");
      // The connection was lost at its commit, which succeeded.
      void this.#keep(row.index, [name]);
    }
  }

  /** Rows of this node that its journal does not know: those that were committed while it was killed. */
  unknownOf(rows: readonly WitnessedRow[]): WitnessedRow[] {
    return rows.filter((row) => row.node === this.node && !this.#marks.has(row.index));
  }

  /**
   * Takes over entries that were committed while the node was killed. Throws `LogAlarm` on one that had been rolled back, or that this node
   * knows from another place. Older places are looked for later, by `doubted`: callers wait for this start.
   */
  async adopt(rows: readonly WitnessedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const known = new Set([...this.#marks.values()].map(({ commitment }) => commitment));
    /** Entries that follow one another are one record. */
    const runs: { readonly first: number; readonly names: string[] }[] = [];
    for (const { index, commitment } of rows) {
      const name = commitment.toString("hex");
      if (this.#undone.has(name)) throw new LogAlarm(index, "the entry had been rolled back");
      if (known.has(name)) throw new LogAlarm(index, "the entry stands in the log twice");
      known.add(name);
      const last = runs.at(-1);
      if (last !== undefined && last.first + last.names.length === index) last.names.push(name);
      else runs.push({ first: index, names: [name] });
      this.#doubted.add(name);
      this.#marks.set(index, { commitment: name, place: null });
    }
    const isDoubtKept = await this.#keepDoubted();
    for (const { first, names } of runs) {
      if (isDoubtKept) await this.#keep(first, names);
      else this.#unwritten.push({ first, names });
    }
  }

  /** Writes the commitments in doubt. False if the disk took no record: then nothing is appended until `retry` succeeds. */
  async #keepDoubted(): Promise<boolean> {
    try {
      await this.journal.put(DOUBTED, [...this.#doubted].join(" "));
      return true;
    } catch (cause) {
      this.#shut(cause);
      return false;
    }
  }

  /** Commitments that a start took over and that nobody has looked for in the whole log yet. */
  get doubted(): readonly Buffer[] {
    return [...this.#doubted].map((name) => Buffer.from(name, "hex"));
  }

  /** Notes that each of these stands in the log once. */
  async trust(commitments: readonly Buffer[]): Promise<void> {
    for (const each of commitments) this.#doubted.delete(each.toString("hex"));
    await this.journal.put(DOUBTED, [...this.#doubted].join(" "));
  }

  /** Below this a start of this node has found every entry of its own: those that it did not know were adopted. */
  get adoptedTo(): number {
    return this.#adoptedTo;
  }

  /** Notes that every entry of this node below `size`, the size of the log, is known. If the disk takes no record, the next start reads them again. */
  async adopted(size: number): Promise<void> {
    if (size === this.#adoptedTo) return;
    this.#adoptedTo = size;
    if (this.#unwritten.length > 0) return;
    await this.journal.put(ADOPTED, String(size)).catch((cause: unknown) => this.#log.warn({ err: cause }, "log: adopted size not kept"));
  }

  /** Below this the journal may have forgotten entries of this node. */
  get settledTo(): number {
    return this.#settledTo;
  }

  /** Forgets entries below `size`, which a signed tree vouches for; the last one stays, as the witness of how far the log had come. */
  async settled(size: number): Promise<void> {
    for (const [index, { place }] of this.#marks) {
      if (place === null || index >= size || index === this.#last) continue;
      this.#marks.delete(index);
      this.#droppable += 1;
    }
    if (this.#droppable < DROP_AT) return;
    this.#droppable = 0;
    const places = [...this.#marks.values()].flatMap(({ place }) => place ?? []);
    const lowest = places.reduce((least, place) => Math.min(least, place), Number.MAX_SAFE_INTEGER);
    if (lowest === Number.MAX_SAFE_INTEGER) return;
    this.#settledTo = size;
    await Promise.all([this.journal.put(SETTLED, String(size)), this.journal.truncate(KEPT, lowest)]);
  }
}

/** By pool: a database that was opened with keys is another object over the same one. */
const witnesses = new WeakMap<Db["pool"], LogWitness>();

/** From now on everything that is appended over this pool is sealed and witnessed. */
export const setWitness = (db: Db, witness: LogWitness): void => void witnesses.set(db.pool, witness);

export const witnessOfDb = (db: Db): LogWitness | null => witnesses.get(db.pool) ?? null;

/** Raises an alarm for what a feature found of its own rows, or takes it back; it is told like one of the log's rows. */
export const tellAlarm = (db: Db, finder: string, reason: string | null): void =>
  witnessOfDb(db)?.fault(finder, reason === null ? null : new LogAlarm(null, reason));

/** The witness of the pool that a transaction runs on; null for a program that is not the room. */
export const witnessOf = (tx: Tx): LogWitness | null => witnessOfDb(dbOf(tx));
