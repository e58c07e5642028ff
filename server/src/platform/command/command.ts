import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { transaction, type Db, type Scope, type Tx } from "../database/index.ts";
import type { Telling } from "../live/index.ts";

export type Refused = Refusal<ErrorCode>;

type Later<T> = T | Promise<T>;

/**
 * One act on one thing, as the steps that `runCommand` runs in one transaction, in this order. A refusal at any step is the answer, and the
 * steps before it are undone.
 */
export type Command<State, Decision, After, Answer, Entry> = {
  /** Locks the thing and reads it; null if it is not there or out of the caller's sight. */
  readonly lock: (tx: Tx) => Promise<State | null>;
  /** Rule of the domain on the locked state. Writes nothing. */
  readonly decide: (tx: Tx, state: State) => Later<Result<Decision, Refused>>;
  /** Writes the decision with all that follows from it; returns the thing after it. */
  readonly store: (tx: Tx, state: State, decision: Decision) => Promise<Result<After, Refused>>;
  /** Events for the screens, each with its audience. */
  readonly publish: (tx: Tx, after: After, state: State) => Later<readonly Telling[]>;
  /** The reply to the caller. */
  readonly answer: (tx: Tx, after: After) => Later<Answer>;
  /** Entries for the log; none if the thing was so already and the act is written down elsewhere. */
  readonly log: (after: After, state: State) => Entry | readonly Entry[];
};

/** Writes entries to the log, then tells the screens: the last writes of a transaction, because each takes a lock for which all others wait. */
export type Settle<Entry> = (tx: Tx, entries: Entry | readonly Entry[], tellings: readonly Telling[]) => Promise<void>;

/** Carries a refusal out of a transaction that it rolls back. */
class RolledBack extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Runs `work` in one transaction. A refusal as its result rolls back everything that was written before it. */
export async function refusable<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<Result<T, Refused>>): Promise<Result<T, Refused>> {
  try {
    return await transaction(db, scope, async (tx) => {
      const done = await work(tx);
      if (!done.ok) throw new RolledBack(done.error);
      return done;
    });
  } catch (cause) {
    if (cause instanceof RolledBack) return refuse(cause.refusal);
    throw cause;
  }
}

/**
 * Runs a command: lock, decide, store, publish, answer, log. Everything slow is done before the lock of the log is taken. A
 * refusal is undone by the transaction's owner: `refusable`.
 */
export async function runCommand<State, Decision, After, Answer, Entry>(
  tx: Tx,
  settle: Settle<Entry>,
  command: Command<State, Decision, After, Answer, Entry>,
): Promise<Result<Answer, Refused>> {
  const state = await command.lock(tx);
  if (state === null) return refuse({ code: "object.not_found" });
  const decided = await command.decide(tx, state);
  if (!decided.ok) return decided;
  const stored = await command.store(tx, state, decided.value);
  if (!stored.ok) return stored;
  const after = stored.value;
  const tellings = await command.publish(tx, after, state);
  const answer = await command.answer(tx, after);
  await settle(tx, command.log(after, state), tellings);
  return ok(answer);
}
