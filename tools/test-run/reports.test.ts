import { expect, test } from "vitest";
import { readCheckReport, readPlaywrightReport, readVitestReport } from "./reports.ts";
import { isGreen, lastLine, sum } from "./tally.ts";

test("a check counts as one, failed by a finding or a crash", () => {
  const report = [
    { name: "a", findings: [] },
    { name: "b", findings: [{}] },
    { name: "c", findings: [], crash: "gone" },
  ];
  expect(readCheckReport(report)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  expect(readCheckReport({})).toBeNull();
});

test("vitest: tests, and files that failed before their first test", () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "failed", assertionResults: [] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ],
  };
  expect(readVitestReport(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  expect(readVitestReport({ error: 1 })).toBeNull();
});

test("Playwright: expected, unexpected, repeated, skipped", () => {
  expect(readPlaywrightReport({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } })).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
  });
  expect(readPlaywrightReport({})).toBeNull();
});

test("the last line; green only when something ran and nothing failed", () => {
  const all = sum([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 1, failed: 1, skipped: 0 },
  ]);
  expect(lastLine(all)).toBe("3 passed, 1 failed");
  expect(lastLine({ ...all, skipped: 4 })).toBe("3 passed, 1 failed, 4 skipped");
  expect(isGreen(all)).toBe(false);
  expect(isGreen({ passed: 0, failed: 0, skipped: 3 })).toBe(false);
  expect(isGreen({ passed: 1, failed: 0, skipped: 3 })).toBe(true);
});
