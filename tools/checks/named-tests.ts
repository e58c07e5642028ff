import { stat } from "node:fs/promises";
import { join } from "node:path";
import { lineAt, readFiles, type TextFile } from "../project/files.ts";
import type { Check, Finding } from "./check.ts";

/** Pages that name the test file of each claim. */
const PAGES = new Set(["SECURITY.md", "docs/security.md"]);

/** Finds text in backticks, and targets of links. */
const NAMED = /`(?<quoted>[^`\n]+)`|\]\((?<linked>[^)\s]+)\)/gu;
const PATH = /^[\w.@-]+(?:\/[\w.@-]+)*\/?$/u;
const FILE = /\.(?:ts|tsx|mjs|cjs|js|json|md|sql|css|html|cfg|conf|sh|txt)$/u;

const isThere = (root: string, path: string): Promise<boolean> =>
  stat(join(root, path)).then(
    () => true,
    () => false,
  );

/** True for a file, for a folder written with its last slash, and for what begins with a folder of the project. */
async function isPath(root: string, text: string): Promise<boolean> {
  if (!PATH.test(text)) return false;
  if (FILE.test(text) || text.endsWith("/")) return true;
  const [first = "", ...rest] = text.split("/");
  return rest.length > 0 && isThere(root, first);
}

async function missingIn(root: string, { path: file, text }: TextFile): Promise<Finding[]> {
  const named = [...text.matchAll(NAMED)].map(({ groups, index }) => {
    const linked = groups?.["linked"]?.split("#")[0];
    // A link is read from its page's own folder; a path in backticks from the project's.
    return { path: linked === undefined ? (groups?.["quoted"] ?? "") : join(file, "..", linked), line: lineAt(text, index) };
  });
  const missing = await Promise.all(
    named.map(async ({ path, line }) => ((await isPath(root, path)) && !(await isThere(root, path)) ? [{ path, line }] : [])),
  );
  return missing.flat().map(({ path, line }) => ({
    file,
    line,
    message: `names ${path}, which does not exist`,
    cure: "name the file that shows it now; if none does, say so in the state of the line",
  }));
}

/** Every file that the pages on security name exists: a test that was moved or deleted shows nothing. */
export const namedTests: Check = {
  name: "named tests",
  run: async (root) => {
    const pages = await readFiles(root, (path) => PAGES.has(path));
    return (await Promise.all(pages.map((page) => missingIn(root, page)))).flat();
  },
};
