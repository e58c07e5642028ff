import { stripVTControlCharacters } from "node:util";
import { at, listAt, numberAt, textAt } from "../project/json.ts";
import { NOTHING, type Tally } from "./tally.ts";

/** One test that failed: its file as the runner names it, its whole name, and the beginning of its error. */
export type FailedTest = {
  readonly file: string;
  readonly name: string;
  readonly why: string;
  /** A file with the text of the page as it stood, for a journey. */
  readonly page?: string;
};

/** The result of one runner. */
export type Outcome = { readonly tally: Tally; readonly failed: readonly FailedTest[] };

/** Reads the JSON report of a runner; null if the value is no such report. */
export type ReadReport = (report: unknown) => Outcome | null;

const WHY_LENGTH = 300;

/** Runners colour their messages for a terminal. */
const shorten = (message: string): string => stripVTControlCharacters(message).slice(0, WHY_LENGTH);

/** `tools/check.ts --json`: one per check. */
export const readCheckReport: ReadReport = (report) => {
  if (!Array.isArray(report)) return null;
  const failed = report
    .filter((each) => textAt(each, "crash") !== "" || listAt(each, "findings").length > 0)
    .map((each) => ({ file: "", name: textAt(each, "name"), why: shorten(textAt(each, "crash")) }));
  return { tally: { ...NOTHING, passed: report.length - failed.length, failed: failed.length }, failed };
};

/** Vitest gives no message for a file whose process crashed or was killed. */
const CUT_SHORT = "its process ended before its tests did";

/** The JSON reporter of vitest. A file that failed before its first test counts as one failure. */
export const readVitestReport: ReadReport = (report) => {
  const passed = numberAt(report, "numPassedTests");
  const failedTests = numberAt(report, "numFailedTests");
  if (passed === undefined || failedTests === undefined) return null;
  const failed: FailedTest[] = [];
  let broken = 0;
  for (const result of listAt(report, "testResults")) {
    const file = textAt(result, "name");
    const tests = listAt(result, "assertionResults").filter((test) => textAt(test, "status") === "failed");
    for (const test of tests) {
      const why = listAt(test, "failureMessages")[0];
      failed.push({ file, name: textAt(test, "fullName"), why: typeof why === "string" ? shorten(why) : "" });
    }
    if (textAt(result, "status") !== "failed" || tests.length > 0) continue;
    broken++;
    failed.push({ file, name: "the file itself", why: shorten(textAt(result, "message")) || CUT_SHORT });
  }
  const skipped = (numberAt(report, "numPendingTests") ?? 0) + (numberAt(report, "numTodoTests") ?? 0);
  return { tally: { passed, failed: failedTests + broken, skipped }, failed };
};

/** The JSON reporter of Playwright. */
export const readPlaywrightReport: ReadReport = (report) => {
  const expected = numberAt(report, "stats", "expected");
  if (expected === undefined) return null;
  return {
    tally: {
      passed: expected + (numberAt(report, "stats", "flaky") ?? 0),
      failed: numberAt(report, "stats", "unexpected") ?? 0,
      skipped: numberAt(report, "stats", "skipped") ?? 0,
    },
    failed: listAt(report, "suites").flatMap(failedIn),
  };
};

function failedIn(suite: unknown): readonly FailedTest[] {
  const own = listAt(suite, "specs").flatMap((spec) =>
    listAt(spec, "tests")
      .filter((one) => textAt(one, "status") === "unexpected")
      .map((one) => {
        const results = listAt(one, "results");
        const why = shorten(results.map((result) => textAt(at(result, "error"), "message")).find((message) => message !== "") ?? "");
        const page = results
          .flatMap((result) => listAt(result, "attachments"))
          .filter((attachment) => textAt(attachment, "name") === "error-context")
          .map((attachment) => textAt(attachment, "path"))[0];
        return { file: textAt(spec, "file"), name: textAt(spec, "title"), why, ...(page === undefined ? {} : { page }) };
      }),
  );
  return [...own, ...listAt(suite, "suites").flatMap(failedIn)];
}
