import { existsSync } from "node:fs";
import { join } from "node:path";
import { isCode } from "../../project/files.ts";
import { at, listAt, numberAt, textAt } from "../../project/json.ts";
import { runTool } from "../../project/run-tool.ts";
import { whereOf, type Check, type Finding } from "../check.ts";

/** Findings in the named files; without a name in all. */
async function findingsOf(root: string, files: readonly string[]): Promise<Finding[]> {
  const ran = await runTool("oxlint", ["--type-aware", "--quiet", "--format", "json", ...files], root);
  const begin = ran.stdout.indexOf("{");
  if (begin < 0) throw new Error(`oxlint ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  const report: unknown = JSON.parse(ran.stdout.slice(begin));
  return listAt(report, "diagnostics")
    .filter((each) => textAt(each, "severity") === "error")
    .map((each) => ({
      ...whereOf(textAt(each, "filename"), numberAt(at(each, "labels", "0"), "span", "line")),
      message: `${textAt(each, "message")} ${textAt(each, "code")}`,
      cure: textAt(each, "help") || "see the rule",
    }));
}

/** The rules of .oxlintrc.json hold, those included that need types. Warnings are shown by `npx oxlint --type-aware`. */
export const lint: Check = {
  name: "lint",
  run: (root) => findingsOf(root, []),
  runOn: async (root, files) => {
    const there = files.filter((path) => isCode(path) && existsSync(join(root, path)));
    return there.length === 0 ? [] : findingsOf(root, there);
  },
};
