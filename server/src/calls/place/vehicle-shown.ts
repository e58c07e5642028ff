import type { CallCard } from "@amaliyat/contract/calls";
import { readMsd } from "@amaliyat/domain/calls";
import type { Tx } from "../../platform/database/index.ts";
import { vehicleRow } from "../rows/vehicles-store.ts";

/** A vehicle as the card shows it: all that could be read, or that nothing could. */
export async function vehicleShown(tx: Tx, callId: string): Promise<CallCard["vehicle"]> {
  const row = await vehicleRow(tx, callId);
  if (row === null) return null;
  const read = row.msd === null ? null : readMsd(row.msd);
  const automatic = read?.automatic ?? (row.by === null ? null : row.by === "automatic");
  if (read === null) return { automatic, sent: row.msd !== null || row.erased, erased: row.erased, data: null };
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
  return { automatic, sent: true, erased: false, data };
}
