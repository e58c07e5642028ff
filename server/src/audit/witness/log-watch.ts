import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { indexOfDouble, logSize } from "../audit-queries.ts";
import { insertAlarm } from "../audit-store.ts";
import { LogAlarm } from "../folder/log-alarm.ts";
import { entriesFrom } from "../log-rows-queries.ts";
import type { LogWitness } from "./log-witness.ts";
import type { SchemaGuard } from "./schema-guard.ts";

const LOOK_EVERY_MS = 1_000;
/** The log's own tables and functions: reading them takes the database some 15 ms. */
const LOG_SCHEMA_EVERY_MS = 5_000;
const WHOLE_SCHEMA_EVERY_MS = 60_000;
/** A node that does not publish holds its own entries against the database for so long; then the signed tree alone vouches for them. */
const OWN_KEPT = 100_000;
const BATCH = 5_000;
/** Rows of earlier runs that are compared at one look: a room that has just started answers callers first. */
const EARLIER_BATCH = 2_000;

export type LogWatchOptions = {
  readonly db: Db;
  readonly witness: LogWitness;
  readonly guard: SchemaGuard;
  /** Another part of this program publishes, and compares every row by that. */
  readonly publishes: boolean;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Checks every minute that the log's tables and functions in the whole schema are ours, and once what a start took over. If nobody publishes in this program, it also checks
 * every second that the entries of this node are in the database. The publisher reports the findings; without a publisher they are stored
 * in the database.
 */
export function startLogWatch({ db, witness, guard, publishes, clock, log }: LogWatchOptions): AsyncDisposable {
  /** Rows below `from` and from `earlier` on were seen by an earlier run of this node; they are compared once more, bit by bit. */
  let earlier = Math.max(witness.settledTo, witness.macsFrom ?? 0, witness.adoptedTo - OWN_KEPT);
  let from = Math.max(earlier, witness.adoptedTo);
  const firstOfRun = from;
  let wholeAt = -Infinity;
  let partAt = -Infinity;

  /** Compares rows from an index on; returns the index after the last of them. */
  const compareRows = async (tx: Tx, index: number, limit: number): Promise<number> => {
    const rows = await entriesFrom(tx, index, limit);
    if (rows.length === 0) throw new LogAlarm(index, "the entry is missing from the database");
    witness.compareNew(rows);
    return (rows.at(-1)?.index ?? index) + 1;
  };
  const compare = async (tx: Tx): Promise<void> => {
    const acknowledged = witness.last;
    const size = await logSize(tx);
    if (acknowledged >= size) throw new LogAlarm(size, `the database counts ${size} entries, but ${acknowledged + 1} were acknowledged`);
    while (from < size) from = await compareRows(tx, from, BATCH);
    if (earlier < firstOfRun) earlier = await compareRows(tx, earlier, Math.min(EARLIER_BATCH, firstOfRun - earlier));
    await witness.settled(earlier < firstOfRun ? Math.min(from - OWN_KEPT, earlier) : from - OWN_KEPT);
  };
  const lookAtSchema = async (): Promise<void> => {
    const now = performance.now();
    const whole = now - wholeAt >= WHOLE_SCHEMA_EVERY_MS;
    if (!whole && now - partAt < LOG_SCHEMA_EVERY_MS) return;
    const found = await guard.look(whole ? "all" : "log");
    partAt = now;
    if (whole) wholeAt = now;
    if (found.length > 0) log.error({ objects: found }, "database: changed from outside");
  };
  let isDoubleFound = false;
  const lookForDoubles = async (): Promise<void> => {
    const { doubted } = witness;
    if (doubted.length === 0 || isDoubleFound) return;
    const index = await transaction(db, SYSTEM, (tx) => indexOfDouble(tx, doubted), { readOnly: true, statementTimeoutMs: 60_000 });
    if (index === null) return witness.trust(doubted);
    isDoubleFound = true;
    const found = new LogAlarm(index, "the entry stands in the log twice");
    witness.fault("doubles", found);
    return log.error({ index, reason: found.message }, "log: tampering found");
  };
  const look = async (): Promise<void> => {
    try {
      await witness.retry();
      await lookAtSchema();
      await lookForDoubles();
      if (publishes) return;
      await transaction(db, SYSTEM, compare, { readOnly: true });
      witness.fault("rows", null);
    } catch (cause) {
      if (!(cause instanceof LogAlarm)) return log.warn({ err: cause }, "log: check failed, retrying");
      witness.fault("rows", cause);
      log.error({ index: cause.index, reason: cause.message }, "log: tampering found");
    }
    const standing = witness.standing;
    if (publishes || standing === null) return;
    await transaction(db, SYSTEM, (tx) => insertAlarm(tx, standing, clock())).catch((cause: unknown) =>
      log.error({ err: cause }, "log: alarm not stored"),
    );
  };
  let ended = false;
  let last: Promise<void> = Promise.resolve();
  const tick = (): void => {
    last = look().then(() => {
      if (!ended) timer = setTimeout(tick, LOOK_EVERY_MS);
    });
  };
  let timer = setTimeout(tick, LOOK_EVERY_MS);
  return {
    async [Symbol.asyncDispose]() {
      ended = true;
      clearTimeout(timer);
      await last;
      clearTimeout(timer);
    },
  };
}
