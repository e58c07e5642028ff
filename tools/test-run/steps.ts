import { join } from "node:path";
import { readCheckReport, readPlaywrightReport, readVitestReport } from "./reports.ts";
import type { Step } from "./step.ts";

const reportFile = (root: string, name: string): string => join(root, ".build", "test", `${name}.json`);

/** Every check of `npm run check`, in a process of its own: a tool that crashes takes nothing else with it. */
export function checkStep(root: string, filters: readonly string[]): Step {
  const file = reportFile(root, "check");
  const args = [join(root, "tools", "check.ts"), "--json", file, ...filters];
  return { name: "checks", program: process.execPath, args, report: { file, read: readCheckReport }, mayBeEmpty: false };
}

/** Unit, database and protocol tests. `alone` runs one file after another, with a report of its own. */
export function unitStep(root: string, filters: readonly string[], alone = false): Step {
  const file = reportFile(root, alone ? "vitest-alone" : "vitest");
  const mayBeEmpty = filters.length > 0;
  const args = [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...(mayBeEmpty ? ["--passWithNoTests"] : []),
    ...(alone ? ["--no-file-parallelism"] : []),
    ...filters,
  ];
  return { name: "unit, database and protocol tests", program: "vitest", args, report: { file, read: readVitestReport }, mayBeEmpty };
}

/** The journeys over the built system. `alone` runs one after another, with a report of its own. */
export function journeyStep(root: string, filters: readonly string[], alone = false): Step {
  const file = reportFile(root, alone ? "playwright-alone" : "playwright");
  const mayBeEmpty = filters.length > 0;
  const one = alone ? ["--workers=1"] : [];
  const args = ["test", "--config", "e2e", "--reporter=list,json", ...(mayBeEmpty ? ["--pass-with-no-tests"] : []), ...one, ...filters];
  const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  return { name: "journeys", program: "playwright", args, environment, report: { file, read: readPlaywrightReport }, mayBeEmpty };
}
