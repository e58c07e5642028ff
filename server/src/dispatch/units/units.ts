import type { dispatch } from "@amaliyat/contract/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { isUniqueViolation, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { changeUnitBy, NOTHING_MORE, unitOfWord } from "./change-unit.ts";
import type { DispatchDeps } from "../deps.ts";
import { doneAt } from "../assignments/stamp.ts";
import { unitSubject } from "../subjects.ts";
import { tellingOfUnit } from "../tell-unit.ts";
import { boundTo } from "../rows/dispatch-store.ts";
import { isSector, listUnits, patrolName, unitById } from "../rows/units-queries.ts";
import { changeUnitRow, insertUnit, insertAccountBefore } from "../rows/units-store.ts";

export async function units(db: Db, { who, at }: Call<typeof dispatch.units>): Promise<Reply<typeof dispatch.units>> {
  return ok(await transaction(db, scopeOf(who), (tx) => listUnits(tx, at), { readOnly: true }));
}

/** Makes a unit in one of the caller's sectors; a patrol speaks for one unit. */
export async function createUnit(db: Db, { who, at, body }: Call<typeof dispatch.createUnit>): Promise<Reply<typeof dispatch.createUnit>> {
  if (!who.covers.includes(body.sectorId)) return refuse({ code: "object.not_found" });
  let patrol: string | null = null;
  try {
    return await refusable(db, scopeOf(who), async (tx) => {
      patrol = body.userId === null ? null : await patrolName(tx, body.userId, who.covers);
      if (body.userId !== null && patrol === null) return refuse({ code: "object.not_found" });
      const unitId = randomUUID();
      await insertUnit(tx, {
        unit_id: unitId,
        code: body.code,
        kind: body.kind,
        sector_id: body.sectorId,
        user_id: body.userId,
        skills: [...new Set(body.skills)],
        vehicle: body.vehicle,
        status_since: new Date(at),
      });
      const unit = await unitById(tx, unitId, at);
      if (unit === null) throw new Error("a unit left its own author's sight");
      await settle(
        tx,
        { who, at },
        { type: "unit.changed", about: unitSubject({ unitId, sectorId: body.sectorId }), detail: { code: body.code, made: true } },
        [tellingOfUnit(unit)],
      );
      return ok(unit);
    });
  } catch (cause) {
    const isSpeaking = isUniqueViolation(cause, "unit_user_id_key");
    if (isUniqueViolation(cause, "unit_code_read")) return refuse({ code: "unit.code_taken", params: { value: body.code } });
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: isSpeaking ? (patrol ?? "") : body.code } });
    throw cause;
  }
}

type Changed = Call<typeof dispatch.changeUnit>["body"];
type Row = Parameters<Parameters<typeof changeUnitBy>[1]["change"]>[1];

/** Another person's account, if it changes: the one before is kept with its end. */
async function changeAccount(tx: Tx, row: Row, { userId }: Changed, { who, at }: Pick<Call<typeof dispatch.changeUnit>, "who" | "at">) {
  if (userId === undefined || userId === row.user_id) return true;
  if (row.person_id !== null || (userId !== null && (await patrolName(tx, userId, who.covers)) === null)) return false;
  await insertAccountBefore(tx, row.unit_id, row.user_id, new Date(at));
  await changeUnitRow(tx, row.unit_id, { user_id: userId });
  return true;
}

/** Log detail of a change: the new code, sector and account, and those before. */
const moves = ({ code, sectorId, userId }: Changed, row: Row) => ({
  ...(code === undefined ? {} : { from: row.code, to: code }),
  ...(sectorId === undefined ? {} : { into: sectorId }),
  ...(userId === undefined ? {} : { userId }),
  before: {
    ...(sectorId === undefined ? {} : { sectorId: row.sector_id }),
    ...(userId === undefined ? {} : { userId: row.user_id }),
  },
});

/** Log detail of the lines of a crew that follow a change of their unit. */
const linesOf = (lineIds: readonly string[]) => (lineIds.length === 0 ? {} : { lines: lineIds });

