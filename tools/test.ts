import { readFile } from "node:fs/promises";
import { buildPages } from "./console-build.ts";
import { listFiles } from "./project/files.ts";
import { messageOf } from "./project/message-of.ts";
import { ROOT } from "./project/root.ts";
import { readChangedTests, readPureTests } from "./test-run/chosen-tests.ts";
import { QUICK_CHECKS, readOptions, USAGE, type Options, type Part, type Tier } from "./test-run/options.ts";
import { CHROMIUM, installRequirements, type Requirement } from "./test-run/requirements.ts";
import type { FailedTest, Outcome } from "./test-run/reports.ts";
import { tryAgain, type TriedOutcome } from "./test-run/second-try.ts";
import { runStep, type Step } from "./test-run/step.ts";
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

const untold = (tally: Tally): TriedOutcome => ({ tally, failed: [], unsteady: [] });

async function runTests(stepOf: typeof unitStep, filters: readonly string[], stopper: Stopper): Promise<TriedOutcome> {
  const first: Outcome = await runStep(stepOf(ROOT, filters), ROOT, stopper);
  const again = (files: readonly string[]): Step => {
    const step = stepOf(ROOT, files, true);
    return { ...step, name: `${step.name}: failed files once more, alone` };
  };
  return tryAgain(first, again, ROOT, stopper);
}

async function runJourneys(filters: readonly string[], hasBrowser: boolean, stopper: Stopper): Promise<TriedOutcome> {
  const specs = await listFiles(ROOT, (path) => /^e2e\/.*\.(?:spec|test)\.ts$/u.test(path));
  if (specs.length === 0 || stopper.reason !== null) return untold(NOTHING);
  if (!hasBrowser) return untold({ ...NOTHING, skipped: specs.length });
  try {
    console.log(
      `\n${Object.entries(await buildPages(ROOT))
        .flat()
        .join(" ")}`,
    );
  } catch (cause) {
    console.error(`an app does not build, so no journey can run: ${messageOf(cause)}`);
    return untold(failures(1));
  }
  return runTests(journeyStep, filters, stopper);
}

/** Most lines shown of the page of a failed journey. */
const PAGE_LINES = 80;

/** Names the tests at the end of a long output, where they are looked for. */
async function tellTests(heading: string, tests: readonly FailedTest[]): Promise<void> {
  if (tests.length > 0) console.log(`\n${heading}`);
  for (const { file, name, why, page } of tests) {
    console.log(`  ${file} › ${name}\n    ${why.replaceAll("\n", "\n    ")}`);
    const text = page === undefined ? "" : await readFile(page, "utf8").catch(() => "");
    if (text !== "") console.log(`    ${text.split("\n").slice(0, PAGE_LINES).join("\n    ")}`);
  }
}

/** Files that a part of a run goes through, by its tier; null where all of them are. */
type Chosen = Readonly<Record<Part, readonly string[] | null>>;

const wordsIn = (paths: readonly string[], words: readonly string[]): string[] =>
  paths.filter((path) => words.length === 0 || words.some((word) => path.includes(word)));

async function chosenBy(tier: Tier, words: readonly string[]): Promise<Chosen> {
  if (tier.kind === "all") return { check: null, unit: null, e2e: null };
  if (tier.kind === "pure") return { check: QUICK_CHECKS, unit: wordsIn(await readPureTests(ROOT), words), e2e: [] };
  const { unit, journeys } = await readChangedTests(ROOT, tier.since);
  console.log(`changed since ${tier.since}: ${unit.length} test files and ${journeys.length} journeys reach it`);
  return { check: QUICK_CHECKS, unit: wordsIn(unit, words), e2e: wordsIn(journeys, words) };
}

const NOTHING_TO_DO = untold(NOTHING);

async function runAll({ parts, tier, filters, minutes }: Options): Promise<Tally> {
  using stopper = new Stopper(minutes);
  const chosen = await chosenBy(tier, filters);
  const missing = tier.kind !== "pure" && parts.some((part) => part !== "check") ? installRequirements() : [];
  const tallies = [tellMissing(missing)];
  if (tier.kind !== "pure" && parts.some((part) => part !== "check") && !printVersions() && inCi) tallies.push(failures(1));
  const hasBrowser = !missing.some(({ debianPackage }) => debianPackage === CHROMIUM);
  const runs: Readonly<Record<Part, () => Promise<TriedOutcome>>> = {
    check: async () => ({ ...(await runStep(checkStep(ROOT, chosen.check ?? filters), ROOT, stopper)), unsteady: [] }),
    unit: async () => (chosen.unit?.length === 0 ? NOTHING_TO_DO : runTests(unitStep, chosen.unit ?? filters, stopper)),
    e2e: async () => (chosen.e2e?.length === 0 ? NOTHING_TO_DO : runJourneys(chosen.e2e ?? filters, hasBrowser, stopper)),
  };
  const times: string[] = [];
  const outcomes: TriedOutcome[] = [];
  for (const part of parts) {
    const begun = performance.now();
    outcomes.push(await runs[part]());
    times.push(`${part} ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  tallies.push(...outcomes.map(({ tally }) => tally));
  await tellTests(
    "unsteady: failed beside the others, passed alone",
    outcomes.flatMap(({ unsteady }) => unsteady),
  );
  await tellTests(
    "failed",
    outcomes.flatMap(({ failed }) => failed),
  );
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
