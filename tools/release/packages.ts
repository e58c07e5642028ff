import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { entriesOf, at, readJson } from "../project/json.ts";

/** Finds a package as Node does from a folder: in its own `node_modules`, or in one above it, up to `root`. Null where it is not installed. */
function folderOf(root: string, from: string, name: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === root || !folder.startsWith(root)) return null;
  }
}

/** Names that a package needs at run time, each with whether it may be missing. A peer that it can do without is no need of it. */
function needsOf(manifest: unknown): [name: string, isOptional: boolean][] {
  const names = (part: string): string[] => entriesOf(at(manifest, part)).map(([name]) => name);
  const optional = new Set(names("optionalDependencies"));
  const peers = names("peerDependencies").filter((name) => at(manifest, "peerDependenciesMeta", name, "optional") !== true);
  return [...new Set([...names("dependencies"), ...peers, ...optional])].map((name) => [name, optional.has(name)]);
}

/**
 * The folders of all packages that the workspaces need at run time, relative to `root` and sorted, without the workspaces themselves.
 * Packages for building or testing only are left out. Throws if a needed one is not installed.
 */
export async function packagesOf(root: string, workspaces: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const look = async (folder: string, optionalAlone: boolean): Promise<void> => {
    for (const [name, isOptional] of needsOf(await readJson(join(folder, "package.json")))) {
      if (name.startsWith("@amaliyat/") || (optionalAlone && !isOptional)) continue;
      const needed = folderOf(root, folder, name);
      if (needed === null && !isOptional) throw new Error(`${name} is not installed; ${relative(root, folder)} needs it`);
      if (needed === null || found.has(needed)) continue;
      found.add(needed);
      await look(needed, false);
    }
  };
  // The root names the programs of each machine, Node and PostgreSQL, which may be missing, and tools of the workshop.
  await look(root, true);
  for (const workspace of workspaces) await look(join(root, workspace), false);
  return [...found].map((folder) => relative(root, folder)).toSorted();
}
