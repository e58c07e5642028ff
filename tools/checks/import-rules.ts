import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { listAt, textAt } from "../project/json.ts";
import { ROOT } from "../project/root.ts";
import { runTool } from "../project/run-tool.ts";
import { whereOf, type Check, type Finding } from "./check.ts";

const FOLDERS = ["domain", "contract", "ui", "server", "console", "citizen", "patrol", "simulator", "e2e", "bench", "tools"];

/** The line of the import that names a module as the file writes it. */
async function lineOfImport(root: string, file: string, module: string): Promise<number | undefined> {
  const text = await readFile(join(root, file), "utf8").catch(() => "");
  const line = text.split("\n").findIndex((each) => each.includes(`"${module}"`) || each.includes(`"node:${module}"`));
  return line < 0 ? undefined : line + 1;
}

async function findingOf(root: string, violation: unknown, cures: ReadonlyMap<string, string>): Promise<Finding> {
  const file = textAt(violation, "from");
  const rule = textAt(violation, "rule", "name");
  const cycle = listAt(violation, "cycle").map((each) => textAt(each, "name"));
  const line = await lineOfImport(root, file, textAt(violation, "unresolvedTo"));
  const way = cycle.length === 0 ? textAt(violation, "to") : cycle.join(" → ");
  return { ...whereOf(file, line), message: `imports ${way} (${rule})`, cure: cures.get(rule) ?? "see .dependency-cruiser.cjs" };
}

/** The table "Who may import whom" of ARCHITECTURE.md, in the words of `.dependency-cruiser.cjs`. */
export const importRules: Check = {
  name: "imports",
  run: async (root) => {
    const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
    const config = join(ROOT, ".dependency-cruiser.cjs");
    const ran = await runTool("depcruise", ["--config", config, "--output-type", "json", ...folders], root);
    if (!ran.stdout.startsWith("{")) throw new Error(`dependency-cruiser ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
    const report: unknown = JSON.parse(ran.stdout);
    if (listAt(report, "modules").length === 0) throw new Error("dependency-cruiser saw no file");
    const rules = listAt(report, "summary", "ruleSetUsed", "forbidden");
    const cures = new Map(rules.map((rule) => [textAt(rule, "name"), textAt(rule, "comment")]));
    return Promise.all(listAt(report, "summary", "violations").map((each) => findingOf(root, each, cures)));
  },
};
