import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../project/message-of.ts";
import { readJson } from "../project/json.ts";
import { toolEnvironment } from "../project/run-tool.ts";
import type { Outcome, ReadReport } from "./reports.ts";
import type { Stopper } from "./stopper.ts";
import { failures, NOTHING } from "./tally.ts";

/** One runner: the program with its arguments, and where and how it reports. */
export type Step = {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly report: { readonly file: string; readonly read: ReadReport };
  /** With a filter, a runner may find nothing to do; that is no failure of it. */
  readonly mayBeEmpty: boolean;
};

/** Runs a program with this one's output, and answers how it ended: 0 when well. */
function runVisibly(step: Step, root: string, stopper: Stopper): Promise<number | string> {
  return new Promise((resolve) => {
    const env = { ...toolEnvironment(), ...step.environment };
    const child = spawn(step.program, step.args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"], detached: true });
    stopper.watch(child);
    child.on("error", (cause) => resolve(cause.message));
    child.on("close", (code, signal) => resolve(code ?? String(signal)));
  });
}

const readOutcome = ({ report }: Step): Promise<Outcome | null | string> => readJson(report.file).then(report.read, messageOf);

const NO_TEST: Outcome = { tally: NOTHING, failed: [] };
const BROKEN: Outcome = { tally: failures(1), failed: [] };

/** Runs one step to its end. A runner that crashes, or fails without naming a test, counts as one failure. */
export async function runStep(step: Step, root: string, stopper: Stopper): Promise<Outcome> {
  if (stopper.reason !== null) return NO_TEST;
  console.log(`\n── ${step.name}`);
  await mkdir(dirname(step.report.file), { recursive: true });
  await rm(step.report.file, { force: true });
  const ending = await runVisibly(step, root, stopper);
  const outcome = await readOutcome(step);
  // Being ended is one failure, and the caller counts it.
  if (stopper.reason !== null) return outcome === null || typeof outcome === "string" ? NO_TEST : outcome;
  if (outcome === null || typeof outcome === "string") {
    if (ending === 0 && step.mayBeEmpty) return NO_TEST;
    console.error(`${step.name} ended with ${ending} and left no report${outcome === null ? "" : ` (${outcome})`}: counted as a failure`);
    return BROKEN;
  }
  if (ending === 0 || outcome.tally.failed > 0) return outcome;
  console.error(`${step.name} ended with ${ending} though no test failed: counted as a failure`);
  return { ...outcome, tally: { ...outcome.tally, failed: 1 } };
}
