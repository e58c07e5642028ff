import { shifts } from "@amaliyat/contract/shifts";
import { ok } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import { serve, serveBytes, type Served, type Call, type Reply } from "../platform/http/index.ts";
import { copyRoster } from "./copy-roster.ts";
import { handOver } from "./hand-over.ts";
import { intervals, intervalsCsv } from "./figures/intervals.ts";
import { limits, setLimits } from "./limits.ts";
import { note, setMatter } from "./notes.ts";
import { cancel, change, plan, start } from "./plan-shift.ts";
import { load } from "./figures/load.ts";
import { confirm, review } from "./figures/review.ts";
import { endSeat, removeSeat, roster, seat } from "./roster.ts";
import { listShifts, runningFor } from "./rows/shifts-queries.ts";
import { signIn, signOut, withdrawSignature } from "./sign.ts";
import { seatOf } from "./rows/roster-store.ts";

/** Own state of a seat's screen: the running shift, and the seat of its person. */
async function mine(db: Db, { who, at }: Call<typeof shifts.mine>): Promise<Reply<typeof shifts.mine>> {
  return transaction(
    db,
    scopeOf(who),
    async (tx) => ok({ shift: await runningFor(tx, who.userId, who.covers), seat: await seatOf(tx, who.userId, new Date(at)) }),
    { readOnly: true },
  );
}

/** The routes of this feature, each joined to its use case. */
export const shiftsRoutes = (db: Db): Served[] => [
  serve(shifts.mine, (call) => mine(db, call)),
  serve(shifts.list, async ({ who, query }) =>
    ok(await transaction(db, scopeOf(who), (tx) => listShifts(tx, who.covers, query.from, query.to), { readOnly: true })),
  ),
  serve(shifts.plan, (call) => plan(db, call)),
  serve(shifts.change, (call) => change(db, call)),
  serve(shifts.cancel, (call) => cancel(db, call)),
  serve(shifts.start, (call) => start(db, call)),
  serve(shifts.signOut, (call) => signOut(db, call)),
  serve(shifts.takeBack, (call) => withdrawSignature(db, call)),
  serve(shifts.signIn, (call) => signIn(db, call)),
  serve(shifts.handOver, (call) => handOver(db, call)),
  serve(shifts.note, (call) => note(db, call)),
  serve(shifts.setMatter, (call) => setMatter(db, call)),
  serve(shifts.roster, (call) => roster(db, call)),
  serve(shifts.seat, (call) => seat(db, call)),
  serve(shifts.endSeat, (call) => endSeat(db, call)),
  serve(shifts.removeSeat, (call) => removeSeat(db, call)),
  serve(shifts.copyRoster, (call) => copyRoster(db, call)),
  serve(shifts.limits, (call) => limits(db, call)),
  serve(shifts.setLimits, (call) => setLimits(db, call)),
  serve(shifts.intervals, (call) => intervals(db, call)),
  serveBytes(shifts.intervalsCsv, (call) => intervalsCsv(db, call)),
  serve(shifts.load, (call) => load(db, call)),
  serve(shifts.review, (call) => review(db, call)),
  serve(shifts.confirm, (call) => confirm(db, call)),
];
