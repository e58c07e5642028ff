import { passed, type CheckResult, type Finding } from "./check.ts";

const SHOWN = 40;

const place = ({ file, line }: Finding): string => (line === undefined ? file : `${file}:${line}`);

/** The lines of one finding: the place and the fault, then the cure. */
const describeFinding = (finding: Finding): string[] => [
  `  ${[place(finding), finding.message].filter((part) => part !== "").join("  ")}`,
  `      cure: ${finding.cure}`,
];

/** A result as the terminal shows it: one line when the check holds, else a line per finding with its cure. */
export function describeResult(result: CheckResult): string {
  const seconds = `${(result.ms / 1000).toFixed(1)} s`;
  const notes = (result.notes ?? []).map((note) => `; ${note}`).join("");
  if (passed(result)) return `ok      ${result.name} (${seconds})${notes}`;
  if (result.crash !== undefined) return `FAILED  ${result.name} (${seconds}): it did not come to its end\n  ${result.crash}`;
  const { findings } = result;
  const left = findings.length - SHOWN;
  return [
    `FAILED  ${result.name} (${seconds}): ${findings.length} ${findings.length === 1 ? "finding" : "findings"}${notes}`,
    ...findings.slice(0, SHOWN).flatMap(describeFinding),
    ...(left > 0 ? [`  … and ${left} more`] : []),
  ].join("\n");
}
