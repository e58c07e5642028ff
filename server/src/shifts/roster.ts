import type { shifts } from "@amaliyat/contract/shifts";
import type { LogType } from "@amaliyat/contract/audit";
import { DAY_MS } from "@amaliyat/domain/calendar";
import { isRole, type Role } from "@amaliyat/domain/identity";
import {
  countedAt,
  decideSeat,
  endSeat as decideEnd,
  judgeSeatRow,
  mayRemoveSeat,
  type HeldLine,
  type RosterLine,
} from "@amaliyat/domain/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { lockForCrew, tellingsOfCrews } from "../dispatch/index.ts";
import { refusable } from "../platform/command/index.ts";
import { asRoom, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import {
  accountsOf,
  deleteLine,
  endLine,
  excludedAs,
  insertLine,
  linesIn,
  linesOf,
  lockLine,
  rosterOf,
  shownLine,
} from "./rows/roster-store.ts";
import { currentLimits } from "./rows/limits-store.ts";
import { roleIn } from "./rows/shifts-queries.ts";
import { rosterSubject } from "./subjects.ts";
import { tellingOfPart } from "./tell-shift.ts";

export async function roster(db: Db, { who, at, query }: Call<typeof shifts.roster>): Promise<Reply<typeof shifts.roster>> {
  const { from, to, sectorId } = query;
  return ok(await transaction(db, scopeOf(who), (tx) => rosterOf(tx, { from, to, sectorId }, new Date(at)), { readOnly: true }));
}

/** The role in which a person may sit there: a patrol in a crew, everybody else of the sector at a desk; null where not. */
export async function roleFor(tx: Tx, line: RosterLine): Promise<Role | null> {
  const role = await roleIn(tx, line.userId, line.sectorId, new Date(line.from), false);
  if (role === null || !isRole(role)) return null;
  return (role === "patrol") === (line.kind === "crew") ? role : null;
}

type By = { readonly who: Caller; readonly at: number };

export type RosterChange = {
  readonly type: LogType;
  readonly id: string;
  readonly sectorId: string;
  /** Lines of crews that are others from now on. */
  readonly lines: readonly RosterLine[];
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Logs a change of the roster, and tells the screens of the sector and the phones of those who speak for a unit now, or did until now. */
export async function noteRoster(tx: Tx, { who, at }: By, { type, id, sectorId, lines, detail }: RosterChange): Promise<void> {
  const unitIds = [...new Set(lines.flatMap((line) => (line.kind === "crew" ? [line.unitId] : [])))];
  const units = await tellingsOfCrews(tx, unitIds, at);
  const persons = new Set([...lines.map(({ userId }) => userId), ...(await accountsOf(tx, unitIds))]);
  const tellings = [tellingOfPart("roster", sectorId, [...persons]), ...units];
  await settle(tx, { who, at }, { type, about: rosterSubject({ lineId: id, sectorId }), detail }, tellings);
}

/** Place, person and span of a line, for the log. */
export const detailOf = (line: RosterLine) => ({
  userId: line.userId,
  ...(line.kind === "desk"
    ? { kind: line.kind, desk: line.desk }
    : { kind: line.kind, unitId: line.unitId, vehicle: line.vehicle, radio: line.radio ?? null }),
  from: new Date(line.from).toISOString(),
  to: new Date(line.to).toISOString(),
});

const noteLine = (
  tx: Tx,
  by: By,
  act: "seated" | "ended" | "removed",
  line: RosterLine,
  why: { readonly reason?: string | undefined } = {},
) => {
  const { lineId: id, sectorId } = line;
  return noteRoster(tx, by, { type: "roster.changed", id, sectorId, lines: [line], detail: { act, ...detailOf(line), ...why } });
};

/** Seats so far before and after a new one can belong to one row with it, ms. */
const AROUND_MS = 2 * DAY_MS;

/** Seats a person. The rule judges the line against every sector's; the table holds it against one that is written in the same moment. */
export async function seat(db: Db, { who, at, body }: Call<typeof shifts.seat>): Promise<Reply<typeof shifts.seat>> {
  if (!who.covers.includes(body.sectorId)) return refuse({ code: "object.not_found" });
  const { sectorId, userId } = body;
  const line: RosterLine = { ...body.seat, lineId: randomUUID(), sectorId, userId, from: Date.parse(body.from), to: Date.parse(body.to) };
  try {
    return await refusable(db, scopeOf(who), async (tx) => {
      if (line.kind === "crew" && !who.covers.includes((await lockForCrew(tx, line.unitId)) ?? ""))
        return refuse({ code: "object.not_found" });
      const role = await roleFor(tx, line);
      if (role === null) return refuse({ code: "roster.person_unfit" });
      const asked = new Date(at);
      const held = await asRoom(tx, () => linesIn(tx, new Date(line.from), new Date(line.to), asked));
      const decided = decideSeat(line, countedAt(held, at), at);
      if (!decided.ok) return decided;
      const own = await asRoom(tx, () => linesOf(tx, userId, new Date(line.from - AROUND_MS), new Date(line.to + AROUND_MS), asked));
      const { values } = await currentLimits(tx);
      const row = judgeSeatRow(line, countedAt(own, at), values, body.anyway ?? null);
      if (!row.ok) return row;
      await insertLine(tx, line, { role, at, by: who.userId });
      const shown = await shownLine(tx, line.lineId, new Date(at));
      await noteLine(tx, { who, at }, "seated", line, row.value ? { reason: body.anyway } : {});
      return ok(shown);
    });
  } catch (cause) {
    const code = excludedAs(cause);
    if (code === null) throw cause;
    return refuse({ code });
  }
}

/** Locks a line of one of the caller's sectors, or of a crew of their units. One's own seat elsewhere is seen, not changed. */
async function lockOwnLine(tx: Tx, { who, at }: By, lineId: string): Promise<HeldLine | null> {
  const line = await lockLine(tx, lineId, new Date(at));
  if (line === null || who.covers.includes(line.sectorId)) return line;
  return line.kind === "crew" && who.covers.includes((await lockForCrew(tx, line.unitId)) ?? "") ? line : null;
}

/** Ends a seat now; that the person sat there until now stays. */
export async function endSeat(db: Db, { who, at, params }: Call<typeof shifts.endSeat>): Promise<Reply<typeof shifts.endSeat>> {
  return refusable(db, scopeOf(who), async (tx) => {
    const line = await lockOwnLine(tx, { who, at }, params.lineId);
    if (line === null) return refuse({ code: "object.not_found" });
    const ended = decideEnd(line, at);
    if (!ended.ok) return ended;
    await endLine(tx, ended.value);
    const shown = await shownLine(tx, line.lineId, new Date(at));
    await noteLine(tx, { who, at }, "ended", ended.value);
    return ok(shown);
  });
}

/** Takes a line off that has not begun. */
export async function removeSeat(db: Db, { who, at, params }: Call<typeof shifts.removeSeat>): Promise<Reply<typeof shifts.removeSeat>> {
  return refusable(db, scopeOf(who), async (tx) => {
    const line = await lockOwnLine(tx, { who, at }, params.lineId);
    if (line === null) return refuse({ code: "object.not_found" });
    const removable = mayRemoveSeat(line);
    if (!removable.ok) return removable;
    await deleteLine(tx, line.lineId);
    await noteLine(tx, { who, at }, "removed", line);
    return ok(undefined);
  });
}
