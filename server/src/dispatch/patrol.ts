import type { dispatch } from "@amaliyat/contract/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Hub } from "../platform/live/index.ts";
import { dutyOf, unitById } from "./dispatch-queries.ts";
import { keepPositions, unitOfUser } from "./dispatch-store.ts";

/** The caller's unit and what it is sent to. */
export async function duty(db: Db, { who }: Call<typeof dispatch.duty>): Promise<Reply<typeof dispatch.duty>> {
  return transaction(
    db,
    SYSTEM,
    async (tx) => {
      const own = await unitOfUser(tx, who.userId);
      const unit = own === undefined ? null : await unitById(tx, own.unit_id);
      return unit === null ? refuse({ code: "object.not_found" }) : ok({ unit, assignments: await dutyOf(tx, unit.unitId) });
    },
    { readOnly: true },
  );
}

/** A phone's clock may run ahead; a stamp from the future would hide every true position after it. */
const AHEAD_MS = 60_000;

/** Keeps the positions of the caller's unit and shows the newest on the maps at once. */
export async function report(db: Db, hub: Hub, { who, at, body }: Call<typeof dispatch.report>): Promise<Reply<typeof dispatch.report>> {
  const told = body.positions.map(({ lat, lon, headingDeg, at: stamp }) => ({
    lat,
    lon,
    heading_deg: headingDeg,
    at: new Date(Math.min(Date.parse(stamp), at + AHEAD_MS)),
  }));
  const unit = await transaction(db, SYSTEM, async (tx) => {
    const own = await unitOfUser(tx, who.userId);
    if (own === undefined) return null;
    await keepPositions(tx, own.unit_id, told);
    return unitById(tx, own.unit_id);
  });
  if (unit === null) return refuse({ code: "object.not_found" });
  if (unit.position !== null) hub.moved(unit.sectorId, { kind: "moved", unitId: unit.unitId, position: unit.position });
  return ok(undefined);
}
