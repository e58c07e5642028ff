import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { allGenerators } from "./generators/all.ts";
import { isFresh, makeAll } from "./generators/compare.ts";
import { ROOT } from "./project/root.ts";

// npm run generate            writes every generated file that is not fresh
// npm run generate -- --check tells those that are not fresh, writes nothing, and fails if there is one
const checkOnly = process.argv.includes("--check");
const stale = (await makeAll(await allGenerators(ROOT), ROOT)).filter((made) => !isFresh(made));
for (const { file, wanted } of stale) {
  console.log(`${checkOnly ? "not fresh" : "written"}  ${file}`);
  if (checkOnly) continue;
  await mkdir(dirname(join(ROOT, file)), { recursive: true });
  await writeFile(join(ROOT, file), wanted);
}
if (stale.length === 0) console.log("every generated file is fresh");
if (checkOnly && stale.length > 0) process.exitCode = 1;
