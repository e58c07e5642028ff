import { TABLE_OWNERS, VIEW_OWNERS } from "../server/src/table-owners.ts";
import { folderCircles, type CircleImport } from "./checks/code/folder-circles.ts";
import { importsOf } from "./checks/code/import-rules.ts";
import { isCode, isGenerated, isTest, readFiles } from "./project/files.ts";
import { countPlainWords } from "./project/plain-words.ts";
import { ROOT } from "./project/root.ts";
import { CHANNEL } from "./recipes/channel.ts";
import { ENDING_OF_A_CALL } from "./recipes/ending.ts";
import { FIELD, FIELD_CHANGED_LATER } from "./recipes/field.ts";
import { copyProject } from "./recipes/recipe.ts";
import { findStatements } from "./statements/read/find.ts";
import { foreignUses } from "./statements/owners.ts";
import { openProgram } from "./statements/program.ts";

// Prints figures of the code itself as one line of JSON: a list of `{ case, metric, value }`. Nothing is started but the compiler.

type Figure = { readonly case: string; readonly metric: string; readonly value: number };

/** Lines of a file that is a splinter if one other file alone imports it. */
const SPLINTER_LINES = 25;
const WORKSPACES = ["console", "server"] as const;

const { imports, findings } = await importsOf(ROOT);
const circles = folderCircles(imports);
const { statements } = findStatements(openProgram(ROOT));
const foreign = foreignUses(openProgram(ROOT), statements, TABLE_OWNERS, VIEW_OWNERS);

/** Groups of folders of a workspace in which each reaches each other. */
const groupsOf = (workspace: string): number =>
  new Set(circles.filter(({ from }) => from.startsWith(`${workspace}/`)).map(({ circle }: CircleImport) => circle.join(" "))).size;

async function splinters(): Promise<number> {
  const files = await readFiles(ROOT, (path) => isCode(path) && !isTest(path) && !isGenerated(path) && !/\/index\.tsx?$/u.test(path));
  const importers = new Map<string, Set<string>>();
  for (const { from, to } of imports) if (!isTest(from)) importers.set(to, (importers.get(to) ?? new Set()).add(from));
  // A door and the list of a feature's parts name what others use: nothing can be folded into them.
  const isSplinter = (path: string): boolean => {
    const [one, more] = importers.get(path) ?? [];
    return one !== undefined && more === undefined && !/\/(?:index|feature)\.tsx?$/u.test(one);
  };
  return files.filter(({ path, text }) => text.split("\n").length - 1 <= SPLINTER_LINES && isSplinter(path)).length;
}

async function touched(): Promise<Figure[]> {
  await using copy = await copyProject(ROOT);
  const figures: Figure[] = [];
  for (const [metric, recipe] of [
    ["files_for_field", FIELD],
    ["files_for_field_changed_later", FIELD_CHANGED_LATER],
    ["files_for_ending", ENDING_OF_A_CALL],
    ["files_for_channel", CHANNEL],
  ] as const) {
    const faults = await copy.faults([recipe]);
    if (faults.length > 0) throw new Error(`${recipe.name}: ${faults.join("\n")}`);
    figures.push({ case: "repository", metric, value: (await copy.touched(recipe)).length });
  }
  return figures;
}

const words = await countPlainWords(ROOT);
const figures: Figure[] = [
  ...WORKSPACES.flatMap((workspace) => [
    { case: workspace, metric: "folder_circles", value: groupsOf(workspace) },
    // Imports against the table of folders.
    { case: workspace, metric: "back_arrows", value: findings.filter(({ file }) => file.startsWith(`${workspace}/`)).length },
    { case: workspace, metric: "foreign_sql", value: foreign.filter(({ file }) => file.startsWith(`${workspace}/`)).length },
  ]),
  { case: "repository", metric: "relative_comments", value: words.relatives.length },
  { case: "repository", metric: "long_subjects", value: words.longSubjects.length },
  { case: "repository", metric: "single_importer_files", value: await splinters() },
  ...(await touched()),
];
console.log(JSON.stringify(figures));
