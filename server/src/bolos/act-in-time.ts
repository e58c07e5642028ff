import { standingAt, wasInForceAt } from "@amaliyat/domain/bolos";
import { helpMoment } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { refusable, type Refused } from "../platform/command/index.ts";
import { SYSTEM, type Db, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import type { KeptBolo } from "./rows/bolo-record.ts";
import { lookAtBolo } from "./rows/bolos-store.ts";

/** Arrival of an act on a BOLO, with the phone's time of sending if it says that. */
type Arrived = { readonly at: number; readonly query: { readonly sentAt?: string | undefined } };

/** Time of what a person saw or read, never after its arrival; the offset of a phone's clock is taken out by the time of sending. */
export const momentOf = (said: string, { at, query: { sentAt } }: Arrived): number =>
  sentAt === undefined ? Math.min(at, Date.parse(said)) : helpMoment(Date.parse(said), Date.parse(sentAt), at);

type InTime<T> = {
  readonly who: Caller;
  readonly boloId: string;
  /** Time of the act (ms). */
  readonly actedAt: number;
  /** False where the act names other things, which a crew may name in its own scope alone. */
  readonly isBare: boolean;
  readonly work: (tx: Tx, kept: KeptBolo) => Promise<Result<T, Refused>>;
};

/**
 * Runs a person's act on a BOLO that was in force at the time of the act. A crew whose phone had no link may speak of one that was cancelled
 * since, and that it does not see any more. Its word is written in the room's own scope, and nothing of the BOLO is told to it.
 */
export async function actInTime<T>(db: Db, { who, boloId, actedAt, isBare, work }: InTime<T>): Promise<Result<T, Refused>> {
  const own = await refusable<{ readonly done: T } | null>(db, scopeOf(who), async (tx) => {
    const kept = await lookAtBolo(tx, boloId);
    if (kept === null) return ok(null);
    const standing = standingAt(kept.bolo, actedAt);
    if (standing !== "in_force") return refuse({ code: "bolo.wrong_state", params: { state: standing } });
    const done = await work(tx, kept);
    return done.ok ? ok({ done: done.value }) : done;
  });
  if (!own.ok) return own;
  if (own.value !== null) return ok(own.value.done);
  if (who.role !== "patrol" || !isBare) return refuse({ code: "object.not_found" });
  return refusable<T>(db, SYSTEM, async (tx) => {
    const kept = await lookAtBolo(tx, boloId);
    if (kept === null) return refuse({ code: "object.not_found" });
    const isReached = kept.bolo.sectors.length === 0 || kept.reaches.some((each) => who.covers.includes(each));
    return isReached && wasInForceAt(kept.bolo, actedAt) ? work(tx, kept) : refuse({ code: "object.not_found" });
  });
}
