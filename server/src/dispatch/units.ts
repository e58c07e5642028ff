import type { dispatch } from "@amaliyat/contract/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { isUniqueViolation, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { listUnits, patrolName, unitById } from "./dispatch-queries.ts";
import { insertUnit, lockUnit, setService } from "./dispatch-store.ts";
import { tellingOfUnit } from "./tell-unit.ts";

export async function units(db: Db, { who }: Call<typeof dispatch.units>): Promise<Reply<typeof dispatch.units>> {
  return ok(await transaction(db, scopeOf(who), listUnits, { readOnly: true }));
}

/** Makes a unit in one of the caller's sectors; a patrol speaks for one unit. */
export async function createUnit(db: Db, { who, at, body }: Call<typeof dispatch.createUnit>): Promise<Reply<typeof dispatch.createUnit>> {
  if (!who.covers.includes(body.sectorId)) return refuse({ code: "object.not_found" });
  let patrol: string | null = null;
  try {
    return await transaction(db, scopeOf(who), async (tx) => {
      patrol = body.userId === null ? null : await patrolName(tx, body.userId, who.covers);
      if (body.userId !== null && patrol === null) return refuse({ code: "object.not_found" });
      const unitId = randomUUID();
      await insertUnit(tx, {
        unit_id: unitId,
        code: body.code,
        kind: body.kind,
        sector_id: body.sectorId,
        user_id: body.userId,
        status_since: new Date(at),
      });
      const unit = await unitById(tx, unitId);
      if (unit === null) throw new Error("a unit left its own author's sight");
      await append(tx, {
        at,
        type: "unit.changed",
        actor: actorOf(who),
        subject: { kind: "unit", id: unitId },
        sectorId: body.sectorId,
        detail: { code: body.code, made: true },
      });
      await tell(tx, at, [tellingOfUnit(unit)]);
      return ok(unit);
    });
  } catch (cause) {
    const isSpeaking = isUniqueViolation(cause, "unit_user_id_key");
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: isSpeaking ? (patrol ?? "") : body.code } });
    throw cause;
  }
}

/** Takes a unit out of service with a reason, or puts it back. What it is sent to is not touched. */
export async function setUnitService(db: Db, call: Call<typeof dispatch.setUnitService>): Promise<Reply<typeof dispatch.setUnitService>> {
  const { who, at, params, body } = call;
  return transaction(db, scopeOf(who), async (tx) => {
    const known = await lockUnit(tx, params.unitId);
    if (known === undefined || !who.covers.includes(known.sector_id)) return refuse({ code: "object.not_found" });
    await setService(tx, params.unitId, body.available, body.available ? null : (body.reason ?? null), new Date(at));
    const unit = await unitById(tx, params.unitId);
    if (unit === null) throw new Error("a unit left its own author's sight");
    await append(tx, {
      at,
      type: "unit.changed",
      actor: actorOf(who),
      subject: { kind: "unit", id: params.unitId },
      sectorId: unit.sectorId,
      detail: { code: unit.code, available: body.available, reason: body.reason ?? null },
    });
    await tell(tx, at, [tellingOfUnit(unit)]);
    return ok(unit);
  });
}
