import { isAbsolute, relative } from "node:path";
import type { FailedTest, Outcome } from "./reports.ts";
import { runStep, type Step } from "./step.ts";
import type { Stopper } from "./stopper.ts";

/** More failed tests than this are not tried again: that many do not fail by chance. Four of 11,700 did on a slow machine. */
const MOST_TESTS = 6;

/** An outcome, and the tests that failed beside the others and passed alone. */
export type TriedOutcome = Outcome & { readonly unsteady: readonly FailedTest[] };

/**
 * Runs the files of failed tests once more with nothing beside them (docs/adr/0038). If every test of them passes, the failed ones count
 * as passed and are named as unsteady. Otherwise the first outcome stands.
 * @param stepOf makes the step that runs these files alone, with a report of its own.
 */
export async function tryAgain(
  first: Outcome,
  stepOf: (files: readonly string[]) => Step,
  root: string,
  stopper: Stopper,
): Promise<TriedOutcome> {
  const asFirst = { ...first, unsteady: [] };
  const named = first.failed.length === first.tally.failed && first.failed.every(({ file }) => file !== "");
  if (first.failed.length === 0 || first.failed.length > MOST_TESTS || !named || stopper.reason !== null) return asFirst;
  const files = new Set(first.failed.map(({ file }) => (isAbsolute(file) ? relative(root, file) : file)));
  const second = await runStep(stepOf([...files]), root, stopper);
  if (stopper.reason !== null || second.tally.failed > 0 || second.tally.passed < first.failed.length) return asFirst;
  const { passed, skipped } = first.tally;
  return { tally: { passed: passed + first.tally.failed, failed: 0, skipped }, failed: [], unsteady: first.failed };
}
