import type { shifts } from "@amaliyat/contract/shifts";
import { ok } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { seatOf } from "./roster-store.ts";
import { runningFor } from "./shifts-queries.ts";

/** Own state of a seat's screen: the running shift, and the seat of its person. */
export async function mine(db: Db, { who, at }: Call<typeof shifts.mine>): Promise<Reply<typeof shifts.mine>> {
  return transaction(
    db,
    scopeOf(who),
    async (tx) => ok({ shift: await runningFor(tx, who.userId, who.covers), seat: await seatOf(tx, who.userId, new Date(at)) }),
    { readOnly: true },
  );
}
