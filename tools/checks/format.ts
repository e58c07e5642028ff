import { runTool } from "../project/run-tool.ts";
import type { Check } from "./check.ts";

/** Every file is written as the formatter writes it, so that a diff shows only real changes. */
export const format: Check = {
  name: "format",
  run: async (root) => {
    const ran = await runTool("oxfmt", ["--list-different", "."], root);
    const files = ran.stdout.split("\n").filter((line) => line !== "");
    if (ran.code !== 0 && files.length === 0) throw new Error(`oxfmt ended with ${ran.code}\n${ran.stderr}`);
    return files.map((file) => ({ file, message: "is not formatted", cure: `npx oxfmt ${file}` }));
  },
};
