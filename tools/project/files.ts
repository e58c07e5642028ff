import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A file of the project with its text. `path` is relative to the project's folder, with `/`. */
export type TextFile = { readonly path: string; readonly text: string };

const LEFT_OUT = new Set([".git", "node_modules", ".build", ".data", "dist", "test-results", "playwright-report"]);

/** Paths of all wanted files below `folder`, sorted, without installed, built or recorded ones. */
export async function listFiles(root: string, wanted: (path: string) => boolean, folder = ""): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : listFiles(root, wanted, path);
      return entry.isFile() && wanted(path) ? [path] : [];
    }),
  );
  return found.flat().toSorted();
}

/** All wanted files with their text. A file that vanishes while it is read is left out. */
export async function readFiles(root: string, wanted: (path: string) => boolean): Promise<TextFile[]> {
  const paths = await listFiles(root, wanted);
  const read = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(root, path), "utf8").catch(() => null);
      return text === null ? [] : [{ path, text }];
    }),
  );
  return read.flat();
}

export const isGenerated = (path: string): boolean => /\.generated\./u.test(path);
export const isTest = (path: string): boolean => /\.test\.tsx?$/u.test(path) || path.startsWith("e2e/");
export const isCode = (path: string): boolean => /\.(ts|tsx|mjs)$/u.test(path) && !path.endsWith(".d.ts");

/** The line, counted from 1, in which a position of a text stands. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < position; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
