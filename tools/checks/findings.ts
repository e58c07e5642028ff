import { makeProject } from "../project/fixture.ts";
import type { Check } from "./check.ts";

/** Runs a check on a small project and answers its findings as `file:line message`, for tests. */
export async function findingsIn(check: Check, files: Readonly<Record<string, string>>): Promise<string[]> {
  const findings = await check.run(await makeProject(files), () => undefined);
  return findings.map(({ file, line, message }) => `${line === undefined ? file : `${file}:${line}`} ${message}`).toSorted();
}
