import { readFile } from "node:fs/promises";
import { uptime } from "node:os";
import { append } from "../audit/index.ts";
import type { Clock, OnStep } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { isFirstToStep, keepMachineClock, moveBegunDesignations, moveOpenSessions, type MachineClock } from "./clock-steps-store.ts";

/** This machine's clock, as Linux tells it. */
export const readMachineClock = async (): Promise<MachineClock> => ({
  bootId: (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim(),
  offsetMs: Math.round(Date.now() - uptime() * 1_000),
});

/** Moves what a feature measures by the machine's clock. In the room's own scope. */
export type MovesWithClock = (tx: Tx, byMs: number) => Promise<void>;

/**
 * Moves the times of open sessions with a step of the machine's clock, or everybody would be signed out by a clock that is put forward, and nobody
 * for hours by one that is put back. A room that was set up while the clock was ahead would let nobody in: designations move as well. What others
 * measure by it moves with them, once for all processes of the machine. The step is logged.
 */
export async function sessionsFollow(
  db: Db,
  others: readonly MovesWithClock[] = [],
  machine: () => Promise<MachineClock> = readMachineClock,
  wall: Clock = Date.now,
): Promise<OnStep> {
  const known = await machine();
  await transaction(db, SYSTEM, (tx) => keepMachineClock(tx, known));
  return async (byMs) => {
    const now = await machine();
    await transaction(db, SYSTEM, async (tx) => {
      if (!(await isFirstToStep(tx, now))) return;
      await moveOpenSessions(tx, byMs);
      if (byMs < 0) await moveBegunDesignations(tx, byMs, new Date(wall() - byMs));
      for (const move of others) await move(tx, byMs);
      await append(tx, { at: Date.now(), type: "room.clock_stepped", detail: { seconds: Math.round(byMs / 1_000) } });
    });
  };
}
