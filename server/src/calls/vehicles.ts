import type { CallCard } from "@amaliyat/contract/calls";
import { readMsd } from "@amaliyat/domain/calls";
import type { Tx } from "../platform/database/index.ts";
import type { Vehicle } from "../telephony/index.ts";
import type { CallsDeps } from "./calls-deps.ts";
import { addEvent } from "./events-store.ts";
import { takePlace } from "./places.ts";
import { insertVehicle, vehicleRow } from "./vehicles-store.ts";

/** A vehicle that trusts its place is within this of it, at 95 % (EN 15722, positionCanBeTrusted), in metres. */
const TRUSTED_M = 150;

/** Keeps what a vehicle sent with its call; its place is the call's. */
export async function takeVehicle(
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
  await takePlace(deps, tx, at, callId, { source: "ecall", point: read.point, accuracyM: read.trusted ? TRUSTED_M : null, measuredAt });
}

/** What the card shows of a vehicle: what could be read, or that nothing could. */
export async function vehicleShown(tx: Tx, callId: string): Promise<CallCard["vehicle"]> {
  const row = await vehicleRow(tx, callId);
  if (row === null) return null;
  const read = row.msd === null ? null : readMsd(row.msd);
  const automatic = read?.automatic ?? (row.by === null ? null : row.by === "automatic");
  if (read === null) return { automatic, sent: row.msd !== null, data: null };
  const { test, vehicleType, vin, propulsion, at, point, trusted, directionDeg, recent, passengers } = read;
  const data = {
    test,
    vehicleType,
    vin,
    propulsion: [...propulsion],
    at: at === null ? null : new Date(at).toISOString(),
    point: point === null ? null : { ...point },
    trusted,
    directionDeg,
    recent: recent.map((each) => ({ ...each })),
    passengers,
  };
  return { automatic, sent: true, data };
}
