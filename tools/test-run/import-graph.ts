import { dirname, join, normalize } from "node:path/posix";
import { isCode, readFiles } from "../project/files.ts";

/** Imports of each code file: paths of the project, and names of packages (`node:child_process`, `pg`) as they are written. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

const WORKSPACES = "domain|contract|ui|server|console|citizen|patrol|simulator|e2e|bench|tools";
const IMPORTS =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^"'`;]*?\sfrom\s+)?"([^"\n]+)"|\bimport\("([^"\n]+)"\)|new URL\("(\.[^"\n]+)", import\.meta\.url\)/gu;

/** Paths that a module name of a workspace can mean: its door, or its only door. */
const doorsOf = (workspace: string, rest: string): string[] =>
  [`${workspace}/${rest}/index.ts`, `${workspace}/src/${rest}/index.ts`, `${workspace}/src/index.ts`, `${workspace}/src/${rest}.ts`].map(
    (path) => normalize(path.replace("//", "/")),
  );

function meant(from: string, module: string, known: ReadonlySet<string>): string {
  if (module.startsWith(".")) return normalize(join(dirname(from), module));
  const [, workspace, rest = ""] = new RegExp(`^@amaliyat/(${WORKSPACES})(?:/(.+))?$`, "u").exec(module) ?? [];
  return workspace === undefined ? module : (doorsOf(workspace, rest).find((path) => known.has(path)) ?? module);
}

/** Reads which file imports which. Imports of types alone are left out: they are gone when the program runs. */
export async function readImportGraph(root: string): Promise<ImportGraph> {
  const files = await readFiles(root, isCode);
  const known = new Set(files.map(({ path }) => path));
  const importsOf = (path: string, text: string): Set<string> => {
    const found = [...text.matchAll(IMPORTS)].flatMap(([, type, named, loaded, worker]) => {
      const module = named ?? loaded ?? worker;
      return type !== undefined || module === undefined ? [] : [meant(path, module, known)];
    });
    return new Set(found);
  };
  return new Map(files.map(({ path, text }) => [path, importsOf(path, text)]));
}

/** Everything that a file imports, by way of others too, itself included. */
export function reachedFrom(graph: ImportGraph, file: string): ReadonlySet<string> {
  const reached = new Set([file]);
  for (const each of reached) for (const next of graph.get(each) ?? []) reached.add(next);
  return reached;
}
