import type { dispatch } from "@amaliyat/contract/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { changeUnitBy, ownUnit } from "./change-unit.ts";
import { changeUnitRow, endDistress, keepDistress } from "./units-store.ts";

/**
 * A crew calls for help. Pressed again, also by a phone that was away and sends it once more, the call goes on from its first moment and
 * takes the newer place.
 */
export async function panic(db: Db, { who, at, body }: Call<typeof dispatch.panic>): Promise<Reply<typeof dispatch.panic>> {
  const unitId = await ownUnit(db, who);
  if (unitId === null) return refuse({ code: "object.not_found" });
  const called = new Date(Math.min(at, Date.parse(body.at)));
  return changeUnitBy(db, {
    who,
    at,
    unitId,
    type: "unit.distress_called",
    detail: { calledAt: called.toISOString() },
    change: async (tx, row) => {
      const known = row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon };
      await keepDistress(tx, unitId, row.distress_at ?? called, body.place ?? (row.distress_at === null ? known : null));
      return ok(undefined);
    },
  });
}

/** A dispatcher takes a call for help up, so that all see that somebody does; or ends it with a reason. */
export async function distress(
  db: Db,
  { who, at, params, body }: Call<typeof dispatch.distress>,
): Promise<Reply<typeof dispatch.distress>> {
  const { unitId } = params;
  return changeUnitBy(db, {
    who,
    at,
    unitId,
    type: body.act === "end" ? "unit.distress_ended" : "unit.distress_taken_up",
    detail: body.act === "end" ? { reason: body.reason } : {},
    change: async (tx, row) => {
      if (row.distress_at === null) return refuse({ code: "unit.no_distress" });
      if (body.act === "end") await endDistress(tx, unitId);
      else await changeUnitRow(tx, unitId, { distress_taken_up_by: who.userId });
      return ok(undefined);
    },
  });
}
