import type { dispatch } from "@amaliyat/contract/dispatch";
import { decideSending } from "@amaliyat/domain/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { lockIntervention, tellingsOf } from "../interventions/index.ts";
import { isUniqueViolation, SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { assignmentById } from "./dispatch-queries.ts";
import { boundTo, insertAssignment, lockUnit, stampUnit } from "./dispatch-store.ts";
import { tellingsOfUnits } from "./tell-unit.ts";

/**
 * Sends a unit to an intervention. The unit's row is locked before it is looked at, so that of two dispatchers at once the second
 * sees what the first did and is told so. Where it is bound in a sector that the caller does not see, the unique index tells.
 */
export async function assign(db: Db, call: Call<typeof dispatch.assign>): Promise<Reply<typeof dispatch.assign>> {
  try {
    return await send(db, call);
  } catch (cause) {
    if (!isUniqueViolation(cause, "assignment_unit_bound")) throw cause;
    const reference = await transaction(db, SYSTEM, (tx) => boundTo(tx, call.body.unitId), { readOnly: true });
    return refuse({ code: "unit.already_assigned", params: { reference: reference ?? "" } });
  }
}

async function send(db: Db, { who, at, params, body }: Call<typeof dispatch.assign>): Promise<Reply<typeof dispatch.assign>> {
  return transaction(db, scopeOf(who), async (tx) => {
    const intervention = await lockIntervention(tx, params.interventionId);
    const unit = await lockUnit(tx, body.unitId);
    if (intervention === null || unit === undefined) return refuse({ code: "object.not_found" });
    const decided = decideSending(
      {
        assignmentId: randomUUID(),
        interventionId: params.interventionId,
        unitId: body.unitId,
        interventionOpen: intervention.kind === "open",
        unitInService: unit.in_service,
        boundTo: await boundTo(tx, body.unitId),
      },
      who.userId,
      at,
    );
    if (!decided.ok) return decided;
    await insertAssignment(tx, decided.value);
    await stampUnit(tx, body.unitId, new Date(at));
    const shown = await assignmentById(tx, decided.value.assignmentId);
    if (shown === null) throw new Error("an assignment left its own author's sight");
    const tellings = [
      ...(await tellingsOf(tx, [params.interventionId])),
      ...(await tellingsOfUnits(tx, [body.unitId], params.interventionId)),
    ];
    await append(tx, {
      at,
      type: "intervention.assigned",
      actor: actorOf(who),
      subject: { kind: "intervention", id: params.interventionId },
      sectorId: intervention.sectorId,
      workItem: intervention.reference,
      detail: { unit: unit.code, unitId: unit.unit_id, assignmentId: shown.assignmentId },
    });
    await tell(tx, at, tellings);
    return ok(shown);
  });
}
