import { expect, test } from "vitest";
import { judge } from "./testing/laboratory/judge.ts";
import { readFiles } from "./testing/laboratory/read-marks.ts";
import { recordLaboratory, SCENARIOS } from "./testing/laboratory/run.ts";

/** Longest time of a run. Usually 25 s. */
const MOST_MS = 50_000;

/** Every camera is one of the same run, and one test: a machine that was too slow for the run is told once. */
test(
  "every camera of the laboratory is recorded as the table says",
  async () => {
    await using run = await recordLaboratory(MOST_MS);
    const wrong = SCENARIOS.flatMap((scenario) => {
      const { name, says, fails = "" } = scenario;
      const account = run.accounts.get(name);
      if (account === undefined) return [`${name} is not in the laboratory`];
      const files = readFiles(run.root, name);
      const { faults, figures } = judge(scenario, { account, files, events: run.events.get(name) ?? [], endedAt: run.endedAt });
      const found = faults.join("; ");
      // A fault that is mended takes its mark off the scenario.
      return found === fails ? [] : [`${name}: ${says}\nfound:  ${found || "no fault"}\nmarked: ${fails || "no fault"}\n${figures}`];
    });
    expect(wrong.join("\n\n"), `late by ${run.lateMs} ms at most`).toBe("");
  },
  3 * MOST_MS,
);
