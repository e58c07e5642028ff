import * as fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addSeed, readSeeds } from "./seeds.ts";

function madeFile(): Disposable & { readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), "seeds-"));
  return { path: join(folder, "seeds.jsonl"), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

test("a corpus is read as it was written; a file that is not there is empty", () => {
  using file = madeFile();
  expect(readSeeds(file.path)).toEqual([]);
  fc.assert(
    fc.property(fc.string(), fc.integer(), fc.option(fc.string()), (name, seed, path) => {
      const before = readSeeds(file.path);
      addSeed({ test: name, seed, path }, file.path);
      expect(readSeeds(file.path)).toEqual([...before, { test: name, seed, path }]);
    }),
    { numRuns: 20 },
  );
});

test("a line that is no case is an error", () => {
  using file = madeFile();
  writeFileSync(file.path, '{"seed":1}\n');
  expect(() => readSeeds(file.path)).toThrow("no case");
});

// seeds.jsonl holds a case for each of these two: its way leads to 1,000, and to no value of the other, whose property is another now.
const anyNumber = fc.integer({ min: 0, max: 1_000_000 });

test("a known case comes before all others", () => {
  const seen: number[] = [];
  fc.assert(
    fc.property(anyNumber, (value) => void seen.push(value)),
    { numRuns: 3 },
  );
  expect(seen).toHaveLength(4);
  expect(seen[0]).toBe(1_000);
});

test("a case whose way is lost is tried by its seed", async () => {
  const seen: string[] = [];
  await fc.assert(
    fc.asyncProperty(fc.string(), async (value) => void seen.push(value)),
    { numRuns: 3 },
  );
  expect(seen).toHaveLength(6);
  expect(seen.slice(0, 3)).toEqual(fc.sample(fc.string(), { seed: 42, numRuns: 3 }));
});
