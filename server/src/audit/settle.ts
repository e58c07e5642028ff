import type { LogType } from "@amaliyat/contract/audit";
import type { Result } from "@amaliyat/domain/kernel";
import { runCommand, type Command, type Refused } from "../platform/command/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { tell, type Telling } from "../platform/live/index.ts";
import { actorOf } from "./actor-of.ts";
import { appendAll } from "./audit-store.ts";
import type { Actor, NewEntry } from "./entry.ts";

/** Person or partner who acts, null for the room itself, and the time at which the request arrived (epoch ms). */
export type By = { readonly who: Actor | null; readonly at: number };

/** The thing that an entry is about. An auditor filters by sector and work item, so both are always said: null where the thing has none. */
export type Subject = {
  readonly kind: string;
  readonly id: string;
  readonly sectorId: string | null;
  /** Reference of the intervention, call or report to which the act belongs. */
  readonly workItem: string | null;
};

/** A thing named by its id alone. The log adds sector and work item if a thing of this kind has them (`withContext`). */
export const subjectById = (kind: string, id: string): Subject => ({ kind, id, sectorId: null, workItem: null });

/** One line for the log about an act. */
export type Logged = {
  readonly type: LogType;
  /** Null for an act on the room as a whole. */
  readonly about: Subject | null;
  readonly purpose?: string | null | undefined;
  /** Code of the refusal, if the act was refused. */
  readonly refusalCode?: string | null | undefined;
  readonly detail?: NewEntry["detail"];
  /** Time of the act if it is not that of the request (epoch ms). */
  readonly at?: number;
};

/** An entry about an act. */
export const entryBy = ({ who, at }: By, logged: Logged): NewEntry => {
  const { type, about, purpose, refusalCode, detail } = logged;
  const entry = { at: logged.at ?? at, type, actor: who && actorOf(who), purpose, refusalCode, detail };
  if (about === null) return entry;
  const { kind, id, sectorId, workItem } = about;
  return { ...entry, subject: { kind, id }, sectorId, workItem };
};

const isList = <T>(given: T | readonly T[]): given is readonly T[] => Array.isArray(given);

/** Ends an act: its entries go to the log, then the screens are told. Nothing is written after it in the transaction. */
export async function settle(tx: Tx, by: By, logged: Logged | readonly Logged[], tellings: readonly Telling[] = []): Promise<void> {
  const entries = (isList(logged) ? logged : [logged]).map((each) => entryBy(by, each));
  if (entries.length > 0) await appendAll(tx, entries);
  await tell(tx, entries[0]?.at ?? by.at, tellings);
}

/** Runs one act of a person on one thing, in a transaction that rolls back on a refusal (`refusable`). */
export const command = <State, Decision, After, Answer>(
  tx: Tx,
  by: By,
  steps: Command<State, Decision, After, Answer, Logged>,
): Promise<Result<Answer, Refused>> => runCommand(tx, (inTx, logged, tellings) => settle(inTx, by, logged, tellings), steps);
