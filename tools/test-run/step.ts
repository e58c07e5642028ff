import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../project/message-of.ts";
import { readJson } from "../project/json.ts";
import { toolEnvironment } from "../project/run-tool.ts";
import type { ReadReport } from "./reports.ts";
import type { Stopper } from "./stopper.ts";
import { failures, NOTHING, type Tally } from "./tally.ts";

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

const readTally = ({ report }: Step): Promise<Tally | null | string> => readJson(report.file).then(report.read, messageOf);

/** Runs one step to its end. A runner that crashes, or fails without naming a test, counts as one failure. */
export async function runStep(step: Step, root: string, stopper: Stopper): Promise<Tally> {
  if (stopper.reason !== null) return NOTHING;
  console.log(`\n── ${step.name}`);
  await mkdir(dirname(step.report.file), { recursive: true });
  await rm(step.report.file, { force: true });
  const ending = await runVisibly(step, root, stopper);
  const tally = await readTally(step);
  // Being ended is one failure, and the caller counts it.
  if (stopper.reason !== null) return tally === null || typeof tally === "string" ? NOTHING : tally;
  if (tally === null || typeof tally === "string") {
    if (ending === 0 && step.mayBeEmpty) return NOTHING;
    console.error(`${step.name} ended with ${ending} and left no report${tally === null ? "" : ` (${tally})`}: counted as a failure`);
    return failures(1);
  }
  if (ending === 0 || tally.failed > 0) return tally;
  console.error(`${step.name} ended with ${ending} though no test failed: counted as a failure`);
  return { ...tally, failed: 1 };
}
