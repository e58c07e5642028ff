import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Generator } from "./generator.ts";

/** A generated file: its wanted and its present content; null if it is missing. */
export type Made = { readonly file: string; readonly wanted: string; readonly found: string | null };

export const isFresh = ({ wanted, found }: Made): boolean => wanted === found;

/** Makes every file and reads the checked-in one. */
export const makeAll = (generators: readonly Generator[], root: string): Promise<Made[]> =>
  Promise.all(
    generators.map(async ({ file, make }) => ({
      file,
      wanted: await make(root),
      found: await readFile(join(root, file), "utf8").catch(() => null),
    })),
  );

/** The first line, counted from 1, in which two texts differ. */
export function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const line = left.findIndex((each, index) => each !== right[index]);
  return (line < 0 ? left.length : line) + 1;
}
