import type { ErrorCode } from "@amaliyat/contract/errors";
import type { shifts } from "@amaliyat/contract/shifts";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append, appendAll, type NewEntry } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { commandShift, detailOf, runOnShift } from "./command-shift.ts";
import { hashOf, readLog, shownHandOver } from "./hand-over.ts";
import { startCommand } from "./plan-shift.ts";
import { dropPaper, keepPaper } from "./shifts-store.ts";
import { tellingOfPart, tellingOfShift } from "./tell-shift.ts";

/** The outgoing chief signs: the log is read once more, kept as it is, and its hash stands in the room's log. */
export function signOut(db: Db, { who, at, params, body }: Call<typeof shifts.signOut>): Promise<Reply<typeof shifts.signOut>> {
  return transaction(db, scopeOf(who), async (tx) => {
    let content = "";
    const done = await runOnShift(tx, {
      who,
      at,
      ...params,
      version: body.version,
      type: "shift.signed_out",
      prepare: async (_tx, shift) => {
        if (shift.kind !== "running") return refuse({ code: "shift.wrong_state", params: { state: shift.kind } });
        content = JSON.stringify(await readLog(tx, shift.shiftId, shift.sectorId, shift.coversFrom, at));
        return ok({ kind: "sign_out", hash: hashOf(content), reason: body.reason ?? null });
      },
      alongside: () => keepPaper(tx, params.shiftId, new Date(at), content),
    });
    if (!done.ok) return done;
    const { sectorId, hash, inPlaceOf } = done.value;
    await append(tx, {
      at,
      type: "shift.signed_out",
      actor: actorOf(who),
      subject: { kind: "shift", id: params.shiftId },
      sectorId,
      detail: { ...detailOf(done.value), hash, inPlaceOf },
    });
    const shown = await shownHandOver(tx, done.value, at);
    if (shown === null) throw new Error("a log that was kept a moment ago is gone");
    await tell(tx, at, [tellingOfShift(done.value), tellingOfPart("log", sectorId)]);
    return ok(shown);
  });
}

export const takeBack = (db: Db, { who, at, params, body }: Call<typeof shifts.takeBack>): Promise<Reply<typeof shifts.takeBack>> =>
  commandShift(db, {
    who,
    at,
    ...params,
    version: body.version,
    type: "shift.taken_back",
    detail: { reason: body.reason },
    prepare: async () => ok({ kind: "take_back", reason: body.reason }),
    alongside: (tx) => dropPaper(tx, params.shiftId),
  });

type Refusing = Result<never, Refusal<ErrorCode>>;

/** Rolls a transaction back and carries the refusal out of it. */
class RolledBack extends Error {
  readonly refusal: Refusing;
  constructor(error: Refusal<ErrorCode>) {
    super(error.code);
    this.refusal = refuse(error);
  }
}

/**
 * The incoming chief signs the same log. The next shift may start in the same moment, or neither happens: the signer's own, or that of an
 * absent chief, with a reason.
 */
export async function signIn(db: Db, call: Call<typeof shifts.signIn>): Promise<Reply<typeof shifts.signIn>> {
  try {
    return await signAndStart(db, call);
  } catch (cause) {
    if (cause instanceof RolledBack) return cause.refusal;
    throw cause;
  }
}

async function signAndStart(db: Db, { who, at, params, body }: Call<typeof shifts.signIn>): Promise<Reply<typeof shifts.signIn>> {
  const { hash, next, version, reason } = body;
  return transaction(db, scopeOf(who), async (tx) => {
    const type = "shift.handed_over";
    const done = await runOnShift(tx, {
      who,
      at,
      ...params,
      version,
      type,
      prepare: async () => ok({ kind: "sign_in", hash, reason: reason ?? null }),
    });
    if (!done.ok) return done;
    const { sectorId } = done.value;
    const entry = (of: NewEntry["type"], id: string, detail: NewEntry["detail"]): NewEntry => ({
      at,
      type: of,
      actor: actorOf(who),
      subject: { kind: "shift", id },
      sectorId,
      detail,
    });
    const entries = [entry(type, params.shiftId, { ...detailOf(done.value), hash, ...(reason === undefined ? {} : { reason }) })];
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
          return ok(await startCommand(tx, sectorId, at, next.reason ?? null));
        },
      });
      if (!started.ok) throw new RolledBack(started.error);
      entries.push(
        entry("shift.started", next.shiftId, {
          ...detailOf(started.value),
          ...(next.reason === undefined ? {} : { reason: next.reason }),
        }),
      );
      tellings.push(tellingOfShift(started.value));
    }
    await appendAll(tx, entries);
    await tell(tx, at, tellings);
    return done;
  });
}
