import { isTest } from "../project/files.ts";
import { runTool } from "../project/run-tool.ts";
import { readImportGraph, reachedFrom, type ImportGraph } from "./import-graph.ts";

/** Files and packages by which a test comes to a database, another program or a browser. */
const HEAVY = /^(?:server\/src\/(?:platform\/|media\/|telephony\/|calls\/)?testing\/|simulator\/|e2e\/|node:child_process$|playwright)/u;
const isUnitTest = (path: string): boolean => isTest(path) && !path.startsWith("e2e/");
const isJourney = (path: string): boolean => /^e2e\/.*\.spec\.ts$/u.test(path);

/** Test files that reach no database and start no program, directly or by what they import. */
export function pureTests(graph: ImportGraph): string[] {
  return [...graph.keys()].filter((path) => isUnitTest(path) && ![...reachedFrom(graph, path)].some((each) => HEAVY.test(each)));
}

/** Tests that reach one of the changed files, and the changed tests themselves. */
export function testsOf(graph: ImportGraph, changed: readonly string[]): { readonly unit: string[]; readonly journeys: string[] } {
  const reaching = [...graph.keys()].filter((path) => isTest(path) && changed.some((file) => reachedFrom(graph, path).has(file)));
  return { unit: reaching.filter(isUnitTest), journeys: reaching.filter(isJourney) };
}

const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");

async function git(root: string, args: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runTool("git", args, root);
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${stderr.trim()}`);
  return linesOf(stdout);
}

/** Migrations are read from their folder and not imported. */
const readBy = (path: string): string =>
  path.startsWith("server/src/platform/database/migrations/") ? "server/src/platform/database/schema/migrate.ts" : path;

/** Paths that differ from a commit, with those that git does not know yet; for a migration the file that reads it. */
export async function changedFiles(root: string, since: string): Promise<string[]> {
  const differing = await git(root, ["diff", "--name-only", since, "--"]);
  const unknown = await git(root, ["ls-files", "--others", "--exclude-standard"]);
  return [...new Set([...differing, ...unknown].map(readBy))];
}

export const readPureTests = async (root: string): Promise<string[]> => pureTests(await readImportGraph(root));

export async function readChangedTests(root: string, since: string): Promise<{ readonly unit: string[]; readonly journeys: string[] }> {
  return testsOf(await readImportGraph(root), await changedFiles(root, since));
}
