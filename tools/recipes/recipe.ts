import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { findingsOfTsc } from "../checks/code/types.ts";
import { runTool } from "../project/run-tool.ts";

/** The folder of the project's own workspaces among the packages. */
const SCOPE = "@amaliyat";

/** An edit: a text that stands once in a file and the text in its place; or a new file. */
export type Edit =
  | { readonly file: string; readonly find: string; readonly put: string }
  | { readonly file: string; readonly text: string };

/** A usual change of the project, edit by edit. `atMost` bounds the files that it touches, with those that `npm run generate` writes. */
export type Recipe = { readonly name: string; readonly atMost: number; readonly edits: readonly Edit[] };

/** An edit that puts a text behind another, which stands once in a file. */
export const after = (file: string, find: string, more: string): Edit => ({ file, find, put: find + more });

/** A copy of the project in which recipes are tried. Dispose it: it is a folder with all sources. */
export type ProjectCopy = AsyncDisposable & {
  /** Files that a recipe touches, sorted, with those that the generators write. */
  readonly touched: (recipe: Recipe) => Promise<readonly string[]>;
  /** Faults that the compiler finds once all edits of these recipes are made: the project is compiled once for all of them. */
  readonly faults: (recipes: readonly Recipe[]) => Promise<readonly string[]>;
};

/** Text of a file after an edit. Throws if the recipe no longer fits the file. */
export function edited(text: string | null, edit: Edit): string {
  if ("text" in edit) {
    if (text !== null) throw new Error(`${edit.file} is there already: the recipe adds it`);
    return edit.text;
  }
  const times = text === null ? 0 : text.split(edit.find).length - 1;
  if (text === null || times !== 1) throw new Error(`${edit.file} has this text ${times} times, not once: ${edit.find}`);
  return text.replace(edit.find, () => edit.put);
}

async function run(name: string, args: readonly string[], folder: string): Promise<string> {
  const ran = await runTool(name, args, folder);
  if (ran.code !== 0) throw new Error(`${name} ${args.join(" ")} ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

/** Links the packages of `root` into the copy, and the workspaces of the copy itself. */
async function linkPackages(root: string, folder: string): Promise<void> {
  const [theirs, ours] = [join(root, "node_modules"), join(folder, "node_modules")];
  await mkdir(join(ours, SCOPE), { recursive: true });
  const packages = (await readdir(theirs)).filter((name) => name !== SCOPE && !name.startsWith("."));
  await Promise.all(packages.map((name) => symlink(join(theirs, name), join(ours, name))));
  const workspaces = await readdir(join(theirs, SCOPE));
  await Promise.all(workspaces.map((name) => symlink(join(folder, name), join(ours, SCOPE, name))));
}

/** Copies the project as it lies in `root` to a temporary folder: its tracked files, and those that git does not know yet. */
export async function copyProject(root: string): Promise<ProjectCopy> {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-recipes-"));
  const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], root);
  const files = listed.split("\0").filter((file) => file !== "");
  for (const parent of new Set(files.map((file) => dirname(join(folder, file))))) await mkdir(parent, { recursive: true });
  // A file that is deleted and not committed yet is still listed.
  const copy = (file: string) => copyFile(join(root, file), join(folder, file)).catch(ignoreMissing);
  await Promise.all(files.map(copy));
  await linkPackages(root, folder);
  return {
    touched: (recipe) =>
      withEdits(folder, recipe.edits, async (files) => [...new Set([...files, ...(await staleFiles(folder))])].toSorted()),
    faults: (recipes) =>
      withEdits(
        folder,
        recipes.flatMap(({ edits }) => edits),
        () => compilerFaults(folder),
      ),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}

const readIfThere = (path: string): Promise<string | null> => readFile(path, "utf8").catch(ignoreMissing);

async function compilerFaults(folder: string): Promise<readonly string[]> {
  const compiled = await runTool("tsc", ["-b", "--pretty", "false"], folder);
  const faults = findingsOfTsc(compiled.stdout).map(({ file, line, message }) => `${file}:${line} ${message}`);
  return compiled.code !== 0 && faults.length === 0 ? [compiled.stdout] : faults;
}

/** Files that `npm run generate` would write anew. */
async function staleFiles(folder: string): Promise<readonly string[]> {
  const check = await runTool(execPath, ["tools/generate.ts", "--check"], folder);
  const stale = [...check.stdout.matchAll(/^not fresh {2}(.*)$/gmu)].flatMap(([, file]) => file ?? []);
  if (check.code !== 0 && stale.length === 0) throw new Error(`the generators ended with ${check.code}\n${check.stderr}`);
  return stale;
}

/** Makes the edits, does the work with the names of the edited files, and leaves the folder as it was. */
async function withEdits<T>(folder: string, edits: readonly Edit[], work: (files: readonly string[]) => Promise<T>): Promise<T> {
  const before = new Map<string, string | null>();
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  try {
    for (const edit of edits) {
      const text = await readIfThere(join(folder, edit.file));
      const next = edited(text, edit);
      if (!before.has(edit.file)) before.set(edit.file, text);
      await write(edit.file, next);
    }
    return await work([...before.keys()]);
  } finally {
    for (const [file, text] of before) await (text === null ? rm(join(folder, file)) : write(file, text));
  }
}
