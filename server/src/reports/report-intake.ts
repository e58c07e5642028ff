import type { Followed } from "@amaliyat/contract/reports";
import { noteStands } from "../platform/call-record.ts";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import { gather } from "../platform/gather.ts";
import { followedByCodes } from "./followed-queries.ts";
import { keepReports, nextReferences, type Arrival } from "./keep-reports.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { knownCodes } from "./reports-store.ts";

/** Keeps reports that citizens send: one transaction for all that come within a moment, each acknowledged after its commit. */
export type ReportIntake = {
  /** Whether a report lies under what is kept of a code. */
  readonly isKnown: (codeHash: Buffer) => Promise<boolean>;
  /** Keeps a report that was let in and tells how it stands; null where its code has one. */
  readonly keep: (arrival: CitizensArrival) => Promise<Followed | null>;
};

type CitizensArrival = Arrival & { readonly codeHash: Buffer };

export function openReportIntake(deps: Pick<ReportsDeps, "db" | "vault" | "sectorOf">): ReportIntake {
  const { db } = deps;
  const keep = gather<CitizensArrival, Followed | null>({
    everyMs: 80,
    most: 40,
    work: async (arrivals) => {
      const references = await nextReferences(deps, arrivals[0]?.at ?? 0, arrivals.length);
      const work = async (tx: Tx): Promise<(Followed | null)[]> => {
        const referenced = arrivals.map((arrival, nth) => ({ ...arrival, reference: references[nth] ?? "" }));
        const ids = await keepReports(tx, deps, referenced);
        const hashes = arrivals.filter((_, nth) => ids[nth] !== null).map(({ codeHash }) => codeHash);
        const followed = await followedByCodes(tx, hashes);
        return arrivals.map(({ codeHash }, nth) => (ids[nth] === null ? null : (followed.get(codeHash.toString("hex")) ?? null)));
      };
      return transaction(db, SYSTEM, work, { byKey: true });
    },
  });
  return {
    isKnown: gather({
      everyMs: 40,
      most: 100,
      work: (hashes) => transaction(db, SYSTEM, (tx) => knownCodes(tx, hashes), { readOnly: true, byKey: true }),
    }),
    keep: async (arrival) => {
      const kept = await keep(arrival);
      if (kept !== null) noteStands("report.received");
      return kept;
    },
  };
}
