import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import {
  decideIntervention,
  evolveIntervention,
  type Intervention,
  type InterventionCommand,
  type InterventionEvent,
} from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf } from "../identity/index.ts";
import { transaction, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { tell, type Telling } from "../platform/live/index.ts";
import { patrolsOf } from "./interventions-queries.ts";
import { keepEvent, lockIntervention } from "./interventions-store.ts";
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
  /** What the log says of the change itself, from what to what. */
  readonly changed?: (from: Intervention, to: Intervention) => Readonly<Record<string, unknown>>;
  /** What is taken before the lock of the intervention, so that all take it in one order. */
  readonly first?: (tx: Tx) => Promise<void>;
  readonly prepare: (tx: Tx, state: Intervention) => Promise<Result<InterventionCommand, Refusal<ErrorCode>>>;
  /** Effects on others in the same transaction, after the intervention changed by these events; returns what else the screens are told. */
  readonly after?: (tx: Tx, state: Intervention, events: readonly InterventionEvent[]) => Promise<readonly Telling[]>;
};

/** Runs a command: lock, decide, keep events, log, tell. What was so already changes nothing, and is logged as asked. */
export async function commandIntervention(
  deps: InterventionsDeps,
  asked: Commanded,
): Promise<Result<InterventionCard, Refusal<ErrorCode>>> {
  const { who, at, interventionId } = asked;
  return transaction(deps.db, scopeFor(who, asked.goesTo ?? null), async (tx) => {
    await asked.first?.(tx);
    const state = await lockIntervention(tx, interventionId);
    if (state === null || !isWithin(who, state.sectorId)) return refuse({ code: "object.not_found" });
    const command = await asked.prepare(tx, state);
    if (!command.ok) return command;
    const assignments = await deps.units.counts(tx, interventionId);
    const patrols = await patrolsOf(tx, interventionId);
    const circumstances = {
      at,
      by: who.userId,
      assignments,
      ...(asked.seenVersion === undefined ? {} : { seenVersion: asked.seenVersion }),
    };
    const decided = decideIntervention(state, command.value, circumstances);
    if (!decided.ok) return decided;
    let next = state;
    for (const event of decided.value) {
      next = evolveIntervention(next, event);
      await keepEvent(tx, next, event);
    }
    const others = decided.value.length > 0 && asked.after ? await asked.after(tx, next, decided.value) : [];
    const partners = decided.value.length > 0 ? await deps.revise(tx, next, at) : [];
    const card = await cardAfter(tx, interventionId);
    const tellings =
      decided.value.length > 0
        ? [...(await tellingsOf(tx, [interventionId], { sectorId: state.sectorId, patrols })), ...others, ...partners]
        : [];
    await append(tx, {
      at,
      type: asked.type,
      actor: actorOf(who),
      subject: { kind: "intervention", id: interventionId },
      sectorId: next.sectorId,
      workItem: next.reference,
      detail: { reference: next.reference, version: next.version, ...asked.detail, ...asked.changed?.(state, next) },
    });
    await tell(tx, at, tellings);
    return ok(card);
  });
}

/** A command that needs no look at the state. */
export const plain = (command: InterventionCommand) => async () => ok(command);