/**
 * Changes what a unit is: its code, sector and account, kind, skills, vehicle, radio and crew. Both sectors of a move are the caller's, and
 * its seats on the roster move with it.
 */
export async function changeUnit(
  { db, seats }: Pick<DispatchDeps, "db" | "seats">,
  call: Call<typeof dispatch.changeUnit>,
): Promise<Reply<typeof dispatch.changeUnit>> {
  const { who, at, params, body } = call;
  if (body.sectorId !== undefined && !who.covers.includes(body.sectorId)) return refuse({ code: "object.not_found" });
  const change = changeUnitBy(db, {
    who,
    at,
    unitId: params.unitId,
    type: "unit.changed",
    detail: { changed: Object.keys(body) },
    before: (row) => moves(body, row),
    change: async (tx, row) => {
      if (!who.covers.includes(row.sector_id) || !(await changeAccount(tx, row, body, call))) return refuse({ code: "object.not_found" });
      const isHome = body.sectorId !== undefined && body.sectorId === row.lent_to;
      await changeUnitRow(tx, params.unitId, {
        ...(body.code === undefined ? {} : { code: body.code }),
        ...(body.sectorId === undefined ? {} : { sector_id: body.sectorId }),
        ...(isHome ? { lent_to: null, lent_until: null } : {}),
        ...(body.kind === undefined ? {} : { kind: body.kind }),
        ...(body.skills === undefined ? {} : { skills: [...new Set(body.skills)] }),
        ...(body.vehicle === undefined ? {} : { vehicle: body.vehicle }),
        ...(body.radio === undefined ? {} : { radio: body.radio }),
        ...(body.phone === undefined ? {} : { phone: body.phone }),
        ...(body.crew === undefined ? {} : { crew: body.crew }),
      });
      return ok(undefined);
    },
    entails: async (tx, row) => {
      const { sectorId } = body;
      if (sectorId === undefined || sectorId === row.sector_id) return NOTHING_MORE;
      const { lineIds, ...more } = await seats.moveAlong(tx, { by: who.userId, at, unitId: params.unitId, sectorId });
      return { ...more, detail: linesOf(lineIds) };
    },
  });
  return change.catch((cause: unknown) => {
    if (isUniqueViolation(cause, "unit_code_key")) return refuse({ code: "object.exists", params: { value: body.code ?? "" } });
    if (isUniqueViolation(cause, "unit_code_read")) return refuse({ code: "unit.code_taken", params: { value: body.code ?? "" } });
    if (isUniqueViolation(cause, "unit_user_id_key")) return refuse({ code: "object.exists", params: { value: body.userId ?? "" } });
    throw cause;
  });
}

/** Lends a unit to a sector until a moment: there it is seen, advised and sent as its own, and is back by itself. Null takes it back. */
export async function lendUnit(
  db: Db,
  { who, at, params, body }: Call<typeof dispatch.lendUnit>,
): Promise<Reply<typeof dispatch.lendUnit>> {
  const lent = body.lent === null ? null : { to: body.lent.sectorId, until: new Date(body.lent.until) };
  return changeUnitBy(db, {
    who,
    at,
    unitId: params.unitId,
    type: "unit.lent",
    detail: { into: lent?.to ?? null, until: lent?.until.toISOString() ?? null },
    change: async (tx, row) => {
      if (!who.covers.includes(row.sector_id) || row.person_id !== null) return refuse({ code: "object.not_found" });
      const isWrong = lent !== null && (lent.until.getTime() <= at || lent.to === row.sector_id || !(await isSector(tx, lent.to)));
      if (isWrong) return refuse({ code: "unit.lending_wrong" });
      return ok(await changeUnitRow(tx, params.unitId, { lent_to: lent?.to ?? null, lent_until: lent?.until ?? null }));
    },
  });
}

/**
 * Retires a unit that is sent nowhere and has no crew on the roster now. Its later seats end with it. Its account and code are free for
 * another one; what it did stays.
 */
