import { readMsd } from "@amaliyat/domain/calls";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Vehicle } from "../../telephony/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { addEvent } from "../rows/events-store.ts";
import { addPlace } from "./places.ts";
import { eraseVehicles, insertVehicle } from "../rows/vehicles-store.ts";

/** A vehicle that trusts its place is within this of it, at 95 % (EN 15722, positionCanBeTrusted), in metres. */
const TRUSTED_M = 150;

/** Adds the data that a vehicle sent with its call; its place is the call's. */
export async function addVehicle(
  deps: Pick<CallsDeps, "sectorOf">,
  tx: Tx,
  at: number,
  callId: string,
  { msd, by }: Vehicle,
): Promise<void> {
  const bytes = msd === null ? null : Buffer.from(msd, "hex");
  await insertVehicle(tx, callId, { msd: bytes, by }, new Date(at));
  const read = bytes === null ? null : readMsd(bytes);
  await addEvent(tx, callId, { at, kind: "vehicle_called", data: { by, isRead: read !== null } });
  if (read?.point == null) return;
  const measuredAt = Math.min(read.at ?? at, at);
  await addPlace(deps, tx, at, callId, { source: "ecall", point: read.point, accuracyM: read.trusted ? TRUSTED_M : null, measuredAt });
}

const BATCH = 200;

/** Erases what vehicles sent, once its time is over, with a receipt in the log. */
export const expireVehicles = (db: Db, retentionMs: number, at: number): Promise<number> =>
  transaction(db, SYSTEM, async (tx) => {
    const gone = await eraseVehicles(tx, new Date(at), new Date(at - retentionMs), BATCH);
    const logged = gone.map((callId) => ({ type: "call.vehicle_expired" as const, about: subjectById("call", callId) }));
    await settle(tx, { who: null, at }, logged);
    return gone.length;
  });
