import { buildPages } from "./console-build.ts";
import { listFiles } from "./project/files.ts";
import { messageOf } from "./project/message-of.ts";
import { ROOT } from "./project/root.ts";
import { readOptions, USAGE, type Options, type Part } from "./test-run/options.ts";
import { CHROMIUM, installRequirements, type Requirement } from "./test-run/requirements.ts";
import { runStep } from "./test-run/step.ts";
import { checkStep, journeyStep, unitStep } from "./test-run/steps.ts";
import { Stopper } from "./test-run/stopper.ts";
import { printVersions } from "./test-run/versions.ts";
import { failures, isGreen, lastLine, NOTHING, sum, type Tally } from "./test-run/tally.ts";

/** In CI nothing may be left out for want of a package. */
const inCi = !["", "0", "false"].includes(process.env["CI"] ?? "");

function tellMissing(missing: readonly Requirement[]): Tally {
  for (const { debianPackage, without } of missing) {
    console.error(`${debianPackage} is not installed: ${without}. As root: apt-get install ${debianPackage}`);
  }
  return inCi ? failures(missing.length) : NOTHING;
}

async function runJourneys(filters: readonly string[], hasBrowser: boolean, stopper: Stopper): Promise<Tally> {
  const specs = await listFiles(ROOT, (path) => /^e2e\/.*\.(?:spec|test)\.ts$/u.test(path));
  if (specs.length === 0 || stopper.reason !== null) return NOTHING;
  if (!hasBrowser) return { ...NOTHING, skipped: specs.length };
  try {
    console.log(
      `\n${Object.entries(await buildPages(ROOT))
        .flat()
        .join(" ")}`,
    );
  } catch (cause) {
    console.error(`an app does not build, so no journey can run: ${messageOf(cause)}`);
    return failures(1);
  }
  return runStep(journeyStep(ROOT, filters), ROOT, stopper);
}

async function runAll({ parts, filters, minutes }: Options): Promise<Tally> {
  using stopper = new Stopper(minutes);
  const missing = parts.some((part) => part !== "check") ? installRequirements() : [];
  const tallies = [tellMissing(missing)];
  if (parts.some((part) => part !== "check") && !printVersions() && inCi) tallies.push(failures(1));
  const hasBrowser = !missing.some(({ debianPackage }) => debianPackage === CHROMIUM);
  const runs: Readonly<Record<Part, () => Promise<Tally>>> = {
    check: () => runStep(checkStep(ROOT, filters), ROOT, stopper),
    unit: () => runStep(unitStep(ROOT, filters), ROOT, stopper),
    e2e: () => runJourneys(filters, hasBrowser, stopper),
  };
  const times: string[] = [];
  for (const part of parts) {
    const begun = performance.now();
    tallies.push(await runs[part]());
    times.push(`${part} ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  console.log(`\n${times.join(", ")}`);
  if (stopper.reason === null) return sum(tallies);
  console.error(`not everything ran: ${stopper.reason}`);
  return sum([...tallies, failures(1)]);
}

const options = readOptions(process.argv.slice(2));
if (options === null) console.error(USAGE);
const tally =
  options === null ? failures(1) : await runAll(options).catch((cause: unknown) => (console.error(messageOf(cause)), failures(1)));
process.exitCode = isGreen(tally) ? 0 : 1;
console.log(lastLine(tally));
