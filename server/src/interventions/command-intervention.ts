import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import { decideIntervention, type Intervention, type InterventionCommand, type InterventionEvent } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf } from "../identity/index.ts";
import { asRoom, transaction, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { tell, type Telling } from "../platform/live/index.ts";
import { patrolsOf } from "./interventions-queries.ts";
import { lockForCommand, lockStaying, type Locked } from "./interventions-store.ts";
import { keepEvents } from "./keep-events.ts";
import type { InterventionsDeps } from "./ports.ts";
import { isWithin, scopeFor } from "./scope-for.ts";
import { cardAfter, tellingsOf } from "./tell-intervention.ts";

/** One command on one intervention by one person. `prepare` turns what was asked into the domain's command under the lock. */
export type Commanded = {
  readonly who: Caller;
  readonly at: number;
  readonly interventionId: string;
  readonly seenVersion?: number;
  /** The sector to which the command brings the intervention; left out where it stays. */
  readonly goesTo?: string | null;
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Values that the change sets, from old to new, for the log. */
  readonly changed?: (from: Intervention, to: Intervention) => Readonly<Record<string, unknown>>;
  /** Locks taken before that of the intervention, so that all transactions lock in one order. */
  readonly first?: (tx: Tx) => Promise<void>;
  readonly prepare: (tx: Tx, state: Intervention) => Promise<Result<InterventionCommand, Refusal<ErrorCode>>>;
  /** Effects on others in the same transaction, after the intervention changed by these events at `at`; returns what else the screens are told. */
  readonly after?: (
    tx: Tx,
    state: Intervention,
    did: { readonly at: number; readonly events: readonly InterventionEvent[] },
  ) => Promise<readonly Telling[]>;
  /** True for a word: said of a merged one, it goes to the one that stays. */
  readonly isWord?: boolean;
};

/** Runs a command: lock, decide, keep events, log, notify. A command without effect changes nothing, and is logged as asked. */
export async function commandIntervention(
  deps: InterventionsDeps,
  asked: Commanded,
): Promise<Result<InterventionCard, Refusal<ErrorCode>>> {
  const { who, interventionId } = asked;
  return transaction(deps.db, scopeFor(who, asked.goesTo ?? null), async (tx) => {
    await asked.first?.(tx);
    const named = await lockForCommand(tx, interventionId);
    if (named === null || !isWithin(who, named.state.sectorId)) return refuse({ code: "object.not_found" });
    const locked = asked.isWord === true ? await lockStaying(tx, named) : named;
    const done = locked === named ? await command(tx, deps, asked, locked) : await asRoom(tx, () => command(tx, deps, asked, locked));
    if (!done.ok) return done;
    const { at, state, next, tellings } = done.value;
    const card = await cardAfter(tx, interventionId);
    await append(tx, {
      at,
      type: asked.type,
      actor: actorOf(who),
      subject: { kind: "intervention", id: next.interventionId },
      sectorId: next.sectorId,
      workItem: next.reference,
      detail: { reference: next.reference, version: next.version, ...asked.detail, ...asked.changed?.(state, next) },
    });
    await tell(tx, at, tellings);
    return ok(card);
  });
}

type Done = { readonly at: number; readonly state: Intervention; readonly next: Intervention; readonly tellings: readonly Telling[] };

/** The decision on a locked intervention and its effects. */
async function command(tx: Tx, deps: InterventionsDeps, asked: Commanded, locked: Locked): Promise<Result<Done, Refusal<ErrorCode>>> {
  const { state } = locked;
  const { interventionId } = state;
  // Of two commands at once the second has the lock later than it arrived: its event is not earlier than the one before it.
  const at = Math.max(asked.at, locked.lastAt);
  const wanted = await asked.prepare(tx, state);
  if (!wanted.ok) return wanted;
  const assignments = await deps.units.counts(tx, interventionId);
  const patrols = await patrolsOf(tx, interventionId);
  const seen = asked.seenVersion === undefined ? {} : { seenVersion: asked.seenVersion };
  const decided = decideIntervention(state, wanted.value, { at, by: asked.who.userId, assignments, ...seen });
  if (!decided.ok) return decided;
  const events = decided.value;
  if (events.length === 0) return ok({ at, state, next: state, tellings: [] });
  const kept = await keepEvents(tx, deps, state, events);
  const { next } = kept;
  const others = (await asked.after?.(tx, next, { at, events })) ?? [];
  const partners = await deps.revise(tx, kept, at);
  const own = await tellingsOf(tx, [interventionId], { sectorId: state.sectorId, patrols });
  return ok({ at, state, next, tellings: [...own, ...others, ...partners] });
}

/** A command that needs no look at the state. */
export const plain = (command: InterventionCommand) => async () => ok(command);
