import type { QueueCounts } from "@amaliyat/contract/reports";
import { scopeOf } from "../../identity/index.ts";
import { transaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { queueCounts } from "../rows/queue-queries.ts";
import type { ReportsDeps } from "../reports-deps.ts";

/** Screens with the same view share a count that took long, for ten times as long as it took and so long at most. Milliseconds. */
const LONG_MS = 30;
const SHARED_MOST_MS = 2_000;

type Count = { readonly counts: Promise<QueueCounts>; until: number };

/**
 * Counts the queue. Fifty screens ask after each report; in a flood they share one count, which takes a tenth of a core at most. A person
 * who takes part in closed reports of other sectors, a handful at most, may find them counted by a colleague's view.
 */
export function queueCounter({ db }: Pick<ReportsDeps, "db">): (who: Caller) => Promise<QueueCounts> {
  const counted = new Map<string, Count>();
  return (who) => {
    const view = `${who.role} ${who.covers.join(",")}`;
    const now = performance.now();
    for (const [each, { until }] of counted) if (now >= until) counted.delete(each);
    const known = counted.get(view);
    if (known !== undefined) return known.counts;
    const counts = transaction(db, scopeOf(who), queueCounts, { readOnly: true });
    const count: Count = { counts, until: Number.POSITIVE_INFINITY };
    counted.set(view, count);
    const share = (): void => {
      const tookMs = performance.now() - now;
      count.until = tookMs < LONG_MS ? 0 : performance.now() + Math.min(SHARED_MOST_MS, 10 * tookMs);
    };
    void counts.then(share).catch(() => counted.delete(view));
    return counts;
  };
}
