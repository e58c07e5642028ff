import type { Hazard as ShownHazard, HazardBody, places } from "@amaliyat/contract/places";
import type { LogType } from "@amaliyat/contract/audit";
import { DAY_MS } from "@amaliyat/domain/calendar";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { decideHazard, writeHazard, type Hazard, type HazardCommand, type HazardContent } from "@amaliyat/domain/places";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { asRoom, transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { crewsReached, hazardById, stateOf } from "./hazards-queries.ts";
import { keepHazard, lockHazard } from "./hazards-store.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { ownSector } from "./write-place.ts";

const contentOf = ({ from, until, reviewAt, ...body }: HazardBody): HazardContent => ({
  ...body,
  from: Date.parse(from),
  until: Date.parse(until),
  reviewAt: Date.parse(reviewAt),
});

type Act = { readonly who: Caller; readonly at: number };

/** Logs what was written, and tells the desks of the sector and the crews that work within its reach. */
async function after(tx: Tx, { who, at }: Act, type: LogType, hazardId: string, before: ShownHazard | null): Promise<ShownHazard> {
  const written = await hazardById(tx, hazardId);
  if (written === null) throw new Error("a hazard left its own author's sight");
  const { version, state, kind, words, certainty, source, area, atHome, point, from, until, reviewAt, sectorId, reason } = written;
  const crews = await asRoom(tx, async (room) => [
    ...(await crewsReached(room, written, at)),
    ...(before === null ? [] : await crewsReached(room, before, at)),
  ]);
  await append(tx, {
    at,
    type,
    actor: actorOf(who),
    subject: { kind: "hazard", id: hazardId },
    sectorId,
    // The words and the home's place lie beside the log entry and are erased in their time.
    detail: { code: kind, version, state, atHome, from, until, reviewAt, reason, said: { words, certainty, source, area, point } },
  });
  await tell(tx, at, [{ happening: { topic: "hazard", hazardId }, sectorId, userIds: [...new Set(crews)] }]);
  return written;
}

/** Writes a hazard. */
export const createHazard = (
  deps: PlacesDeps,
  { who, at, body }: Call<typeof places.writeHazard>,
): Promise<Reply<typeof places.writeHazard>> =>
  transaction(deps.db, scopeOf(who), async (tx) => {
    const written = writeHazard(randomUUID(), contentOf(body), { at, by: who.userId, isSupervisor: who.role === "supervisor" });
    if (!written.ok) return written;
    const sector = await ownSector(tx, deps, who, body.point);
    if (!sector.ok) return sector;
    const { hazardId, state } = written.value;
    const confirmedBy = state === "confirmed" ? who.userId : null;
    await keepHazard(tx, written.value, { sectorId: sector.value, at, writtenAt: at, confirmedBy, reason: null });
    return ok(await after(tx, { who, at }, "hazard.changed", hazardId, null));
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
  { who, at, body }: Call<typeof places.reportHazard>,
): Promise<Reply<typeof places.reportHazard>> =>
  transaction(deps.db, scopeOf(who), async (tx) => {
    const { kind, words, point, atHome } = body;
    const met = body.at === null ? at : Date.parse(body.at);
    const from = Math.max(Math.min(met, at), at - LATEST_MET_MS);
    const span = { from, until: from + MET_MS, reviewAt: from + MET_REVIEW_MS };
    const said = { kind, words, certainty: "fact", source: "patrol", sourceWords: null, point, atHome } as const;
    const content = { ...said, ...span, area: { kind: "radius", metres: MET_REACH_M } as const };
    const written = writeHazard(randomUUID(), content, { at, by: who.userId, isSupervisor: false });
    if (!written.ok) return written;
    const sectorId = await deps.sectorOf(tx, point);
    if (sectorId === null) return refuse({ code: "place.beyond_sectors" });
    const { hazardId } = written.value;
    return asRoom(tx, async (room) => {
      await keepHazard(room, written.value, { sectorId, at, writtenAt: at, confirmedBy: null, reason: null });
      await after(room, { who, at }, "hazard.changed", hazardId, null);
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

async function commandHazard(deps: PlacesDeps, act: Commanded) {
  const { who, at, hazardId, version, command, type, reason = null } = act;
  return transaction(deps.db, scopeOf(who), async (tx) => {
    const before = (await lockHazard(tx, hazardId)) ? await hazardById(tx, hazardId) : null;
    if (before === null) return refuse({ code: "object.not_found" as const });
    const decided = decideHazard(stateOf(before), command, { at, by: who.userId, isSupervisor: who.role === "supervisor", version });
    if (!decided.ok) return decided;
    const next = decided.value;
    let { sectorId } = before;
    if (command.kind === "change") {
      const sector = await ownSector(tx, deps, who, next.content.point);
      if (!sector.ok) return sector;
      sectorId = sector.value;
    }
    const isWritten = command.kind === "change" || command.kind === "renew";
    const writtenAt = isWritten ? at : Date.parse(before.writtenAt);
    const confirmedBy = confirmer(next, act);
    await keepHazard(tx, next, { sectorId, at, writtenAt, confirmedBy, reason });
    return ok(await after(tx, act, type, hazardId, before));
  });
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
