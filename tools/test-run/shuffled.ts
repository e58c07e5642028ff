import { BaseSequencer, type TestSpecification } from "vitest/node";

/** A file that took longer the last time, ms, runs with the first: as the last one it would keep all other workers waiting. */
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

/** Orders files by chance, the long ones first. The same files with the same times and seed have the same order. */
export function shuffled<T>(files: readonly T[], of: { path: (file: T) => string; tookMs: (file: T) => number }, seed: number): T[] {
  const chance = numbersFrom(seed);
  return files
    .toSorted((a, b) => (of.path(a) < of.path(b) ? -1 : 1))
    .map((file) => ({ file, isLater: of.tookMs(file) <= LONG_MS, place: chance() }))
    .toSorted((a, b) => Number(a.isLater) - Number(b.isLater) || a.place - b.place)
    .map(({ file }) => file);
}

/** Runs test files in an order by chance and prints its seed: a test that needs another before it fails some day. */
export class Shuffled extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    this.ctx.logger.log(`files are shuffled by the seed ${seed} (again: vitest run --sequence.seed=${seed})`);
    const tookMs = (file: TestSpecification): number => this.ctx.cache.getTestSpecificationResult(file)?.duration ?? 0;
    return Promise.resolve(shuffled(files, { path: ({ moduleId }) => moduleId, tookMs }, seed));
  }
}
