import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeProject } from "../project/fixture.ts";
import { readVitestReport, type Outcome } from "./reports.ts";
import { tryAgain, type TriedOutcome } from "./second-try.ts";
import { Stopper } from "./stopper.ts";

vi.spyOn(console, "log").mockReturnValue();
vi.spyOn(console, "error").mockReturnValue();

const failing = (names: readonly string[]): Outcome => ({
  tally: { passed: 10, failed: names.length, skipped: 1 },
  failed: names.map((name) => ({ file: `${name}.test.ts`, name, why: "late" })),
});

/** Tries an outcome again with a runner that reports these numbers, and answers which files it was asked to run. */
async function tried(first: Outcome, passed: number, failed: number): Promise<{ outcome: TriedOutcome; files: readonly string[] }> {
  const script = `require("node:fs").writeFileSync(process.argv[2], JSON.stringify({ numPassedTests: ${passed}, numFailedTests: ${failed} }));`;
  const root = await makeProject({ "runner.cjs": script });
  const stopper = new Stopper(1);
  onTestFinished(() => stopper[Symbol.dispose]());
  const file = join(root, "report.json");
  let files: readonly string[] = [];
  const outcome = await tryAgain(
    first,
    (asked) => {
      files = asked;
      const args = [join(root, "runner.cjs"), file];
      return { name: "again", program: process.execPath, args, report: { file, read: readVitestReport }, mayBeEmpty: false };
    },
    root,
    stopper,
  );
  return { outcome, files };
}

test("failed files that pass alone count as passed and are named", async () => {
  const { outcome, files } = await tried(failing(["a", "b"]), 7, 0);
  expect(files).toEqual(["a.test.ts", "b.test.ts"]);
  expect(outcome.tally).toEqual({ passed: 12, failed: 0, skipped: 1 });
  expect(outcome.unsteady.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("a test that fails alone too is a failure, and so is a second run that runs less than what failed", async () => {
  const first = failing(["a", "b"]);
  for (const [passed, failed] of [
    [6, 1],
    [1, 0],
    [0, 0],
  ] as const) {
    expect((await tried(first, passed, failed)).outcome).toEqual({ ...first, unsteady: [] });
  }
});

test("nothing is tried again of seven failed tests, or of a runner that failed without naming a test", async () => {
  const seven = failing(["a", "b", "c", "d", "e", "f", "g"]);
  expect(await tried(seven, 9, 0)).toEqual({ outcome: { ...seven, unsteady: [] }, files: [] });
  const unnamed: Outcome = { tally: { passed: 10, failed: 1, skipped: 0 }, failed: [] };
  expect(await tried(unnamed, 9, 0)).toEqual({ outcome: { ...unnamed, unsteady: [] }, files: [] });
});
