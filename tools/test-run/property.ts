// Stands in the place of "fast-check" in every test (vitest.config.ts): a property that failed once is tried on that case first, for ever.
import * as real from "../../node_modules/fast-check/lib/fast-check.js";
import { relative } from "node:path";
import { expect } from "vitest";
import { ROOT } from "../project/root.ts";
import { addSeed, readSeeds, type Seed } from "./seeds.ts";

export * from "../../node_modules/fast-check/lib/fast-check.js";

type Property = real.IRawProperty<unknown>;
type Parameters = real.Parameters<unknown>;
type Details = real.RunDetails<unknown>;

const corpus = Map.groupBy(readSeeds(), ({ test }) => test);
/** Properties of the running test so far. */
let running = { test: "", count: 0 };

function nameOfProperty(): string {
  const { testPath, currentTestName } = expect.getState();
  const test = `${relative(ROOT, testPath ?? "")} › ${currentTestName ?? ""}`;
  running = running.test === test ? { test, count: running.count + 1 } : { test, count: 1 };
  return `${test} › ${running.count}`;
}

function fail(details: Details, test: string, isKnown: boolean): void {
  if (!details.failed) return;
  const seed: Seed = { test, seed: details.seed, path: details.counterexamplePath };
  if (!isKnown) addSeed(seed);
  const kept = isKnown ? "this case stands in tools/test-run/seeds.jsonl" : `kept in tools/test-run/seeds.jsonl: ${JSON.stringify(seed)}`;
  throw new Error(`${real.defaultReportMessage(details)}\n${kept}`, { cause: details.errorInstance });
}

/** The way to a case is lost when its property changed; its seed is tried then. */
const isLostWay = (cause: unknown): boolean => cause instanceof Error && cause.message.includes("Unable to replay");

function checkKnown(property: Property, parameters: Parameters, { seed, path }: Seed): Details | Promise<Details> {
  const run = (way: string | null) =>
    real.check(property, { ...parameters, seed, ...(way === null ? {} : { path: way, endOnFailure: true }) });
  try {
    const details = run(path);
    return details instanceof Promise ? details.catch((cause: unknown) => (isLostWay(cause) ? run(null) : Promise.reject(cause))) : details;
  } catch (cause) {
    if (!isLostWay(cause)) throw cause;
    return run(null);
  }
}

/** Runs the known cases of a property, then the property itself, as fast-check's `assert` does. A new case that fails is added to the corpus. */
export function assert(property: Property, parameters: Parameters = {}): void | Promise<void> {
  const test = nameOfProperty();
  const known = corpus.get(test) ?? [];
  if (property.isAsync()) {
    return (async () => {
      for (const seed of known) fail(await checkKnown(property, parameters, seed), test, true);
      fail(await real.check(property, parameters), test, false);
    })();
  }
  const settled = (details: Details | Promise<Details>): Details => {
    if (details instanceof Promise) throw new Error("a synchronous property answered later");
    return details;
  };
  for (const seed of known) fail(settled(checkKnown(property, parameters, seed)), test, true);
  fail(settled(real.check(property, parameters)), test, false);
}
