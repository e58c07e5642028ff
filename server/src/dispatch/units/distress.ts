import type { dispatch, Unit } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { helpMoment, LATE_CALL_MS } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { isUniqueViolation, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { changeUnitBy, type UnitAct } from "./change-unit.ts";
import { changeUnitRow, endDistress, updateDistress, lockUnit, personUnit, unitOfUser, type DistressPlace } from "../rows/units-store.ts";

/** A place that is older is not of now, ms. */
const PLACE_NOW_MS = 60_000;

type Calling = Pick<UnitAct, "who" | "at"> & {
  readonly body: Call<typeof dispatch.panic>["body"];
  /** The phone's time of sending. */
  readonly sentAt: string | undefined;
  readonly also?: Readonly<Record<string, unknown>>;
  /** Writes more in the same transaction. */
  readonly writeAlso?: (tx: Tx) => Promise<unknown>;
};

/**
 * The unit of a call for help, locked: the one for which the person speaks; for somebody of none the person becomes one. A unit that was
 * retired in this moment is in no list, so that a call in its name would be seen by nobody.
 */
async function unitForHelp(tx: Tx, userId: string, at: number): Promise<string> {
  const own = (await unitOfUser(tx, userId, at))?.unit_id;
  if (own !== undefined && (await isInUse(tx, own))) return own;
  for (;;) {
    const person = await personUnit(tx, randomUUID(), userId, new Date(at));
    // The desk may have ended the call before, and with it this unit, until the lock was given.
    if (person !== null && (await isInUse(tx, person))) return person;
  }
}

/** Locks a unit; false if it is retired. */
const isInUse = async (tx: Tx, unitId: string): Promise<boolean> => (await lockUnit(tx, unitId))?.retired_at === null;

/**
 * A person of a patrol calls for help, with a unit or none. Pressed again the call goes on from its first moment and takes the newer place; if somebody had taken it up, it is
 * an alarm anew. The same press once more, by a phone that was away, is none: its phone gives it the same moment. Moments of the phone are moved by what its clock is off.
 */
export async function callForHelp(db: Db, calling: Calling): Promise<Result<Unit, Refusal<ErrorCode>>> {
  try {
    return await callOnce(db, calling);
  } catch (cause) {
    // Two calls at once wanted the same code for the units of their persons: now the second sees the first.
    if (isUniqueViolation(cause)) return callOnce(db, calling);
    throw cause;
  }
}

function callOnce(db: Db, { who, at, body, sentAt, also = {}, writeAlso }: Calling): Promise<Result<Unit, Refusal<ErrorCode>>> {
  const sent = sentAt === undefined ? null : Date.parse(sentAt);
  const momentOf = (said: string): Date => new Date(helpMoment(Date.parse(said), sent, at));
  // A place whose moment nobody can believe is told without one, and never as one of now.
  const placeMomentOf = (said: string): Date | null => {
    const moment = momentOf(said);
    return moment.getTime() === at && Math.abs(Date.parse(said) - (sent ?? at)) > PLACE_NOW_MS ? null : moment;
  };
  const called = momentOf(body.at);
  return changeUnitBy(db, {
    who,
    at,
    unitId: (tx) => unitForHelp(tx, who.userId, at),
    type: "unit.distress_called",
    detail: { calledAt: called.toISOString(), ...also },
    change: async (tx, row) => {
      const unitId = row.unit_id;
      await writeAlso?.(tx);
      const known: DistressPlace | null =
        row.lat === null || row.lon === null ? null : { place: { lat: row.lat, lon: row.lon }, accuracyM: null, at: row.position_at };
      const said: DistressPlace | null =
        body.place === null
          ? null
          : { place: body.place, accuracyM: body.accuracyM, at: body.placeAt === null ? null : placeMomentOf(body.placeAt) };
      if (row.distress_at === null) {
        const press = { first: called, heard: new Date(at), said: new Date(body.at), again: null };
        await updateDistress(tx, unitId, press, said ?? known);
        return ok(undefined);
      }
      // A late one from before the call that stands says nothing new, and knows an older place.
      // A call that lies in the future, the room's clock having been put back, makes no press a late one.
      if (called.getTime() < Math.min(row.distress_at.getTime(), at) - LATE_CALL_MS) return ok(undefined);
      const isNew = row.distress_said_at?.getTime() !== Date.parse(body.at);
      const heard = row.distress_heard_at ?? row.distress_at;
      const wasLate = heard.getTime() - row.distress_at.getTime() > LATE_CALL_MS;
      const again = isNew && (row.distress_taken_up_by !== null || wasLate) ? called : null;
      await updateDistress(tx, unitId, { first: row.distress_at, heard, said: new Date(body.at), again }, said);
      return ok(undefined);
    },
  });
}

export const panic = (db: Db, { who, at, body, query }: Call<typeof dispatch.panic>): Promise<Reply<typeof dispatch.panic>> =>
  callForHelp(db, { who, at, body, sentAt: query.sentAt });

/**
 * A dispatcher takes a call for help up, so that all see that somebody does; or ends it with a reason. Either counts for the press that the
 * desk saw. Moments are compared for equality: a newer press can carry an older moment, if its phone had no link or the room's clock
 * was put back.
 */
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
      const press = row.distress_again_at ?? row.distress_heard_at ?? row.distress_at;
      if (press.getTime() !== Date.parse(body.seen)) return refuse({ code: "unit.distress_again" });
      if (body.act === "end") {
        await endDistress(tx, unitId);
        // The room made it for this call alone.
        if (row.person_id !== null) await changeUnitRow(tx, unitId, { retired_at: new Date(at) });
      } else await changeUnitRow(tx, unitId, { distress_taken_up_by: who.userId });
      return ok(undefined);
    },
  });
}
