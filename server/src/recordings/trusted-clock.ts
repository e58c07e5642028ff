import type { recordings } from "@amaliyat/contract/recordings";
import { judgeClock } from "@amaliyat/domain/recordings";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { lockTrustedTime, upsertTrustedTime } from "./recordings-store.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * True if the clock can be trusted with deleting: what a wrong one deletes is gone. Keeps the trusted time, so that a restart under a
 * wrong clock changes nothing, and logs when doubt begins and ends. `elapsedMs` is the time since the last look, 0 at the first.
 */
export async function isClockTrusted(db: Db, clock: number, elapsedMs: number): Promise<boolean> {
  return transaction(db, SYSTEM, async (tx) => {
    const before = await lockTrustedTime(tx);
    const now = judgeClock(before, clock, elapsedMs);
    await upsertTrustedTime(tx, now);
    if (now.doubted !== (before?.doubted ?? false)) {
      const type = now.doubted ? "retention.stopped" : "retention.resumed";
      await settle(tx, { who: null, at: clock }, { type, about: null, detail: { clock: iso(clock), trusted: iso(now.at) } });
    }
    return !now.doubted;
  });
}

/** A person reads a watch and types what it says. */
const MOST_APART_MS = 10 * 60_000;

/** A person confirms that the room's clock is right, by the time that they read elsewhere; what is past its retention is deleted again. */
export async function trustClock(
  db: Db,
  { who, at, body }: Call<typeof recordings.trustClock>,
): Promise<Reply<typeof recordings.trustClock>> {
  if (Math.abs(Date.parse(body.now) - at) > MOST_APART_MS) return refuse({ code: "clock.differs", params: { clock: iso(at) } });
  await transaction(db, SYSTEM, async (tx) => {
    await lockTrustedTime(tx);
    await upsertTrustedTime(tx, { at, doubted: false });
    await settle(tx, { who, at }, { type: "retention.resumed", about: null, detail: { clock: iso(at), trusted: body.now } });
  });
  return ok(undefined);
}
