import type { dispatch, Duty } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { phoneClockOff, phoneMoment } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { DispatchDeps } from "../deps.ts";
import { dutyOf } from "../rows/dispatch-queries.ts";
import { speakingChanges, unitById, unitsAt, unitsByIds } from "../rows/units-queries.ts";
import { writePositions, unitOfUser } from "../rows/units-store.ts";

type Deps = Pick<DispatchDeps, "db" | "warningsAt">;
export type Ordered = { readonly who: Caller; readonly at: number; readonly unitId: string };
export type Order = Duty["assignments"][number];

/**
 * Reads the interventions that a unit is sent to, with the hazards there; `also` is an assignment that counts though it ended. The log says
 * that the crew was shown them.
 */
async function ordersIn(tx: Tx, { warningsAt }: Deps, { who, at, unitId }: Ordered, also: string | null = null): Promise<Order[]> {
  const assignments: Order[] = [];
  for (const one of await dutyOf(tx, unitId, who.userId, also)) {
    const { interventionId, reference, sectorId } = one;
    assignments.push({ ...one, hazards: await warningsAt(tx, { who, at, interventionId, reference, sectorId }) });
  }
  return assignments;
}

/** An order of a unit, which another crew may have by now: that at an intervention, or by an assignment that may have ended. */
export async function orderOf(
  deps: Deps,
  ordered: Ordered,
  named: { readonly interventionId: string } | { readonly assignmentId: string },
): Promise<Result<Order, Refusal<ErrorCode>>> {
  const also = "assignmentId" in named ? named.assignmentId : null;
  const orders = await transaction(deps.db, SYSTEM, (tx) => ordersIn(tx, deps, ordered, also));
  const isNamed = ({ assignmentId, interventionId }: Order): boolean =>
    "assignmentId" in named ? assignmentId === also : interventionId === named.interventionId;
  const order = orders.find(isNamed);
  return order === undefined ? refuse({ code: "object.not_found" }) : ok(order);
}

/** The unit for which the caller speaks now and what it is sent to; null while the caller speaks for none. */
export const dutyFor = (deps: Deps, who: Caller, at: number): Promise<Duty | null> =>
  transaction(deps.db, SYSTEM, async (tx) => {
    const own = await unitOfUser(tx, who.userId, at);
    const unit = own === undefined ? null : await unitById(tx, own.unit_id, at);
    if (unit === null) return null;
    const assignments = await ordersIn(tx, deps, { who, at, unitId: unit.unitId });
    return { unit, assignments, changesAt: await speakingChanges(tx, who.userId, at) };
  });

export const duty = async (deps: DispatchDeps, { who, at }: Call<typeof dispatch.duty>): Promise<Reply<typeof dispatch.duty>> =>
  ok(await dutyFor(deps, who, at));

/** The way by road to one of the caller's assignments; null where the room knows no roads, no place, or no way. */
export async function drive({ db, roads }: DispatchDeps, call: Call<typeof dispatch.drive>): Promise<Reply<typeof dispatch.drive>> {
  const own = await transaction(
    db,
    SYSTEM,
    async (tx) => {
      const unit = await unitOfUser(tx, call.who.userId, call.at);
      return unit === undefined ? null : { kind: unit.kind, orders: await dutyOf(tx, unit.unit_id, call.who.userId) };
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
 * Keeps the positions of the units for which the caller spoke then, and shows the newest on the maps at once. The offset of a phone's clock
 * is taken out of its stamps. A stamp from the future would hide every true position after it; one of yesterday would show a unit as lost.
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
  const moved = await transaction(db, SYSTEM, async (tx) => {
    const moments = [...new Set(told.map((each) => each.at.getTime()))].map((each) => new Date(each));
    const units = await unitsAt(tx, who.userId, moments, at);
    for (const [unitId, own] of Map.groupBy(told, (each) => units.get(each.at.getTime())))
      if (unitId !== undefined) await writePositions(tx, unitId, own, at);
    return unitsByIds(tx, [...new Set(units.values())], at);
  });
  if (moved.length === 0) return refuse({ code: "object.not_found" });
  for (const { unitId, sectorId, lent, position } of moved)
    for (const seenIn of position === null ? [] : [sectorId, ...(lent === null ? [] : [lent.sectorId])])
      if (position !== null) hub.moved("unit", seenIn, { kind: "moved", unitId, position });
  return ok(undefined);
}
