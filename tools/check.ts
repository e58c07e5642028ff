import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { ALL_CHECKS } from "./checks/all.ts";
import { passed } from "./checks/check.ts";
import { describeResult } from "./checks/describe.ts";
import { runChecks, ofChange } from "./checks/run-checks.ts";
import { ROOT } from "./project/root.ts";
import { changedFiles } from "./test-run/chosen-tests.ts";

// npm run check                       every check.
// npm run check -- types "dead code"  those whose name contains one of the words.
// npm run check -- --changed          the quick checks, of what differs from the last commit. --since COMMIT compares with that one.
// --json FILE                         the results as JSON too.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, changed: { type: "boolean", default: false }, since: { type: "string" } },
});
const isOfChange = values.changed || values.since !== undefined;
const checks = isOfChange ? ofChange(ALL_CHECKS, await changedFiles(ROOT, values.since ?? "HEAD")) : ALL_CHECKS;
const chosen = positionals.length === 0 ? checks : checks.filter(({ name }) => positionals.some((word) => name.includes(word)));
if (chosen.length === 0) console.error(`no check is named so; there are: ${checks.map(({ name }) => name).join(", ")}`);

const results = await runChecks(chosen, ROOT, (result) => console.log(describeResult(result)));
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(results));

const failed = results.filter((result) => !passed(result)).length;
console.log(`${results.length - failed} checks hold, ${failed} failed`);
if (failed > 0 || results.length === 0) process.exitCode = 1;
