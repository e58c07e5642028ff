import { readFile } from "node:fs/promises";
import { join } from "node:path";
import TABLE from "../project/imports.json" with { type: "json" };
import { withBlock } from "./block.ts";
import type { Generator } from "./generator.ts";

type Workspace = { readonly open: readonly string[]; readonly folders: Readonly<Record<string, readonly string[]>> };

const code = (name: string): string => `\`${name}\``;
const listed = (names: readonly string[]): string => names.map(code).join(", ");

function linesOf(name: string, { open, folders }: Workspace): string {
  const all = Object.entries(folders);
  const alone = all.filter(([, doors]) => doors.length === 0).map(([folder]) => folder);
  const named = all.filter(([, doors]) => doors.length > 0);
  return [
    `**${code(name)}**: ${open.length === 0 ? "no folder is open to all." : `open to all that stand after them: ${listed(open)}.`}`,
    "",
    `- No other: ${listed(alone)}.`,
    ...named.map(([folder, doors]) => `- ${code(folder)}: ${listed(doors)}.`),
  ].join("\n");
}

/** The doors that each folder may open, in ARCHITECTURE.md: made of the file that the import check reads. */
export const importTable: Generator = {
  file: "ARCHITECTURE.md",
  make: async (root) =>
    withBlock(
      await readFile(join(root, "ARCHITECTURE.md"), "utf8").catch(() => ""),
      "<!-- imports -->",
      "<!-- /imports -->",
      Object.entries<Workspace>(TABLE)
        .map(([name, workspace]) => linesOf(name, workspace))
        .join("\n\n"),
    ),
};
