import type { Followed } from "@amaliyat/contract/reports";
import { markAlreadyLogged } from "../platform/call-record.ts";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import { gather } from "../platform/gather.ts";
import { followedByCodes } from "./rows/followed-queries.ts";
import { writeReports, nextReferences, type Arrival } from "./write-reports.ts";
import { spendTask } from "./rows/origins-store.ts";
import type { Answered } from "./rows/proof-task.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { whatLiesUnder, type LiesUnder, type SentUnder } from "./rows/reports-store.ts";
import { openWaveNews } from "./waves/wave-news.ts";

/** Accepts reports that citizens send: one transaction for all that come within a moment, each acknowledged after its commit. */
export type ReportIntake = {
  /** Compares the content sent with the report stored under its code. */
  readonly under: (sent: SentUnder) => Promise<LiesUnder>;
  /** Spends a task for a code; false where it served another report. */
  readonly spend: (spent: { readonly task: Answered; readonly codeHash: Buffer }) => Promise<boolean>;
  /** Accepts a report that was let in and returns its state; null if its code has one. */
  readonly accept: (arrival: CitizensArrival) => Promise<Followed | null>;
};

type CitizensArrival = Arrival & { readonly codeHash: Buffer };

export function openReportIntake(deps: Pick<ReportsDeps, "db" | "vault" | "sectorOf" | "clock" | "log">): ReportIntake {
  const { db } = deps;
  const news = openWaveNews(deps);
  const acceptTogether = gather<CitizensArrival, Followed | null>({
    everyMs: 80,
    limit: 40,
    work: async (arrivals) => {
      const references = await nextReferences(deps, arrivals[0]?.at ?? 0, arrivals.length);
      let touched: readonly string[] = [];
      const work = async (tx: Tx): Promise<(Followed | null)[]> => {
        const referenced = arrivals.map((arrival, nth) => ({ ...arrival, reference: references[nth] ?? "" }));
        const { ids, waves } = await writeReports(tx, deps, referenced);
        touched = waves;
        const hashes = arrivals.filter((_, nth) => ids[nth] !== null).map(({ codeHash }) => codeHash);
        const followed = await followedByCodes(tx, hashes);
        return arrivals.map(({ codeHash }, nth) => (ids[nth] === null ? null : (followed.get(codeHash.toString("hex")) ?? null)));
      };
      const told = await transaction(db, SYSTEM, work, { byKey: true });
      news.changed(touched);
      return told;
    },
  });
  return {
    under: gather({
      everyMs: 40,
      limit: 200,
      work: (sent) => transaction(db, SYSTEM, (tx) => whatLiesUnder(tx, sent), { readOnly: true, byKey: true }),
    }),
    spend: gather<{ readonly task: Answered; readonly codeHash: Buffer }, boolean>({
      everyMs: 40,
      limit: 100,
      work: (all) =>
        transaction(db, SYSTEM, async (tx) => {
          const spent: boolean[] = [];
          for (const { task, codeHash } of all) spent.push(await spendTask(tx, task, codeHash));
          return spent;
        }),
    }),
    accept: async (arrival) => {
      const kept = await acceptTogether(arrival);
      if (kept !== null) markAlreadyLogged("report.received");
      return kept;
    },
  };
}
