import { availableParallelism } from "node:os";
import { messageOf } from "../project/message-of.ts";
import type { Check, CheckResult } from "./check.ts";

async function runOne(check: Check, root: string): Promise<CheckResult> {
  const begun = performance.now();
  const spent = (): number => performance.now() - begun;
  try {
    const notes: string[] = [];
    const findings = await check.run(root, (text) => notes.push(text));
    return { name: check.name, ms: spent(), findings, notes };
  } catch (cause) {
    return { name: check.name, ms: spent(), findings: [], crash: messageOf(cause) };
  }
}

/** Runs the checks in their order, as many at once as there are processors, and tells each result when it is there. */
export async function runChecks(checks: readonly Check[], root: string, tell: (result: CheckResult) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  const waiting = [...checks];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await runOne(check, root);
      results.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

/** Checks that look at everything whatever changed, and take longer than the check of a change may. */
const WHOLE = new Set(["statements", "dead code", "partner documents"]);

/** Checks of a change: those that can look at its files alone do so, the quick ones look at everything, the slow ones are left out. */
export const ofChange = (checks: readonly Check[], files: readonly string[]): Check[] =>
  checks
    .filter(({ name }) => !WHOLE.has(name))
    .map((check) => {
      const { runOn } = check;
      return runOn === undefined ? check : { ...check, run: (root) => runOn(root, files) };
    });
