import { readFile } from "node:fs/promises";
import { uptime } from "node:os";
import { settle } from "../../audit/index.ts";
import type { Clock, OnStep } from "../../platform/clock.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import {
  isFirstToStep,
  insertMachineClock,
  moveBegunDesignations,
  moveOpenSessions,
  type MachineClock,
} from "../rows/clock-steps-store.ts";

/** This machine's clock, as Linux tells it. */
export const readMachineClock = async (): Promise<MachineClock> => ({
  bootId: (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim(),
  offsetMs: Math.round(Date.now() - uptime() * 1_000),
});

/** Moves what a feature measures by the machine's clock. In the room's own scope. */
export type MovesWithClock = (tx: Tx, byMs: number) => Promise<void>;

/** A clock that is so far from where it was seen last was stepped while no process of the room was there (ms). */
const MISSED_MS = 60_000;

type Moving = { readonly db: Db; readonly others: readonly MovesWithClock[]; readonly wall: Clock };

/** Moves rows with a step, if no other process of this machine has. Returns by how many ms they were moved by all steps. */
const move = ({ db, others, wall }: Moving, now: MachineClock, byMs: number): Promise<number> =>
  transaction(db, SYSTEM, async (tx) => {
    if (await isFirstToStep(tx, now, byMs)) {
      await moveOpenSessions(tx, byMs);
      if (byMs < 0) await moveBegunDesignations(tx, byMs, new Date(wall() - byMs));
      for (const each of others) await each(tx, byMs);
      await settle(
        tx,
        { who: null, at: Date.now() },
        { type: "room.clock_stepped", about: null, detail: { seconds: Math.round(byMs / 1_000) } },
      );
    }
    return (await insertMachineClock(tx, now)).steppedMs;
  });

/**
 * Moves the times of open sessions with a step of the machine's clock. Otherwise a clock put forward would sign everybody out, and one put
 * back would sign nobody out for hours. Designations move as well: a room set up while the clock was ahead would let nobody in. Other times
 * measured by the clock move with them, once for all processes of the machine. The step is logged. Between that and the step of a process's
 * own clock, `aheadOf` and `momentOfRow` say how far both are apart. A step that nobody followed while the room was down is followed at
 * once.
 */
export async function sessionsFollow(
  db: Db,
  others: readonly MovesWithClock[] = [],
  machine: () => Promise<MachineClock> = readMachineClock,
  wall: Clock = Date.now,
): Promise<OnStep> {
  const now = await machine();
  const seen = await transaction(db, SYSTEM, (tx) => insertMachineClock(tx, now));
  const { followed } = db;
  if (followed !== undefined) {
    const missedMs = now.offsetMs - seen.offsetMs;
    followed.followedMs = Math.abs(missedMs) < MISSED_MS ? seen.steppedMs : await move({ db, others, wall }, now, missedMs);
    followed.bootId = now.bootId;
  }
  return async (byMs) => {
    const followedMs = await move({ db, others, wall }, await machine(), byMs);
    return () => {
      if (followed !== undefined) followed.followedMs = followedMs;
    };
  };
}
