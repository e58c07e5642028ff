import { runTool } from "../../project/run-tool.ts";
import type { Check, Finding } from "../check.ts";

const LINE = /^(?<file>[^(\s][^(]*)\((?<line>\d+),\d+\): error (?<message>TS\d+: .*)$/u;

/** The findings in what `tsc -b` wrote; lines that continue a message are left out. */
export const findingsOfTsc = (output: string): Finding[] =>
  output.split("\n").flatMap((text) => {
    const { file, line, message } = LINE.exec(text)?.groups ?? {};
    if (file === undefined || message === undefined) return [];
    return [{ file, line: Number(line), message, cure: "make the types agree; `npx tsc -b` shows the whole message" }];
  });

async function findingsOf(root: string, more: readonly string[]): Promise<Finding[]> {
  const ran = await runTool("tsc", ["-b", "--pretty", "false", ...more], root);
  const findings = findingsOfTsc(ran.stdout);
  if (ran.code !== 0 && findings.length === 0) throw new Error(`tsc -b ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  return findings;
}

/** Every workspace compiles under the strict settings of tsconfig.base.json. A change compiles what it reaches since the last time. */
export const types: Check = {
  name: "types",
  run: (root) => findingsOf(root, ["--force"]),
  runOn: (root) => findingsOf(root, []),
};
