import { existsSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "../../project/run-tool.ts";
import type { Check, Finding } from "../check.ts";

async function findingsOf(root: string, paths: readonly string[]): Promise<Finding[]> {
  const ran = await runTool("oxfmt", ["--list-different", "--no-error-on-unmatched-pattern", ...paths], root);
  const files = ran.stdout.split("\n").filter((line) => line !== "");
  if (ran.code !== 0 && files.length === 0) throw new Error(`oxfmt ended with ${ran.code}\n${ran.stderr}`);
  return files.map((file) => ({ file, message: "is not formatted", cure: `npx oxfmt ${file}` }));
}

/** Every file is written as the formatter writes it, so that a diff shows only real changes. */
export const format: Check = {
  name: "format",
  run: (root) => findingsOf(root, ["."]),
  runOn: async (root, files) => {
    const there = files.filter((path) => existsSync(join(root, path)));
    return there.length === 0 ? [] : findingsOf(root, there);
  },
};
