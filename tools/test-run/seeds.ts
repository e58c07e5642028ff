import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../project/root.ts";

/** A case in which a property failed once: what fast-check needs to make it again. */
export type Seed = {
  /** The file, the test, and which property of that test, counted from 1. */
  readonly test: string;
  readonly seed: number;
  /** Way from the first failing value to the smallest one; null where only the run is known. */
  readonly path: string | null;
};

const FILE = join(ROOT, "tools", "test-run", "seeds.jsonl");

const isSeed = (value: unknown): value is Seed =>
  typeof value === "object" && value !== null && "test" in value && typeof value.test === "string" && "seed" in value && "path" in value;

/** The corpus: one case a line. A line that is no case is an error, and not a case that is lost. */
export function readSeeds(file = FILE): Seed[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const value: unknown = JSON.parse(line);
      if (!isSeed(value)) throw new Error(`${file} has a line that is no case: ${line}`);
      return value;
    });
}

/** Adds a case to the corpus, for the commit that mends it. One short line is written whole, whoever writes beside it. */
export const addSeed = (seed: Seed, file = FILE): void => appendFileSync(file, `${JSON.stringify(seed)}\n`);
