import type { shifts } from "@amaliyat/contract/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { coversFrom, judgePlan, planShift, type Shift, type ShiftCommand, type ShiftPlan } from "@amaliyat/domain/shifts";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { asRoom, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { commandShift, detailOf, shownAfter } from "./command-shift.ts";
import { currentLimits } from "./rows/limits-store.ts";
import { insertShift, lastEnd, ledElsewhere } from "./rows/shifts-store.ts";
import { heldAround, lockPlans, roleIn } from "./rows/shifts-queries.ts";
import { shiftSubject } from "./subjects.ts";
import { tellingOfShift } from "./tell-shift.ts";

type Asked = { readonly name: string; readonly from: string; readonly to: string; readonly chiefId: string };
const planOf = (asked: Asked): ShiftPlan => ({
  name: asked.name,
  from: Date.parse(asked.from),
  to: Date.parse(asked.to),
  chief: asked.chiefId,
});

/** A chief is a supervisor whose competence covers the whole sector when the shift begins. */
const isFit = async (tx: Tx, plan: ShiftPlan, sectorId: string): Promise<boolean> =>
  (await roleIn(tx, plan.chief, sectorId, new Date(plan.from), true)) === "supervisor";

/**
 * The code that was confirmed with a reason, or null where nothing had to be. Of the shift its two ids alone are read: its present span and
 * chief are what a change replaces.
 */
async function judged(tx: Tx, plan: ShiftPlan, { shiftId, sectorId }: Pick<Shift, "shiftId" | "sectorId">, anyway: string | null) {
  await lockPlans(tx);
  const { values } = await currentLimits(tx);
  const asked = { ...plan, shiftId, sectorId };
  const held = await asRoom(tx, () => heldAround(tx, asked));
  return judgePlan(asked, held, values, anyway);
}

/** Plans a shift in one of the caller's sectors. */
export async function plan(db: Db, { who, at, body }: Call<typeof shifts.plan>): Promise<Reply<typeof shifts.plan>> {
  if (!who.covers.includes(body.sectorId)) return refuse({ code: "object.not_found" });
  const planned = planShift({ ...planOf(body), shiftId: randomUUID(), sectorId: body.sectorId });
  if (!planned.ok) return planned;
  return refusable(db, scopeOf(who), async (tx) => {
    const shift = planned.value;
    if (!(await isFit(tx, shift, shift.sectorId))) return refuse({ code: "shift.chief_unfit" });
    const beside = await judged(tx, shift, shift, body.anyway ?? null);
    if (!beside.ok) return beside;
    await insertShift(tx, shift);
    const shown = await shownAfter(tx, shift.shiftId);
    await settle(
      tx,
      { who, at },
      { type: "shift.planned", about: shiftSubject(shift), detail: { ...detailOf(shown), ...confirmed(beside.value, body.anyway) } },
      [tellingOfShift(shown)],
    );
    return ok(shown);
  });
}

export const change = (db: Db, { who, at, params, body }: Call<typeof shifts.change>): Promise<Reply<typeof shifts.change>> =>
  commandShift(db, {
    who,
    at,
    ...params,
    version: body.version,
    type: "shift.changed",
    detail: body.anyway === undefined ? {} : { reason: body.anyway },
    prepare: async (tx, shift) => {
      const asked = planOf(body);
      if (!(await isFit(tx, asked, shift.sectorId))) return refuse({ code: "shift.chief_unfit" });
      const beside = await judged(tx, asked, shift, body.anyway ?? null);
      return beside.ok ? ok({ kind: "change", ...asked }) : beside;
    },
  });

export const cancel = (db: Db, { who, at, params, body }: Call<typeof shifts.cancel>): Promise<Reply<typeof shifts.cancel>> =>
  commandShift(db, {
    who,
    at,
    ...params,
    version: body.version,
    type: "shift.cancelled",
    detail: { reason: body.reason },
    prepare: async () => ok({ kind: "cancel", reason: body.reason }),
  });

const confirmed = (code: string | null, anyway: string | undefined) =>
  code === null || anyway === undefined ? {} : { cause: code, reason: anyway };

/** Command that starts a shift: its log continues where the log of the previous shift ended. */
export const startCommand = async (
  tx: Tx,
  { chief, sectorId }: Pick<Shift, "chief" | "sectorId">,
  at: number,
  reason: string | null,
): Promise<ShiftCommand> => ({
  kind: "start",
  reason,
  coversFrom: coversFrom(await lastEnd(tx, sectorId), at),
  elsewhere: await asRoom(tx, () => ledElsewhere(tx, chief, sectorId)),
});

export const start = (db: Db, { who, at, params, body }: Call<typeof shifts.start>): Promise<Reply<typeof shifts.start>> =>
  commandShift(db, {
    who,
    at,
    ...params,
    version: body.version,
    type: "shift.started",
    detail: body.reason === undefined ? {} : { reason: body.reason },
    prepare: async (tx, shift) => ok(await startCommand(tx, shift, at, body.reason ?? null)),
  });
