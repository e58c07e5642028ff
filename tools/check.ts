import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { ALL_CHECKS } from "./checks/all.ts";
import { passed } from "./checks/check.ts";
import { describeResult } from "./checks/describe.ts";
import { runChecks } from "./checks/run-checks.ts";
import { ROOT } from "./project/root.ts";

// npm run check                     every check
// npm run check -- types "dead code" those whose name contains one of the words
// --json FILE                       the results as JSON too
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
const chosen = positionals.length === 0 ? ALL_CHECKS : ALL_CHECKS.filter(({ name }) => positionals.some((word) => name.includes(word)));
if (chosen.length === 0) console.error(`no check is named so; there are: ${ALL_CHECKS.map(({ name }) => name).join(", ")}`);

const results = await runChecks(chosen, ROOT, (result) => console.log(describeResult(result)));
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(results));

const failed = results.filter((result) => !passed(result)).length;
console.log(`${results.length - failed} checks hold, ${failed} failed`);
if (failed > 0 || results.length === 0) process.exitCode = 1;
