import { constants } from "node:fs";
import { access, cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isTest, listFiles } from "../project/files.ts";
import { at, entriesOf, readJson, textAt } from "../project/json.ts";
import { packagesOf } from "./packages.ts";

/** The program. */
const WORKSPACES = ["contract", "domain", "server"] as const;
/** Pages, of which the built ones alone are taken. */
export const PAGES = ["console", "patrol", "citizen"] as const;
/** Commands of a room at work; the others build, test or show. */
const COMMANDS = ["start", "recover", "keys", "import", "log:verify", "database:roles", "lines:setup", "lines:start"];
const TOOLS = [
  "bootstrap.mjs",
  "require-node.mjs",
  "start.ts",
  "project/root.ts",
  "run/kept-running.ts",
  "run/program.ts",
  "run/source-control.ts",
  "run/until-stopped.ts",
];

const isProgram = (path: string): boolean =>
  WORKSPACES.some((workspace) => path.startsWith(`${workspace}/`)) &&
  !isTest(path) &&
  !path.includes("/testing/") &&
  !/\.md$|\/tsconfig\.json$/u.test(path);

async function copy(from: string, to: string, filter: (source: string) => boolean = () => true): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE, filter });
}

/** Copies a package without the packages inside it: those that are needed are copied by themselves. */
const copyPackage = (from: string, to: string): Promise<void> =>
  copy(from, to, (source) => source === from || basename(source) !== "node_modules" || source.slice(from.length).split("/").length > 2);

async function writeManifest(root: string, folder: string): Promise<void> {
  const manifest = await readJson(join(root, "package.json"));
  const scripts = entriesOf(at(manifest, "scripts")).filter(([name]) => COMMANDS.includes(name));
  const kept = ["name", "version", "description", "license"].map((name) => [name, textAt(manifest, name)]);
  const written = { ...Object.fromEntries(kept), private: true, type: "module", scripts: Object.fromEntries(scripts) };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(written, null, 2)}\n`);
}

/**
 * Writes into an empty folder all that a room at work needs and no more. These are the program without its tests, the built pages, the
 * packages that it needs, and this machine's Node and PostgreSQL. Throws if the folder holds anything or a page is not built.
 */
export async function writeRelease(root: string, folder: string, pages: readonly string[] = PAGES): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty`);
  for (const page of pages) await access(join(root, page, "dist", "index.html"));
  await writeManifest(root, folder);
  await copy(join(root, "LICENSE"), join(folder, "LICENSE"));
  for (const path of await listFiles(root, isProgram)) await copy(join(root, path), join(folder, path));
  for (const file of TOOLS) await copy(join(root, "tools", file), join(folder, "tools", file));
  for (const page of pages) await copy(join(root, page, "dist"), join(folder, page, "dist"));
  const packages = await packagesOf(root, WORKSPACES);
  for (const path of packages) await copyPackage(join(root, path), join(folder, path));
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@amaliyat"), { recursive: true });
  for (const workspace of WORKSPACES) await symlink(join("..", "..", workspace), join(modules, "@amaliyat", workspace));
  const node = packages.find((path) => path.startsWith("node_modules/node-linux-"));
  if (node === undefined) return;
  await mkdir(join(modules, ".bin"));
  await symlink(join("..", basename(node), "bin", "node"), join(modules, ".bin", "node"));
}
