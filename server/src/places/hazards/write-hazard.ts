import type { Hazard as ShownHazard, HazardBody, places } from "@amaliyat/contract/places";
import type { LogType } from "@amaliyat/contract/audit";
import { DAY_MS } from "@amaliyat/domain/calendar";
import { helpMoment } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { decideHazard, writeHazard, type Hazard, type HazardCommand, type HazardContent } from "@amaliyat/domain/places";
import { randomUUID } from "node:crypto";
import { command, settle, type Logged } from "../../audit/index.ts";
import { judgeAsPerson, scopeOf } from "../../identity/index.ts";
import { refusable, type Refused } from "../../platform/command/index.ts";
import { asRoom, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { crewsReached, hazardById, stateOf } from "./hazards-queries.ts";
import { upsertHazard, lockHazard } from "./hazards-store.ts";
import type { PlacesDeps } from "../places-deps.ts";
import { hazardSubject } from "../subjects.ts";
import { ownSector } from "../write-place.ts";

const contentOf = ({ from, until, reviewAt, ...body }: HazardBody): HazardContent => ({
  ...body,
  from: Date.parse(from),
  until: Date.parse(until),
  reviewAt: Date.parse(reviewAt),
});

type Act = { readonly who: Caller; readonly at: number };

/** The hazard after an act; it was written a moment ago, so that it is gone is a bug. */
async function written(tx: Tx, hazardId: string): Promise<ShownHazard> {
  const found = await hazardById(tx, hazardId);
  if (found === null) throw new Error("a hazard left its own author's sight");
  return found;
}

/** Tells the desks of the sector and the crews that work within its reach, now or before. */
async function tellingsOf(tx: Tx, at: number, hazard: ShownHazard, before: ShownHazard | null): Promise<Telling[]> {
  const { hazardId, sectorId } = hazard;
  const crews = await asRoom(tx, async (room) => [
    ...(await crewsReached(room, hazard, at)),
    ...(before === null ? [] : await crewsReached(room, before, at)),
  ]);
  return [{ happening: { topic: "hazard", hazardId }, sectorId, userIds: [...new Set(crews)] }];
}

/** Line of the log. The words and the home's place lie beside the entry and are erased in their time. */
function loggedHazard(type: LogType, hazard: ShownHazard): Logged {
  const { version, state, kind, words, certainty, source, area, atHome, point, from, until, reviewAt, reason } = hazard;
  const detail = { code: kind, version, state, atHome, from, until, reviewAt, reason, said: { words, certainty, source, area, point } };
  return { type, about: hazardSubject(hazard), detail };
}

/** Logs and tells a new hazard. */
async function settleNew(tx: Tx, by: Act, hazardId: string): Promise<ShownHazard> {
  const hazard = await written(tx, hazardId);
  await settle(tx, by, loggedHazard("hazard.changed", hazard), await tellingsOf(tx, by.at, hazard, null));
  return hazard;
}

/** Writes a hazard. */
export const createHazard = (
  deps: PlacesDeps,
  { who, at, body }: Call<typeof places.writeHazard>,
): Promise<Reply<typeof places.writeHazard>> =>
  transaction(deps.db, scopeOf(who), async (tx) => {
    const made = writeHazard(randomUUID(), contentOf(body), { at, by: who.userId, isSupervisor: who.role === "supervisor" });
    if (!made.ok) return made;
    const sector = await ownSector(tx, deps, who, body.point);
    if (!sector.ok) return sector;
    const { hazardId, state } = made.value;
    const confirmedBy = state === "confirmed" ? who.userId : null;
    await upsertHazard(tx, made.value, { sectorId: sector.value, at, writtenAt: at, confirmedBy, reason: null });
    return ok(await settleNew(tx, { who, at }, hazardId));
  });

/** A hazard from a crew holds for this time, and is reviewed after `MET_REVIEW_MS`, unless a desk says otherwise. */
const MET_MS = 30 * DAY_MS;
const MET_REVIEW_MS = 7 * DAY_MS;
/** Reach of a hazard that a patrol met, in metres: as exact as a telephone in a street. */
const MET_REACH_M = 50;
/** A phone without a link tells it later; a clock that is further off is not believed. */
const LATEST_MET_MS = DAY_MS;

/**
 * Writes what a crew met, where its phone was. A crew is sent where it is needed, so that its sectors do not matter; outside of all sectors it
 * would be nobody's. In the room's own scope: a crew reads no list of hazards.
 */
export const reportHazard = (
  deps: PlacesDeps,
  { who, at, body, query: { sentAt } }: Call<typeof places.reportHazard>,
): Promise<Reply<typeof places.reportHazard>> =>
  transaction(deps.db, scopeOf(who), async (tx) => {
    const { kind, words, point, atHome } = body;
    const met = body.at === null ? at : helpMoment(Date.parse(body.at), sentAt === undefined ? null : Date.parse(sentAt), at);
    const from = Math.max(met, at - LATEST_MET_MS);
    const span = { from, until: from + MET_MS, reviewAt: from + MET_REVIEW_MS };
    const said = { kind, words, certainty: "fact", source: "patrol", sourceWords: null, point, atHome } as const;
    const content = { ...said, ...span, area: { kind: "radius", metres: MET_REACH_M } as const };
    const made = writeHazard(randomUUID(), content, { at, by: who.userId, isSupervisor: false });
    if (!made.ok) return made;
    const sectorId = await deps.sectorOf(tx, point);
    if (sectorId === null) return refuse({ code: "place.beyond_sectors" });
    const { hazardId } = made.value;
    return asRoom(tx, async (room) => {
      await upsertHazard(room, made.value, { sectorId, at, writtenAt: at, confirmedBy: null, reason: null });
      await settleNew(room, { who, at }, hazardId);
      return ok({ hazardId });
    });
  });

type Commanded = Act & {
  readonly hazardId: string;
  readonly version: number;
  readonly command: HazardCommand;
  readonly type: LogType;
  readonly reason?: string;
};

/** Person who answers for a hazard: whoever confirms or renews it, or a supervisor who writes it; nobody for a proposed one. */
const confirmer = (next: Hazard, { command, who }: Commanded): string | null | undefined => {
  if (next.state === "proposed") return null;
  return command.kind === "end" || command.kind === "decline" ? undefined : who.userId;
};

/** Runs a command on a hazard; if it moved, its sector follows. */
function commandHazard(deps: PlacesDeps, act: Commanded): Promise<Result<ShownHazard, Refused>> {
  const { who, at, hazardId, version, command: asked, type, reason = null } = act;
  return refusable(deps.db, scopeOf(who), (tx) =>
    command(tx, act, {
      lock: async () => ((await lockHazard(tx, hazardId)) ? hazardById(tx, hazardId) : null),
      decide: (_tx, before) =>
        judgeAsPerson(tx, who.userId, (by) =>
          decideHazard(stateOf(before), asked, { at, by, isSupervisor: who.role === "supervisor", version }),
        ),
      store: async (_tx, before, next) => {
        const sector = asked.kind === "change" ? await ownSector(tx, deps, who, next.content.point) : ok(before.sectorId);
        if (!sector.ok) return sector;
        const isWritten = asked.kind === "change" || asked.kind === "renew";
        const writtenAt = isWritten ? at : Date.parse(before.writtenAt);
        await upsertHazard(tx, next, { sectorId: sector.value, at, writtenAt, confirmedBy: confirmer(next, act), reason });
        return ok(await written(tx, hazardId));
      },
      publish: (_tx, hazard, before) => tellingsOf(tx, at, hazard, before),
      answer: (_tx, hazard) => hazard,
      log: (hazard) => loggedHazard(type, hazard),
    }),
  );
}

export const changeHazard = (deps: PlacesDeps, { who, at, params, body }: Call<typeof places.changeHazard>) => {
  const { version, ...content } = body;
  const command = { kind: "change", content: contentOf(content) } as const;
  return commandHazard(deps, { who, at, ...params, version, command, type: "hazard.changed" });
};

export const judgeHazard = (deps: PlacesDeps, { who, at, params, body }: Call<typeof places.judgeHazard>) =>
  commandHazard(deps, {
    who,
    at,
    ...params,
    version: body.version,
    command: { kind: body.act },
    type: "hazard.judged",
    ...(body.act === "decline" ? { reason: body.reason } : {}),
  });

export const renewHazard = (deps: PlacesDeps, { who, at, params, body }: Call<typeof places.renewHazard>) => {
  const command = { kind: "renew", until: Date.parse(body.until), reviewAt: Date.parse(body.reviewAt) } as const;
  return commandHazard(deps, { who, at, ...params, version: body.version, command, type: "hazard.renewed" });
};

export const endHazard = (deps: PlacesDeps, { who, at, params, body }: Call<typeof places.endHazard>) =>
  commandHazard(deps, { who, at, ...params, version: body.version, command: { kind: "end" }, type: "hazard.ended", reason: body.reason });
