import type { CallerSays } from "@amaliyat/domain/interventions";
import { isThanksAlone } from "@amaliyat/domain/reports";
import type { By } from "../../audit/index.ts";
import { raiseTo } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { dangerWordsOf, type KeptReport } from "../rows/reports-store.ts";

/** Statement of a report for its intervention: all words of an author in danger. Null for every other report. */
export async function saysOf(tx: Tx, { reportId, reference, danger }: KeptReport): Promise<CallerSays | null> {
  if (!danger) return null;
  return { priority: "P1", attributes: [], isDanger: true, text: await dangerWordsOf(tx, reportId), source: reference };
}

/**
 * Tells the intervention of a report what its author says later. Of a report of danger it raises as the report did, and each crew has to read it;
 * of any other it is a note. So are thanks: they raise nothing that the desk lowered. Nobody of the room is its author.
 */
export async function tellWords(
  tx: Tx,
  deps: Pick<ReportsDeps, "interventions">,
  report: KeptReport,
  words: string,
  by: By,
): Promise<void> {
  const { interventionId, reference } = report;
  if (interventionId === null || words === "") return;
  const danger = report.danger && !isThanksAlone(words);
  const says = {
    priority: danger ? ("P1" as const) : null,
    attributes: [],
    isDanger: danger,
    isNote: true,
    text: words,
    source: reference,
  };
  await raiseTo(tx, deps.interventions, { interventionId, ...says }, { ...by, userId: "" });
}
