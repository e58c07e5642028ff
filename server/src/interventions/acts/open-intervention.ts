import type { ErrorCode } from "@amaliyat/contract/errors";
import type { InterventionCard, interventions } from "@amaliyat/contract/interventions";
import {
  beginIntervention,
  callerEvents,
  decideIntervention,
  decideOpening,
  originOf,
  referenceYear,
  type CallerSays,
  type ChannelCode,
  type ChosenFacts,
  type Intervention,
  type Origin,
  marksOf,
} from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, type Logged } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { insertClip, insertIntervention, nextReference } from "../rows/interventions-store.ts";
import { writeEvents } from "../write-events.ts";
import { lockNamed } from "./named-at-opening.ts";
import type { InterventionsDeps } from "../ports.ts";
import { relateApart } from "./relate-intervention.ts";
import { scopeFor } from "../scope-for.ts";
import { cardAfter, tellingsOf } from "../tell-intervention.ts";
import { joinTarget } from "../tell-target.ts";
import { interventionSubject } from "../subjects.ts";

/** Lines of the log about an opening: the intervention, its clips, those kept apart from it, and the one it joined. */
function loggedOpening(state: Intervention, card: InterventionCard, joins: string | null): Logged[] {
  const { reference, interventionId, origin, cameraId, subcategory } = state;
  const about = interventionSubject(state);
  return [
    { type: "intervention.opened", about, detail: { reference, origin, cameraId, subcategory, ...marksOf(state) } },
    ...card.clips.map(({ clipId, cameraId: of, from, to, keptUntil }): Logged => ({
      type: "clip.attached",
      about: { ...about, kind: "camera", id: of },
      detail: { clipId, interventionId, from, to, keptUntil },
    })),
    ...card.related.map(({ relation, interventionId: other }): Logged => ({
      type: "intervention.related",
      about,
      detail: { reference, relation, other },
    })),
    ...(joins === null ? [] : [{ type: "intervention.merged" as const, about, detail: { reference, into: joins } }]),
  ];
}

type Open = typeof interventions.open;

/** Length of the clip that is attached at opening: the seconds in which the operator saw the event. */
const CLIP_MS = 30_000;
/** Clips of interventions are kept this long past the camera's retention. */
export const CLIP_KEPT_MS = 365 * 86_400_000;

/** The channel where only the origin was said. */
const CHANNEL_OF: Readonly<Record<Origin, ChannelCode>> = {
  video: "CAM",
  call: "L17",
  report: "APP",
  patrol: "RADIO",
  agency: "AGENCY",
  desk: "WALKIN",
};

/** Place of the new intervention: the camera's or the given one; the sector follows from it. */
async function whereabouts(tx: Tx, deps: InterventionsDeps, body: Call<Open>["body"]) {
  const text = body.placeText ?? null;
  if (body.cameraId !== undefined) {
    const camera = await deps.cameras.placeOf(tx, body.cameraId);
    return (
      camera && {
        cameraId: body.cameraId,
        siteId: camera.siteId,
        sectorId: camera.sectorId,
        place: { point: body.place ?? camera.place, text },
      }
    );
  }
  const point = body.place ?? null;
  const sectorId = point === null ? null : await deps.sectorOf(tx, point);
  return { cameraId: null, siteId: null, sectorId, place: point === null && text === null ? null : { point, text } };
}

/** The facts of the request that a person chose: all but its way, its place, its note and the others that it names. */
function chosenOf(body: Call<Open>["body"]): Partial<ChosenFacts> {
  const { origin: _origin, channel: _channel, cameraId: _camera, place: _place, placeText: _text, ...more } = body;
  const { note: _note, joins: _joins, apartFrom: _apart, ...chosen } = more;
  return chosen;
}

/** Decides and keeps one further event; what the domain refuses here is our bug, since the intervention is new. */
async function further(
  tx: Tx,
  deps: InterventionsDeps,
  state: Intervention,
  command: Parameters<typeof decideIntervention>[1],
  by: string,
  at: number,
): Promise<Intervention> {
  const decided = decideIntervention(state, command, { at, by, assignments: { active: 0, onScene: 0 } });
  if (!decided.ok) throw new Error(`a new intervention refused ${command.kind}: ${decided.error.code}`);
  return (await writeEvents(tx, deps, state, decided.value)).next;
}

