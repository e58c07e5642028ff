import { readFile } from "node:fs/promises";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** A file that took longer the last time, ms, runs with the first of its environment: as the last one it would keep all workers waiting. */
const LONG_MS = 20_000;

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Properties<T> = {
  readonly path: (file: T) => string;
  readonly tookMs: (file: T) => number;
  /** True if the file asks for an environment of its own, as a page of a browser. */
  readonly isInPage: (file: T) => boolean;
};

/**
 * Orders files by chance, those in a page before all others and the long ones first. The same files with the same times and seed have the same
 * order. A worker ends where the environment changes, and the next one reads the program anew: 310 files in groups took 224 s of work, and
 * 332 s mixed.
 */
export function shuffled<T>(files: readonly T[], of: Properties<T>, seed: number): T[] {
  const chance = numbersFrom(seed);
  return files
    .toSorted((a, b) => (of.path(a) < of.path(b) ? -1 : 1))
    .map((file) => ({ file, isInNode: !of.isInPage(file), isLater: of.tookMs(file) <= LONG_MS, place: chance() }))
    .toSorted((a, b) => Number(a.isInNode) - Number(b.isInNode) || Number(a.isLater) - Number(b.isLater) || a.place - b.place)
    .map(({ file }) => file);
}

/** Runs test files in an order by chance and prints its seed: a test that needs another before it fails some day. */
export class Shuffled extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    this.ctx.logger.log(`files are shuffled by the seed ${seed} (again: vitest run --sequence.seed=${seed})`);
    const tookMs = (file: TestSpecification): number => this.ctx.cache.getTestSpecificationResult(file)?.duration ?? 0;
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file.moduleId, "utf8") })));
    const inPage = new Set(texts.filter(({ text }) => text.includes("@vitest-environment")).map(({ file }) => file));
    return shuffled(files, { path: ({ moduleId }) => moduleId, tookMs, isInPage: (file) => inPage.has(file) }, seed);
  }
}
