import type { LogType } from "@amaliyat/contract/audit";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Shift as ShownShift } from "@amaliyat/contract/shifts";
import { decideShift, type Shift, type ShiftCommand } from "@amaliyat/domain/shifts";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { isUniqueViolation, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { keepShift, lockShift, runningIn } from "./shifts-store.ts";
import { shiftById } from "./shifts-queries.ts";
import { tellingOfShift } from "./tell-shift.ts";

type Prepared = Result<ShiftCommand, Refusal<ErrorCode>>;

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

/** Takes a shift of the caller's own sectors for a command. */
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

/** Runs a command in a transaction that the caller opened: lock, decide, keep. Logging and telling are left to the caller. */
export async function runOnShift(tx: Tx, asked: CommandedShift): Promise<Result<ShownShift, Refusal<ErrorCode>>> {
  const { who, at, shiftId, version } = asked;
  const shift = await lockOwn(tx, who, shiftId);
  if (shift === null) return refuse({ code: "object.not_found" });
  const command = await asked.prepare(tx, shift);
  if (!command.ok) return command;
  const decided = decideShift(shift, command.value, { at, by: who.userId, seenVersion: version });
  if (!decided.ok) return decided;
  await asked.alongside?.(tx);
  await keepShift(tx, decided.value);
  return ok(await shownAfter(tx, shiftId));
}

/** Runs a command: lock, decide, keep, log, tell. */
export async function commandShift(db: Db, asked: CommandedShift): Promise<Result<ShownShift, Refusal<ErrorCode>>> {
  try {
    return await transaction(db, scopeOf(asked.who), async (tx) => {
      const done = await runOnShift(tx, asked);
      if (!done.ok) return done;
      await append(tx, {
        at: asked.at,
        type: asked.type,
        actor: actorOf(asked.who),
        subject: { kind: "shift", id: asked.shiftId },
        sectorId: done.value.sectorId,
        detail: { ...detailOf(done.value), ...asked.detail },
      });
      await tell(tx, asked.at, [tellingOfShift(done.value)]);
      return done;
    });
  } catch (cause) {
    if (!isUniqueViolation(cause, "shift_running")) throw cause;
    return stillRunning(db, asked.who, asked.shiftId);
  }
}

async function stillRunning(db: Db, who: Caller, shiftId: string): Promise<Result<never, Refusal<ErrorCode>>> {
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
