import type { CallCard, Interview } from "@amaliyat/contract/calls";
import { triage } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import { dangerOfPart } from "../interventions/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { callBacksOf, callById, earlierCalls } from "./rows/calls-queries.ts";
import { isMadeOfCall } from "./rows/events-store.ts";
import { listenersOf } from "./rows/listeners-queries.ts";
import { nuisanceEndsAt } from "./rows/nuisance-store.ts";
import { pauseOf } from "./rows/pauses-store.ts";
import { placesOf } from "./rows/places-store.ts";
import { recordingsOf } from "./rows/recordings-store.ts";
import { vehicleShown } from "./place/vehicle-shown.ts";
import { readAnswers, readTree, type KeptTree } from "./rows/trees-store.ts";

type EventRow = { seq: number; at: Date; by: string; kind: string; data: Record<string, unknown> };

async function eventsOf(tx: Tx, callId: string): Promise<CallCard["events"]> {
  const { rows } = await sql<EventRow>`
    select e.seq, e.at, coalesce(u.name, '') as by, e.kind, e.data from call_event e left join person u on u.user_id = e.by
    where e.call_id = ${callId} order by e.seq`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Times at which the caller signalled by key «cannot speak» and at which text left the call; null if neither happened. */
async function momentsOf(tx: Tx, callId: string): Promise<Pick<CallCard, "cannotSpeakAt" | "textOverAt">> {
  const { rows } = await sql<{ spoken: Date | null; over: Date | null }>`
    select cannot_speak_at as spoken, text_over_at as over from call where call_id = ${callId}`.execute(tx);
  return { cannotSpeakAt: rows[0]?.spoken?.toISOString() ?? null, textOverAt: rows[0]?.over?.toISOString() ?? null };
}

const copied = <T>(value: T): T => structuredClone(value);

/** Progress of an interview: the tree evaluated with these answers. */
export function shownInterview(tree: KeptTree, steps: Interview["steps"]): Interview | null {
  const found = triage(tree, steps);
  if (!found.ok) return null;
  const { next, ...rest } = found.value;
  return {
    nature: tree.nature,
    version: tree.version,
    steps: copied(steps),
    next: next === null ? null : (copied(next) as Interview["next"]),
    ...rest,
  };
}

/** The questions of a call: by the tree with which they were begun, else by the newest of its nature. */
export async function interviewOf(
  tx: Tx,
  callId: string,
  nature: string | null,
): Promise<{ tree: KeptTree; steps: Interview["steps"] } | null> {
  if (nature === null) return null;
  const answers = await readAnswers(tx, callId);
  const isSame = answers?.nature === nature;
  const tree = await readTree(tx, nature, isSame ? answers.version : null);
  return tree === null ? null : { tree, steps: isSame ? answers.steps : [] };
}

/** Danger of the intervention of a call with and without it. */
const partingOf = async (tx: Tx, callId: string, of: { readonly interventionId: string; readonly reference: string }) =>
  dangerOfPart(tx, { ...of, source: of.reference, isMade: await isMadeOfCall(tx, callId, of.interventionId) });

/** All of one call; null when the caller's scope has none of this id. */
export async function callCard(tx: Tx, at: number, callId: string): Promise<CallCard | null> {
  const row = await callById(tx, at, callId);
  if (row === null) return null;
  const interview = await interviewOf(tx, callId, row.nature);
  const places = await placesOf(tx, callId);
  const pause = await pauseOf(tx, callId);
  const { interventionId, reference } = row;
  return {
    ...row,
    places: places.map(({ source, point, accuracyM, measuredAt }) => ({
      source,
      point: { ...point },
      accuracyM,
      measuredAt: new Date(measuredAt).toISOString(),
    })),
    events: await eventsOf(tx, callId),
    recordings: await recordingsOf(tx, callId),
    vehicle: await vehicleShown(tx, callId),
    ...(await momentsOf(tx, callId)),
    pause:
      pause === null ? null : { reason: pause.reason, by: pause.by, beganAt: pause.at.toISOString(), until: pause.until.toISOString() },
    interview: interview === null ? null : shownInterview(interview.tree, interview.steps),
    parting: interventionId === null ? null : await partingOf(tx, callId, { interventionId, reference }),
    listeners: await listenersOf(tx, callId),
    calledBackBy: await callBacksOf(tx, callId),
    nuisanceEndsAt: await nuisanceEndsAt(tx, callId, at),
    earlier: (await earlierCalls(tx, at, callId)).length,
  };
}
