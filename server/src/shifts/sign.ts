import type { shifts } from "@amaliyat/contract/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { command, settle, type Logged } from "../audit/index.ts";
import { otherAccounts, scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import type { Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { commandShift, detailOf, runOnShift, shiftSteps, type CommandedShift } from "./command-shift.ts";
import { hashOf, readLog, shownHandOver } from "./hand-over.ts";
import { startCommand } from "./plan-shift.ts";
import { deletePaper, insertPaper } from "./rows/shifts-store.ts";
import { shiftSubject } from "./subjects.ts";
import { tellingOfPart, tellingOfShift } from "./tell-shift.ts";

/** The outgoing chief signs: the log is read once more, kept as it is, and its hash stands in the room's log. */
export function signOut(db: Db, { who, at, params, body }: Call<typeof shifts.signOut>): Promise<Reply<typeof shifts.signOut>> {
  let content = "";
  const asked: CommandedShift = {
    who,
    at,
    ...params,
    version: body.version,
    type: "shift.signed_out",
    prepare: async (tx, shift) => {
      if (shift.kind !== "running") return refuse({ code: "shift.wrong_state", params: { state: shift.kind } });
      content = JSON.stringify(await readLog(tx, shift.shiftId, shift.sectorId, shift.coversFrom, at));
      return ok({ kind: "sign_out", hash: hashOf(content), reason: body.reason ?? null });
    },
    alongside: (tx) => insertPaper(tx, params.shiftId, new Date(at), content),
  };
  return refusable(db, scopeOf(who), async (tx) => {
    const signed = await command(tx, asked, {
      ...shiftSteps(asked),
      publish: (_tx, shift) => [tellingOfShift(shift), tellingOfPart("log", shift.sectorId)],
      answer: (_tx, shift) => shift,
      log: (shift) => ({
        type: asked.type,
        about: shiftSubject(shift),
        detail: { ...detailOf(shift), hash: shift.hash, inPlaceOf: shift.inPlaceOf },
      }),
    });
    if (!signed.ok) return signed;
    // The seal is proven by the entry, so the hand-over is read once that stands.
    const shown = await shownHandOver(tx, signed.value, at);
    if (shown === null) throw new Error("a log that was kept a moment ago is gone");
    return ok(shown);
  });
}

export const withdrawSignature = (
  db: Db,
  { who, at, params, body }: Call<typeof shifts.takeBack>,
): Promise<Reply<typeof shifts.takeBack>> =>
  commandShift(db, {
    who,
    at,
    ...params,
    version: body.version,
    type: "shift.taken_back",
    detail: { reason: body.reason },
    prepare: async () => ok({ kind: "take_back", reason: body.reason }),
    alongside: (tx) => deletePaper(tx, params.shiftId),
  });

/**
 * The incoming chief signs the same log. The next shift may start in the same moment, or neither happens: the signer's own, or that of an
 * absent chief, with a reason.
 */
export function signIn(db: Db, { who, at, params, body }: Call<typeof shifts.signIn>): Promise<Reply<typeof shifts.signIn>> {
  const { hash, next, version, reason } = body;
  return refusable(db, scopeOf(who), async (tx) => {
    const type = "shift.handed_over";
    const done = await runOnShift(tx, {
      who,
      at,
      ...params,
      version,
      type,
      prepare: async (_tx, shift) =>
        ok({ kind: "sign_in", hash, reason: reason ?? null, chiefAccounts: await otherAccounts(tx, shift.chief) }),
    });
    if (!done.ok) return done;
    const { sectorId } = done.value;
    const detail = { ...detailOf(done.value), hash, ...(reason === undefined ? {} : { reason }) };
    const logged: Logged[] = [{ type, about: shiftSubject(done.value), detail }];
    const tellings = [tellingOfShift(done.value), tellingOfPart("log", sectorId)];
    if (next !== undefined) {
      const started = await runOnShift(tx, {
        who,
        at,
        shiftId: next.shiftId,
        version: next.version,
        type: "shift.started",
        prepare: async (_tx, shift) => {
          if (shift.sectorId !== sectorId) return refuse({ code: "object.not_found" });
          return ok(await startCommand(tx, shift, at, next.reason ?? null));
        },
      });
      if (!started.ok) return started;
      logged.push({
        type: "shift.started",
        about: shiftSubject(started.value),
        detail: { ...detailOf(started.value), ...(next.reason === undefined ? {} : { reason: next.reason }) },
      });
      tellings.push(tellingOfShift(started.value));
    }
    await settle(tx, { who, at }, logged, tellings);
    return done;
  });
}
