import { at, listAt, numberAt, textAt } from "../project/json.ts";
import { runTool } from "../project/run-tool.ts";
import { whereOf, type Check } from "./check.ts";

/** The rules of .oxlintrc.json hold, those included that need types. Warnings are shown by `npx oxlint --type-aware`. */
export const lint: Check = {
  name: "lint",
  run: async (root) => {
    const ran = await runTool("oxlint", ["--type-aware", "--quiet", "--format", "json"], root);
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
  },
};
