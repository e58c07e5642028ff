import type { LogType } from "@amaliyat/contract/audit";
import type { Shift as ShownShift } from "@amaliyat/contract/shifts";
import { decideShift, type Shift, type ShiftCommand } from "@amaliyat/domain/shifts";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { command } from "../audit/index.ts";
import { judgeAsPerson, scopeOf } from "../identity/index.ts";
import { refusable, type Refused } from "../platform/command/index.ts";
import { isUniqueViolation, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { updateShift, lockShift, runningIn } from "./rows/shifts-store.ts";
import { shiftById } from "./rows/shifts-queries.ts";
import { shiftSubject } from "./subjects.ts";
import { tellingOfShift } from "./tell-shift.ts";

type Prepared = Result<ShiftCommand, Refused>;

/** One command on one shift by one person. `prepare` turns what was asked into the domain's command, under the lock. */
export type CommandedShift = {
  readonly who: Caller;
  readonly at: number;
  readonly shiftId: string;
  readonly version: number;
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly prepare: (tx: Tx, shift: Shift) => Promise<Prepared>;
  /** Further writes once the command is allowed, before the shift itself changes. */
  readonly alongside?: (tx: Tx) => Promise<void>;
};

/** Locks a shift of the caller's own sectors for a command. */
export async function lockOwn(tx: Tx, who: Caller, shiftId: string): Promise<Shift | null> {
  const shift = await lockShift(tx, shiftId);
  return shift !== null && who.covers.includes(shift.sectorId) ? shift : null;
}

/** The shift after a command; it was locked a moment ago, so that it is gone is a bug. */
export async function shownAfter(tx: Tx, shiftId: string): Promise<ShownShift> {
  const shown = await shiftById(tx, shiftId);
  if (shown === null) throw new Error("a shift left its own author's sight");
  return shown;
}

/** Details that every log entry of a shift carries. */
export const detailOf = (shift: ShownShift): Readonly<Record<string, unknown>> => ({
  name: shift.name,
  version: shift.version,
  from: shift.from,
  to: shift.to,
  chief: shift.chief.userId,
});

/** First steps of a command on a shift: lock, decide, store. */
export const shiftSteps = (asked: CommandedShift) => ({
  lock: (tx: Tx) => lockOwn(tx, asked.who, asked.shiftId),
  decide: async (tx: Tx, shift: Shift): Promise<Result<Shift, Refused>> => {
    const wanted = await asked.prepare(tx, shift);
    if (!wanted.ok) return wanted;
    const { at, version: seenVersion } = asked;
    return judgeAsPerson(tx, asked.who.userId, (by) => decideShift(shift, wanted.value, { at, by, seenVersion }));
  },
  store: async (tx: Tx, _before: Shift, next: Shift): Promise<Result<ShownShift, Refused>> => {
    await asked.alongside?.(tx);
    await updateShift(tx, next);
    return ok(await shownAfter(tx, asked.shiftId));
  },
});

/** The first steps alone, for an act on two shifts: it logs and tells both at its end. */
export async function runOnShift(tx: Tx, asked: CommandedShift): Promise<Result<ShownShift, Refused>> {
  const { lock, decide, store } = shiftSteps(asked);
  const shift = await lock(tx);
  if (shift === null) return refuse({ code: "object.not_found" });
  const decided = await decide(tx, shift);
  return decided.ok ? store(tx, shift, decided.value) : decided;
}

/** Runs a command on one shift. */
export async function commandShift(db: Db, asked: CommandedShift): Promise<Result<ShownShift, Refused>> {
  try {
    return await refusable(db, scopeOf(asked.who), (tx) =>
      command(tx, asked, {
        ...shiftSteps(asked),
        publish: (_tx, shown) => [tellingOfShift(shown)],
        answer: (_tx, shown) => shown,
        log: (shown) => ({ type: asked.type, about: shiftSubject(shown), detail: { ...detailOf(shown), ...asked.detail } }),
      }),
    );
  } catch (cause) {
    if (!isUniqueViolation(cause, "shift_running")) throw cause;
    return stillRunning(db, asked.who, asked.shiftId);
  }
}

async function stillRunning(db: Db, who: Caller, shiftId: string): Promise<Result<never, Refused>> {
  const name = await transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const shift = await shiftById(tx, shiftId);
      return shift === null ? null : runningIn(tx, shift.sectorId);
    },
    { readOnly: true },
  );
  return refuse({ code: "shift.still_running", params: { name: name ?? "" } });
}
