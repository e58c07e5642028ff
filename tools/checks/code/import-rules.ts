import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isCode } from "../../project/files.ts";
import { listAt, textAt } from "../../project/json.ts";
import { ROOT } from "../../project/root.ts";
import { runTool } from "../../project/run-tool.ts";
import { whereOf, type Check, type Finding } from "../check.ts";
import { folderCircles, type CircleImport, type Import } from "./folder-circles.ts";

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

const circleFinding = ({ from, to, circle }: CircleImport): Finding => ({
  file: from,
  message: `imports ${to}, but these folders stand in a circle: ${circle.join(", ")} (no-folder-circle)`,
  cure: "move what both need into a folder below them",
});

/** Report of dependency-cruiser on files and folders, and the findings of its rules. */
async function cruise(root: string, args: readonly string[]): Promise<{ readonly report: unknown; readonly findings: Finding[] }> {
  const config = join(ROOT, ".dependency-cruiser.cjs");
  const ran = await runTool("depcruise", ["--config", config, "--output-type", "json", ...args], root);
  if (!ran.stdout.startsWith("{")) throw new Error(`dependency-cruiser ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  const report: unknown = JSON.parse(ran.stdout);
  if (listAt(report, "modules").length === 0) throw new Error("dependency-cruiser saw no file");
  const rules = listAt(report, "summary", "ruleSetUsed", "forbidden");
  const cures = new Map(rules.map((rule) => [textAt(rule, "name"), textAt(rule, "comment")]));
  const findings = await Promise.all(listAt(report, "summary", "violations").map((each) => findingOf(root, each, cures)));
  return { report, findings };
}

/** All imports of the project, and those that the table of folders forbids. */
export async function importsOf(root: string): Promise<{ readonly imports: readonly Import[]; readonly findings: readonly Finding[] }> {
  const { report, findings } = await cruise(
    root,
    FOLDERS.filter((folder) => existsSync(join(root, folder))),
  );
  const imports = listAt(report, "modules").flatMap((module) =>
    listAt(module, "dependencies").map((each) => ({ from: textAt(module, "source"), to: textAt(each, "resolved") })),
  );
  return { imports, findings };
}

/** The table of ARCHITECTURE.md, in the words of `.dependency-cruiser.cjs`; and no circle between two folders of a workspace. */
export const importRules: Check = {
  name: "imports",
  run: async (root) => {
    const { imports, findings } = await importsOf(root);
    return [...findings, ...folderCircles(imports).map(circleFinding)];
  },
  // The files' own imports, without the circles that they may close.
  runOn: async (root, files) => {
    const there = files.filter((path) => isCode(path) && FOLDERS.includes(path.split("/")[0] ?? "") && existsSync(join(root, path)));
    return there.length === 0 ? [] : (await cruise(root, ["--max-depth", "1", ...there])).findings;
  },
};
