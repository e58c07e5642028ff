import { runTool } from "../project/run-tool.ts";
import type { Check, Finding } from "./check.ts";

const LINE = /^(?<file>[^(\s][^(]*)\((?<line>\d+),\d+\): error (?<message>TS\d+: .*)$/u;

/** The findings in what `tsc -b` wrote; lines that continue a message are left out. */
export const findingsOfTsc = (output: string): Finding[] =>
  output.split("\n").flatMap((text) => {
    const { file, line, message } = LINE.exec(text)?.groups ?? {};
    if (file === undefined || message === undefined) return [];
    return [{ file, line: Number(line), message, cure: "make the types agree; `npx tsc -b` shows the whole message" }];
  });

/** Every workspace compiles under the strict settings of tsconfig.base.json. */
export const types: Check = {
  name: "types",
  run: async (root) => {
    const ran = await runTool("tsc", ["-b", "--force", "--pretty", "false"], root);
    const findings = findingsOfTsc(ran.stdout);
    if (ran.code !== 0 && findings.length === 0) throw new Error(`tsc -b ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
    return findings;
  },
};
