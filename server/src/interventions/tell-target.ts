import {
  dangerOfParting,
  joinedEvent,
  partedEvent,
  type Danger,
  type Intervention,
  type InterventionEvent,
  type LogOfChain,
} from "@amaliyat/domain/interventions";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { dangerLog } from "./rows/danger-log-store.ts";
import { lockForCommand } from "./rows/interventions-store.ts";
import { oneEvent, saidSinceJoined, type SaidWhileMerged } from "./rows/merged-words-store.ts";
import { insertPerson } from "./rows/people-store.ts";
import { writeEvents } from "./write-events.ts";
import type { InterventionsDeps } from "./ports.ts";
import { tellingsOf } from "./tell-intervention.ts";

type Deps = Pick<InterventionsDeps, "units" | "revise">;
type Doing = { readonly at: number; readonly by: string };

/**
 * Writes into the log of the one that stays that another joined it, with the danger that this brings; its crews, partners and screens are
 * told. In the room's own scope: it may have gone to a sector beyond the caller's since, and the merge itself was allowed.
 */
export const joinTarget = (tx: Tx, deps: Deps, targetId: string, joining: Intervention, { at, by }: Doing): Promise<Telling[]> =>
  asRoom(tx, async () => {
    const target = await lockForCommand(tx, targetId);
    if (target === null) throw new Error(`${joining.reference} was merged into nothing`);
    const event = joinedEvent(target.state, joining, { at: Math.max(at, target.lastAt), by });
    const kept = await writeEvents(tx, deps, target.state, [event]);
    return [...(await deps.revise(tx, kept, at)), ...(await tellingsOf(tx, [targetId]))];
  });

const eventOf = (said: SaidWhileMerged, at: number): InterventionEvent => {
  if (said.kind === "noted") return { ...said, at, actedAt: said.at };
  const { by, copiedFrom } = said;
  const { personId, role, certainty } = said.person;
  return { kind: "person_noted", at, by, personId, role, certainty, copiedFrom };
};

/**
 * Writes into the log of a case that is split off all notes and people that were written on the remaining ones while it was merged into
 * them. No rule can tell of which case a word was said: both have it. `targetIds` are the chain, nearest first. Returns the state after that.
 */
export const takeWordsAlong = (
  tx: Tx,
  deps: Pick<Deps, "units">,
  targetIds: readonly string[],
  parting: Intervention,
  at: number,
): Promise<Intervention> =>
  asRoom(tx, async () => {
    const { interventionId } = parting;
    const said: SaidWhileMerged[] = [];
    for (const [nth, targetId] of targetIds.entries())
      said.push(...(await saidSinceJoined(tx, targetId, targetIds[nth - 1] ?? interventionId)));
    let state = parting;
    for (const each of said.toSorted((one, other) => one.at - other.at)) {
      state = (await writeEvents(tx, deps, state, [eventOf(each, at)])).next;
      if (each.kind === "person_noted") await insertPerson(tx, interventionId, each.person, each.at, each.by);
    }
    return state;
  });

/** Danger of a merged case at its split unless a person says another. `targetIds` are the chain into which it was merged, nearest first. */
export const dangerAtSplit = (tx: Tx, targetIds: readonly string[], parting: Intervention): Promise<Danger> =>
  asRoom(tx, async () => {
    const chain: LogOfChain[] = [];
    for (const interventionId of targetIds) chain.push({ interventionId, log: await dangerLog(tx, interventionId) });
    return dangerOfParting(parting, chain, await oneEvent(tx, parting.interventionId));
  });

type Parting = Doing & { readonly keeps: Danger | undefined };

/**
 * Records in the log of the remaining interventions that another was split off. These are the one into which it had been merged and, if
 * that was merged itself, the last of the chain. A person's statement of what stays applies to the last one.
 */
export const partFromTargets = (
  tx: Tx,
  deps: Deps,
  targetIds: readonly string[],
  parting: Intervention,
  { at, by, keeps }: Parting,
): Promise<Telling[]> =>
  asRoom(tx, async () => {
    const tellings: Telling[] = [];
    for (const targetId of targetIds) {
      const target = await lockForCommand(tx, targetId);
      if (target === null) throw new Error(`${parting.reference} was merged into nothing`);
      const log = await dangerLog(tx, targetId);
      const said = targetId === targetIds.at(-1) ? keeps : undefined;
      const event = partedEvent(target.state, parting, { at: Math.max(at, target.lastAt), by }, { log, keeps: said });
      const kept = await writeEvents(tx, deps, target.state, [event]);
      tellings.push(...(await deps.revise(tx, kept, at)));
    }
    return [...tellings, ...(await tellingsOf(tx, targetIds))];
  });