/** Extra steps of an opening, in its transaction: `before` may refuse, `notes` adds to its log, `after` adds log entries and messages. */
export type AlsoAtOpening = {
  readonly before: (tx: Tx) => Promise<Refusal<ErrorCode> | null>;
  /** Notes beside that of the request: words that do not fit into one. */
  readonly notes?: readonly string[];
  /** Statement of the caller of whom it is made; the new one hears it as an open one hears a caller who joins. Null: none. */
  readonly says?: (tx: Tx) => Promise<CallerSays | null>;
  readonly after: (
    tx: Tx,
    card: InterventionCard,
  ) => Promise<{ readonly logged: readonly Logged[]; readonly tellings: readonly Telling[] }>;
};

/**
 * Opens an intervention. From a camera it takes place, site, sector, time and the last 30 seconds, with nothing typed. At a place beyond
 * the caller's sectors it is opened for those who work there. If its author named an open intervention as the same event, it is merged into
 * that at once. `openedAt` is the author's time of opening, if that could not be sent at once; the log has the time of arrival.
 */
export async function openIntervention(
  deps: InterventionsDeps,
  call: Call<Open>,
  also?: AlsoAtOpening,
  openedAt = call.at,
): Promise<Reply<Open>> {
  const { body, at, who } = call;
  const where = await transaction(deps.db, scopeOf(who), (tx) => whereabouts(tx, deps, body), { readOnly: true });
  if (where === null) return refuse({ code: "object.not_found" });
  return refusable(deps.db, scopeFor(who, where.sectorId), async (tx) => {
    const wrong = (await also?.before(tx)) ?? null;
    if (wrong !== null) return refuse(wrong);
    const named = await lockNamed(tx, who, body);
    if (!named.ok) return named;
    const { joins, apart } = named.value;
    const channel = body.channel ?? CHANNEL_OF[body.origin];
    if (originOf(channel) !== body.origin)
      return refuse({ code: "intervention.channel_of_other_origin", params: { channel, origin: body.origin } });
    const reference = await nextReference(tx, referenceYear(at));
    const { siteId, ...told } = where;
    const opening = decideOpening(
      {
        kind: "open",
        interventionId: randomUUID(),
        reference,
        channel,
        ...told,
        ...chosenOf(body),
      },
      { at: openedAt, by: who.userId },
    );
    if (!opening.ok) return opening;
    let state: Intervention = beginIntervention(opening.value);
    await insertIntervention(tx, state, opening.value, siteId);
    if (where.cameraId !== null) {
      const clip = { cameraId: where.cameraId, from: at - CLIP_MS, to: at };
      state = await further(tx, deps, state, { kind: "attach_clip", clip }, who.userId, at);
      await insertClip(tx, state.interventionId, clip, at + CLIP_KEPT_MS);
    }
    for (const text of [...(body.note === undefined ? [] : [body.note]), ...(also?.notes ?? [])])
      state = await further(tx, deps, state, { kind: "note", text }, who.userId, openedAt);
    const says = (await also?.says?.(tx)) ?? null;
    if (says !== null) state = (await writeEvents(tx, deps, state, callerEvents(state, says, { at: openedAt, by: who.userId }))).next;
    const kept = await relateApart(tx, state, apart, { at, by: who.userId });
    state = kept.state;
    if (joins !== null) {
      const target = { interventionId: joins.interventionId, reference: joins.reference, kind: joins.kind, leadsTo: [] };
      state = await further(tx, deps, state, { kind: "merge", target, moveAssignments: false }, who.userId, at);
    }
    const joined = joins === null ? [] : await joinTarget(tx, deps, joins.interventionId, state, { at, by: who.userId });
    const card = await cardAfter(tx, state.interventionId);
    const tellings = [...(await tellingsOf(tx, [state.interventionId])), ...joined, ...kept.tellings];
    const more = await also?.after(tx, card);
    const logged = [...loggedOpening(state, card, joins?.interventionId ?? null), ...(more?.logged ?? [])];
    await settle(tx, call, logged, [...tellings, ...(more?.tellings ?? [])]);
    return ok(card);
  });
}
