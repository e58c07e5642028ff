import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeProject } from "../project/fixture.ts";
import { readCheckReport } from "./reports.ts";
import { runStep, type Step } from "./step.ts";
import { Stopper } from "./stopper.ts";

vi.spyOn(console, "log").mockReturnValue();
vi.spyOn(console, "error").mockReturnValue();

function newStopper(): Stopper {
  const stopper = new Stopper(1);
  onTestFinished(() => stopper[Symbol.dispose]());
  return stopper;
}

/** A runner that executes this script; `report` in it is the path of its report. */
async function stepOf(script: string, mayBeEmpty = false): Promise<{ step: Step; root: string }> {
  const root = await makeProject({ "runner.cjs": `const report = process.argv[2];\n${script}` });
  const file = join(root, "reports", "report.json");
  return {
    root,
    step: {
      name: "runner",
      program: process.execPath,
      args: [join(root, "runner.cjs"), file],
      report: { file, read: readCheckReport },
      mayBeEmpty,
    },
  };
}

const WRITE = 'require("node:fs").writeFileSync(report, JSON.stringify([{ findings: [] }]));';

test("the report of a runner is counted", async () => {
  const { step, root } = await stepOf(WRITE);
  expect(await runStep(step, root, newStopper())).toMatchObject({ tally: { passed: 1, failed: 0, skipped: 0 } });
});

test("a runner that crashes, leaves no report, or fails without saying so counts as one failure", async () => {
  const crash = await stepOf('process.kill(process.pid, "SIGSEGV");');
  expect(await runStep(crash.step, crash.root, newStopper())).toMatchObject({ tally: { passed: 0, failed: 1 } });
  const silent = await stepOf("");
  expect(await runStep(silent.step, silent.root, newStopper())).toMatchObject({ tally: { passed: 0, failed: 1 } });
  const failing = await stepOf(`${WRITE} process.exitCode = 1;`);
  expect(await runStep(failing.step, failing.root, newStopper())).toMatchObject({ tally: { passed: 1, failed: 1 } });
  const absent = { ...silent.step, program: join(silent.root, "no-such-program") };
  expect(await runStep(absent, silent.root, newStopper())).toMatchObject({ tally: { passed: 0, failed: 1 } });
});

test("with a filter a runner may find nothing to do", async () => {
  const { step, root } = await stepOf("", true);
  expect(await runStep(step, root, newStopper())).toMatchObject({ tally: { passed: 0, failed: 0, skipped: 0 } });
});

test("when it is stopped, a runner and what it started end, and no other begins", async () => {
  const { step, root } = await stepOf(
    'const { spawn } = require("node:child_process");\nconst child = spawn("sleep", ["60"]);\nrequire("node:fs").writeFileSync(report + ".pid", String(child.pid));\nsetInterval(() => {}, 1000);\nconsole.log("ready");',
  );
  const stopper = newStopper();
  const running = runStep(step, root, stopper);
  const pid = await vi.waitFor(async () => Number(await readFile(`${step.report.file}.pid`, "utf8")), 10_000);
  stopper.stop("for the test");
  expect(await running).toMatchObject({ tally: { passed: 0, failed: 0, skipped: 0 } });
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), 10_000);
  expect(await runStep(step, root, stopper)).toMatchObject({ tally: { passed: 0, failed: 0, skipped: 0 } });
});
