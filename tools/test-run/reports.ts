import { listAt, numberAt, textAt } from "../project/json.ts";
import { NOTHING, type Tally } from "./tally.ts";

/** Reads what a runner left in its JSON report; null where the value is no such report. */
export type ReadReport = (report: unknown) => Tally | null;

/** `tools/check.ts --json`: one per check. */
export const readCheckReport: ReadReport = (report) => {
  if (!Array.isArray(report)) return null;
  const failed = report.filter((each) => textAt(each, "crash") !== "" || listAt(each, "findings").length > 0).length;
  return { ...NOTHING, passed: report.length - failed, failed };
};

/** vitest's JSON reporter. A file that failed before its first test counts as one failure. */
export const readVitestReport: ReadReport = (report) => {
  const passed = numberAt(report, "numPassedTests");
  const failed = numberAt(report, "numFailedTests");
  if (passed === undefined || failed === undefined) return null;
  const broken = listAt(report, "testResults").filter(
    (file) => textAt(file, "status") === "failed" && !listAt(file, "assertionResults").some((test) => textAt(test, "status") === "failed"),
  ).length;
  const skipped = (numberAt(report, "numPendingTests") ?? 0) + (numberAt(report, "numTodoTests") ?? 0);
  return { passed, failed: failed + broken, skipped };
};

/** Playwright's JSON reporter. A journey that passed at a repetition counts as passed, as Playwright has it. */
export const readPlaywrightReport: ReadReport = (report) => {
  const expected = numberAt(report, "stats", "expected");
  if (expected === undefined) return null;
  return {
    passed: expected + (numberAt(report, "stats", "flaky") ?? 0),
    failed: numberAt(report, "stats", "unexpected") ?? 0,
    skipped: numberAt(report, "stats", "skipped") ?? 0,
  };
};
