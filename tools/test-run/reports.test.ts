import { expect, test } from "vitest";
import { readCheckReport, readPlaywrightReport, readVitestReport } from "./reports.ts";
import { isGreen, lastLine, sum } from "./tally.ts";

test("a check counts as one, failed by a finding or a crash", () => {
  const report = [
    { name: "a", findings: [] },
    { name: "b", findings: [{}] },
    { name: "c", findings: [], crash: "gone" },
  ];
  expect(readCheckReport(report)).toEqual({
    tally: { passed: 1, failed: 2, skipped: 0 },
    failed: [
      { file: "", name: "b", why: "" },
      { file: "", name: "c", why: "gone" },
    ],
  });
  expect(readCheckReport({})).toBeNull();
});

test("vitest: tests, and files that failed before their first test", () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      {
        name: "/p/a.test.ts",
        status: "failed",
        assertionResults: [{ status: "failed", fullName: "a adds", failureMessages: ["\u001B[31mError\u001B[39m: 1 is not 2"] }],
      },
      { name: "/p/b.test.ts", status: "failed", message: "no such module", assertionResults: [] },
      { name: "/p/c.test.ts", status: "passed", assertionResults: [{ status: "passed" }] },
      { name: "/p/d.test.ts", status: "failed", message: "", assertionResults: [{ status: "passed" }, { status: "pending" }] },
    ],
  };
  expect(readVitestReport(report)).toEqual({
    tally: { passed: 5, failed: 3, skipped: 3 },
    failed: [
      { file: "/p/a.test.ts", name: "a adds", why: "Error: 1 is not 2" },
      { file: "/p/b.test.ts", name: "the file itself", why: "no such module" },
      { file: "/p/d.test.ts", name: "the file itself", why: "its process ended before its tests did" },
    ],
  });
  expect(readVitestReport({ error: 1 })).toBeNull();
});

test("Playwright: expected, unexpected, repeated, skipped", () => {
  const failing = {
    status: "unexpected",
    results: [{ error: { message: "Test timeout" }, attachments: [{ name: "error-context", path: "/p/page.md" }] }],
  };
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    suites: [
      { specs: [], suites: [{ specs: [{ title: "a place", file: "14-places.spec.ts", tests: [failing] }] }] },
      { specs: [{ title: "a call", file: "15-lines.spec.ts", tests: [{ status: "expected", results: [{}] }] }] },
    ],
  };
  expect(readPlaywrightReport(report)).toEqual({
    tally: { passed: 4, failed: 1, skipped: 2 },
    failed: [{ file: "14-places.spec.ts", name: "a place", why: "Test timeout", page: "/p/page.md" }],
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
