import type { CopiedRoster, shifts } from "@amaliyat/contract/shifts";
import { startOfDay } from "@amaliyat/domain/calendar";
import {
  copyWeek,
  countedAt,
  leftCause,
  WEEK_MS,
  weekLater,
  type LeftCause,
  type LeftSeat,
  type RosterLine,
} from "@amaliyat/domain/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Role } from "@amaliyat/domain/identity";
import { randomUUID } from "node:crypto";
import { lockForCrew } from "../dispatch/index.ts";
import { scopeOf } from "../identity/index.ts";
import { asRoom, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { noteRoster, roleFor } from "./roster.ts";
import { currentLimits } from "./rows/limits-store.ts";
import { isWithin } from "./rows/shifts-queries.ts";
import { insertIfFree, linesIn, shownLines } from "./rows/roster-store.ts";

/** True for a unit of the caller's in the sector of a roster. It is retired or moved only after the transaction. */
async function isUnitOf(tx: Tx, who: Caller, unitId: string, sectorId: string): Promise<boolean> {
  const own = await lockForCrew(tx, unitId);
  return own !== null && who.covers.includes(own) && (await isWithin(tx, own, sectorId));
}

/** Roles in which the persons of some lines may sit there, and the lines of those who may not. */
async function fitness(tx: Tx, who: Caller, lines: readonly RosterLine[]) {
  const roles = new Map<RosterLine, Role>();
  const unfit = new Map<RosterLine, LeftCause>();
  const isOwn = new Map<string, boolean>();
  for (const line of lines) {
    const unitId = line.kind === "crew" ? line.unitId : null;
    if (unitId !== null && !isOwn.has(unitId)) isOwn.set(unitId, await isUnitOf(tx, who, unitId, line.sectorId));
    const role = await roleFor(tx, line);
    if (unitId !== null && isOwn.get(unitId) !== true) unfit.set(line, "unit_gone");
    else if (role === null) unfit.set(line, "person_unfit");
    else roles.set(line, role);
  }
  return { roles, unfit };
}

/** The seats that were left out, as the caller reads them: each lies in a sector of the caller, at its time in the new week. */
async function shownLeft(tx: Tx, left: readonly LeftSeat[], at: number): Promise<CopiedRoster["left"]> {
  const sources = await shownLines(
    tx,
    left.map(({ line }) => line.lineId),
    new Date(at),
  );
  return left.flatMap(({ line, cause }) => {
    const source = sources.find(({ lineId }) => lineId === line.lineId);
    if (source === undefined) return [];
    const { kind, desk, unitCode, vehicle, person } = source;
    return [{ kind, desk, unitCode, vehicle, person, from: new Date(line.from).toISOString(), to: new Date(line.to).toISOString(), cause }];
  });
}

/**
 * Copies the week before into the week that begins on a day: of one sector, every seat that may be. Each other seat is returned with its
 * cause. The whole roster is read, since a person may sit in a sector that the caller does not see.
 */
export async function copyRoster(db: Db, { who, at, body }: Call<typeof shifts.copyRoster>): Promise<Reply<typeof shifts.copyRoster>> {
  const { sectorId, weekFrom } = body;
  if (!who.covers.includes(sectorId)) return refuse({ code: "object.not_found" });
  const from = startOfDay(weekFrom);
  return transaction(db, scopeOf(who), async (tx) => {
    const { values: limits } = await currentLimits(tx);
    const known = () => asRoom(tx, () => linesIn(tx, new Date(from - WEEK_MS), new Date(from + 2 * WEEK_MS), new Date(at)));
    const held = await known();
    const later = weekLater(
      held.filter((line) => line.sectorId === sectorId),
      from,
    );
    const { roles, unfit } = await fitness(tx, who, later);
    const copied = copyWeek(later, countedAt(held, at), unfit, { limits, at });
    const taken: RosterLine[] = [];
    const left = [...copied.left];
    for (const line of copied.taken) {
      const role = roles.get(line);
      const made = { ...line, lineId: randomUUID() };
      if (role !== undefined && (await insertIfFree(tx, made, { role, at, by: who.userId }))) taken.push(made);
      // Another seat was written in the same moment.
      else left.push({ line, cause: leftCause(line, countedAt(await known(), at), limits, at) ?? "person_taken" });
    }
    const leftOut = left.map(({ line, cause }) => ({ userId: line.userId, from: new Date(line.from).toISOString(), cause }));
    const detail = { taken: taken.length, skipped: left.length, leftOut };
    const lines = taken.filter((line) => line.from <= at && at < line.to);
    const shown = await shownLeft(tx, left, at);
    await noteRoster(tx, { who, at }, { type: "roster.copied", id: `${sectorId}/${weekFrom}`, sectorId, lines, detail });
    return ok({ taken: taken.length, left: shown });
  });
}
