import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import { decideIntervention, type Intervention, type InterventionCommand, type InterventionEvent } from "@amaliyat/domain/interventions";
import { ok, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { command } from "../../audit/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { patrolsOf } from "../rows/interventions-queries.ts";
import { lockForCommand, lockStaying } from "../rows/interventions-store.ts";
import { writeEvents } from "../write-events.ts";
import type { InterventionsDeps } from "../ports.ts";
import { isWithin, scopeFor } from "../scope-for.ts";
import { interventionSubject } from "../subjects.ts";
import { cardAfter, tellingsOf } from "../tell-intervention.ts";

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

/** Runs a command. A command without effect changes nothing, and is logged as asked. */
export async function commandIntervention(
  deps: InterventionsDeps,
  asked: Commanded,
): Promise<Result<InterventionCard, Refusal<ErrorCode>>> {
  const { who, interventionId } = asked;
  return refusable(deps.db, scopeFor(who, asked.goesTo ?? null), async (tx) => {
    await asked.first?.(tx);
    return command(tx, asked, {
      lock: async () => {
        const named = await lockForCommand(tx, interventionId);
        if (named === null || !isWithin(who, named.state.sectorId)) return null;
        const locked = asked.isWord === true ? await lockStaying(tx, named) : named;
        // Of two commands at once the second has the lock later than it arrived: its event is not earlier than the one before it.
        const at = Math.max(asked.at, locked.lastAt);
        // The one that stays may lie in a sector of which the caller sees nothing.
        const within = <T>(work: () => Promise<T>): Promise<T> => (locked === named ? work() : asRoom(tx, work));
        return { at, state: locked.state, within };
      },
      decide: (_tx, locked) => locked.within(() => decide(tx, deps, asked, locked)),
      store: (_tx, locked, decided) => locked.within(async () => ok(await store(tx, deps, asked, locked, decided))),
      publish: (_tx, { others, isChanged }, { state, within }) =>
        within(async () => {
          const { interventionId: id, sectorId } = state;
          return isChanged ? [...(await tellingsOf(tx, [id], { sectorId, patrols: others.patrols })), ...others.tellings] : [];
        }),
      answer: () => cardAfter(tx, interventionId),
      log: ({ next }, { at, state }) => ({
        at,
        type: asked.type,
        about: interventionSubject(next),
        detail: { reference: next.reference, version: next.version, ...asked.detail, ...asked.changed?.(state, next) },
      }),
    });
  });
}

type Held = { readonly at: number; readonly state: Intervention };
type Decided = { readonly events: readonly InterventionEvent[]; readonly patrols: Awaited<ReturnType<typeof patrolsOf>> };

/** The decision on a locked intervention, with the patrols that are on it before. */
async function decide(
  tx: Tx,
  deps: InterventionsDeps,
  asked: Commanded,
  { at, state }: Held,
): Promise<Result<Decided, Refusal<ErrorCode>>> {
  const wanted = await asked.prepare(tx, state);
  if (!wanted.ok) return wanted;
  const assignments = await deps.units.counts(tx, state.interventionId);
  const patrols = await patrolsOf(tx, state.interventionId);
  const seen = asked.seenVersion === undefined ? {} : { seenVersion: asked.seenVersion };
  const heard = asked.at < at ? { heardAt: asked.at } : {};
  const decided = decideIntervention(state, wanted.value, { at, ...heard, by: asked.who.userId, assignments, ...seen });
  return decided.ok ? ok({ events: decided.value, patrols }) : decided;
}

/** Keeps what was decided, with its effects on others. */
async function store(tx: Tx, deps: InterventionsDeps, asked: Commanded, { at, state }: Held, { events, patrols }: Decided) {
  if (events.length === 0) return { next: state, isChanged: false, others: { patrols, tellings: [] } };
  const kept = await writeEvents(tx, deps, state, events);
  const others = (await asked.after?.(tx, kept.next, { at, events })) ?? [];
  const partners = await deps.revise(tx, kept, at);
  return { next: kept.next, isChanged: true, others: { patrols, tellings: [...others, ...partners] } };
}

/** A command that needs no look at the state. */
export const plain = (command: InterventionCommand) => async () => ok(command);
