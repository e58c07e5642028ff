import { cameras, type CameraFaultRow, type CamerasHealth } from "@amaliyat/contract/cameras";
import type { Happening } from "@amaliyat/contract/live";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { journal } from "../../live/index.ts";

export const HEALTH = ["camera-health"] as const;

/** Faults that ended and are listed: as many as the room gives. */
const ENDED = 200;
/** Counts and shares of the phases are read again this often, ms: they change without a fault too. */
const READ_EVERY_MS = 30_000;

const keyOf = ({ cameraId, fault, raisedAt }: CameraFaultRow): string => `${cameraId} ${fault} ${raisedAt}`;
const byRaised = (a: CameraFaultRow, b: CameraFaultRow): number => (a.raisedAt < b.raisedAt ? -1 : a.raisedAt > b.raisedAt ? 1 : 0);

/** Brings faults that were raised, changed or cleared into the board. */
export function applyToHealth(board: CamerasHealth, happened: readonly Happening[]): CamerasHealth {
  const rows = new Map(happened.flatMap((one) => (one.topic === "camera_fault" ? [[keyOf(one.row), one.row] as const] : [])));
  if (rows.size === 0) return board;
  const others = (list: readonly CameraFaultRow[]) => list.filter((row) => !rows.has(keyOf(row)));
  const told = [...rows.values()];
  return {
    ...board,
    standing: [...others(board.standing), ...told.filter(({ clearedAt }) => clearedAt === null)].toSorted(byRaised),
    ended: [...told.filter(({ clearedAt }) => clearedAt !== null).toReversed(), ...others(board.ended)].slice(0, ENDED),
  };
}

/** State of all cameras of one's sectors: their faults, and figures of each phase. */
export const cameraHealth = queryOptions({
  queryKey: HEALTH,
  queryFn: async ({ signal }): Promise<CamerasHealth> => {
    const mark = journal.mark();
    return applyToHealth(await read(cameras.health, { signal }), journal.since(mark));
  },
  refetchInterval: READ_EVERY_MS,
});