export async function retireUnit(
  { db, seats }: Pick<DispatchDeps, "db" | "seats">,
  { who, at, params, body }: Call<typeof dispatch.retireUnit>,
): Promise<Reply<typeof dispatch.retireUnit>> {
  return changeUnitBy(db, {
    who,
    at,
    unitId: params.unitId,
    type: "unit.retired",
    detail: { reason: body.reason },
    change: async (tx, row) => {
      if (!who.covers.includes(row.sector_id)) return refuse({ code: "object.not_found" });
      if (row.distress_at !== null) return refuse({ code: "unit.in_distress" });
      const [first] = await boundTo(tx, params.unitId);
      if (first !== undefined) return refuse({ code: "unit.already_assigned", params: { reference: first.reference } });
      const crew = await seats.seatedIn(tx, params.unitId, at);
      if (crew.length > 0) return refuse({ code: "unit.crewed", params: { names: crew.join(" · ") } });
      return ok(await changeUnitRow(tx, params.unitId, { retired_at: new Date(at), lent_to: null, lent_until: null }));
    },
    entails: async (tx) => {
      const { lineIds, ...more } = await seats.removeLater(tx, { at, unitId: params.unitId, reason: body.reason });
      return { ...more, detail: linesOf(lineIds) };
    },
  });
}

/** Puts a unit out of service with a reason, or back. Its assignments are not touched. */
export async function setUnitService(db: Db, call: Call<typeof dispatch.setUnitService>): Promise<Reply<typeof dispatch.setUnitService>> {
  const { who, at, params, body } = call;
  const reason = body.available ? null : (body.reason ?? null);
  if (!body.available && reason === null) return refuse({ code: "unit.reason_missing" });
  const note = body.available ? null : (body.note ?? null);
  const change = { in_service: body.available, out_reason: reason, out_note: note, status_since: new Date(at) };
  return changeUnitBy(db, {
    who,
    at,
    unitId: params.unitId,
    type: "unit.changed",
    detail: { available: body.available, reason, note },
    change: async (tx, row) => {
      // A crew that calls for help is not put away.
      if (!body.available && row.distress_at !== null) return refuse({ code: "unit.in_distress" });
      return ok(await changeUnitRow(tx, params.unitId, change));
    },
  });
}

/** Keeps a unit free for something that is expected, or ends that. */
export async function reserve(db: Db, { who, at, params, body }: Call<typeof dispatch.reserve>): Promise<Reply<typeof dispatch.reserve>> {
  const until = body.until === null ? null : new Date(body.until);
  if (until !== null && until.getTime() <= at) return refuse({ code: "unit.reservation_past" });
  const change = { reserved_until: until, reserved_for: until === null ? null : body.for };
  return changeUnitBy(db, {
    who,
    at,
    unitId: params.unitId,
    type: "unit.reserved",
    detail: { until: body.until, for: change.reserved_for },
    change: async (tx) => ok(await changeUnitRow(tx, params.unitId, change)),
  });
}

/**
 * Word of the crew: the time until the next one begins again, from the moment it was given. A word given an hour ago says nothing of now.
 * The word of a crew that was relieved before says nothing of those who sit there: the log alone has it.
 */
export async function hear(db: Db, call: Call<typeof dispatch.hear>): Promise<Reply<typeof dispatch.hear>> {
  const { who, at, params, body } = call;
  const { unitId } = params;
  const saidAt = doneAt(body.at, call);
  const spokenOf = who.role === "patrol" ? await unitOfWord(db, who, unitId, { acted: saidAt, heard: at }) : null;
  const isRelieved = spokenOf !== null && spokenOf.relievedAt !== null;
  return changeUnitBy(db, {
    who,
    at,
    unitId,
    actedAt: saidAt,
    isWord: isRelieved,
    type: "unit.heard",
    detail: {
      ...(body.activity === undefined ? {} : { activity: body.activity }),
      ...(isRelieved ? { late: true, stampedAt: new Date(saidAt).toISOString() } : {}),
    },
    change: async (tx, row) => {
      if (isRelieved) return ok(undefined);
      const heard = { heard_at: new Date(Math.max(row.heard_at?.getTime() ?? 0, saidAt)) };
      return ok(await changeUnitRow(tx, unitId, body.activity === undefined ? heard : { ...heard, activity: body.activity }));
    },
  });
}
