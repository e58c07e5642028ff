import type { reports } from "@amaliyat/contract/reports";
import { DAY_MS, isPeriod, startOfDay } from "@amaliyat/domain/calendar";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { reportFigures } from "./figures-queries.ts";
import type { ReportsDeps } from "./reports-deps.ts";

type Figures = typeof reports.figures;
const LONGEST_MS = 370 * DAY_MS;

/** Figures of a period, of the whole room whoever reads them; logged. */
export async function figures({ db }: ReportsDeps, { who, at, query }: Call<Figures>): Promise<Reply<Figures>> {
  if (!isPeriod(query) || startOfDay(query.to) - startOfDay(query.from) > LONGEST_MS) return refuse({ code: "bulletin.wrong_period" });
  return transaction(db, SYSTEM, async (tx) => {
    const found = await reportFigures(tx, query);
    await settle(tx, { who, at }, { type: "report.figures_read", about: null, detail: query });
    return ok(found);
  });
}
