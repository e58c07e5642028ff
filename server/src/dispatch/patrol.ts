import type { dispatch, Duty } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { phoneClockOff, phoneMoment } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import type { DispatchDeps } from "./deps.ts";
import { dutyOf } from "./dispatch-queries.ts";
import { unitById } from "./units-queries.ts";
import { keepPositions, unitOfUser } from "./units-store.ts";

/** The caller's unit and what it is sent to, with the hazards there; that the crew was shown them is logged. */
export async function dutyFor(
  { db, warningsAt }: Pick<DispatchDeps, "db" | "warningsAt">,
  who: Caller,
  at: number,
): Promise<Result<Duty, Refusal<ErrorCode>>> {
  return transaction(db, SYSTEM, async (tx) => {
    const own = await unitOfUser(tx, who.userId);
    const unit = own === undefined ? null : await unitById(tx, own.unit_id, at);
    if (unit === null) return refuse({ code: "object.not_found" });
    const assignments: Duty["assignments"] = [];
    for (const one of await dutyOf(tx, unit.unitId)) {
      const { interventionId, reference, sectorId } = one;
      assignments.push({ ...one, hazards: await warningsAt(tx, { who, at, interventionId, reference, sectorId }) });
    }
    return ok({ unit, assignments });
  });
}

export const duty = (deps: DispatchDeps, { who, at }: Call<typeof dispatch.duty>): Promise<Reply<typeof dispatch.duty>> =>
  dutyFor(deps, who, at);

/** The way by road to one of the caller's assignments; null where the room knows no roads, no place, or no way. */
export async function drive({ db, roads }: DispatchDeps, call: Call<typeof dispatch.drive>): Promise<Reply<typeof dispatch.drive>> {
  const own = await transaction(
    db,
    SYSTEM,
    async (tx) => {
      const unit = await unitOfUser(tx, call.who.userId);
      return unit === undefined ? null : { kind: unit.kind, orders: await dutyOf(tx, unit.unit_id) };
    },
    { readOnly: true },
  );
  const order = own?.orders.find(({ assignmentId }) => assignmentId === call.params.assignmentId);
  if (own === null || order === undefined) return refuse({ code: "object.not_found" });
  const found = order.place === null ? null : (roads?.drive(own.kind, call.query, order.place) ?? null);
  return ok(
    found && {
      ...found,
      instructions: found.instructions.map(({ name, ...each }) => ({ ...each, name: name?.ar ?? name?.fr ?? name?.en ?? null })),
    },
  );
}

/**
 * Keeps the positions of the caller's unit and shows the newest on the maps at once. What a phone's clock is off is taken out of its stamps: one
 * from the future would hide every true position after it, one of yesterday would show a unit as lost.
 */
export async function report(
  { db, hub }: DispatchDeps,
  { who, at, body }: Call<typeof dispatch.report>,
): Promise<Reply<typeof dispatch.report>> {
  const off = phoneClockOff(body.sentAt === undefined ? null : Date.parse(body.sentAt), at);
  const told = body.positions.map(({ lat, lon, headingDeg, at: stamp }) => ({
    lat,
    lon,
    heading_deg: headingDeg,
    at: new Date(phoneMoment(Date.parse(stamp), off, at)),
  }));
  const unit = await transaction(db, SYSTEM, async (tx) => {
    const own = await unitOfUser(tx, who.userId);
    if (own === undefined) return null;
    await keepPositions(tx, own.unit_id, told);
    return unitById(tx, own.unit_id, at);
  });
  if (unit === null) return refuse({ code: "object.not_found" });
  if (unit.position !== null) hub.moved(unit.sectorId, { kind: "moved", unitId: unit.unitId, position: unit.position });
  return ok(undefined);
}
