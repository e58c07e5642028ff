import { isCode, isTest, lineAt, readFiles, type TextFile } from "../../project/files.ts";
import { isNode, isOf, nameOf, parse, stringOf, templateParts, walk, type Node } from "../../project/syntax.ts";
import { readAllowed } from "../allowed.ts";
import type { Check, Finding } from "../check.ts";
import { eachFile } from "../each-file.ts";
import { askedKey, lineOfKey, readLocales, type LocaleFolder } from "./locales.ts";

/** Strings of one workspace's code: every literal, every fixed beginning of a composed one, and the keys asked of a text function. */
type Said = { readonly strings: Set<string>; readonly begins: Set<string>; readonly asked: { key: string; file: string; line: number }[] };
/** The same, and a finding for each file that does not parse. */
type Heard = { readonly workspace: string; readonly said: Said; readonly broken: readonly Finding[] };

/** Names that hold a text function in this file: `t`, and the result of a hook such as `useUiText()`. */
function textFunctions(tree: Node): Set<string> {
  const names = new Set(["t"]);
  walk(tree, (node) => {
    if (!isOf(node, "VariableDeclarator") || !isOf(node["init"], "CallExpression")) return;
    const name = nameOf(node["id"]);
    if (name !== null && /^use\w*Text$/u.test(nameOf(node["init"]["callee"]) ?? "")) names.add(name);
  });
  return names;
}

function listen({ path, text }: TextFile, said: Said): readonly [] {
  const tree = parse(path, text);
  const functions = textFunctions(tree);
  walk(tree, (node) => {
    const value = stringOf(node);
    if (value !== null) said.strings.add(value);
    const [begin = ""] = value === null ? templateParts(node) : [];
    if (/[._:]$/u.test(begin)) said.begins.add(begin.replace(/^.*:/u, ""));
    if (!isOf(node, "CallExpression") || !functions.has(nameOf(node["callee"]) ?? "")) return;
    const [first]: unknown[] = Array.isArray(node["arguments"]) ? node["arguments"] : [];
    const key = stringOf(first);
    if (key !== null && isNode(first)) said.asked.push({ key: key.replace(/^.*:/u, ""), file: path, line: lineAt(text, first.start) });
  });
  return [];
}

const keysOf = (folders: readonly LocaleFolder[]): Set<string> =>
  new Set(
    folders.flatMap(({ files }) => [...files.values()].flatMap(({ strings }) => [...strings.keys()].map((key) => askedKey(key, strings)))),
  );

const unknownKeys = (said: Said, known: ReadonlySet<string>): Finding[] =>
  said.asked
    .filter(({ key }) => !known.has(key))
    .map(({ key, file, line }) => ({
      file,
      line,
      message: `asks for «${key}», which no locale file has`,
      cure: "correct the key, or write its three strings",
    }));

function unusedKeys(folder: LocaleFolder, said: Said, keyBegins: readonly string[]): Finding[] {
  const file = folder.files.get("en");
  if (!file) return [];
  const begins = [...said.begins, ...keyBegins];
  const strings = [...said.strings];
  const isUsed = (key: string): boolean =>
    said.strings.has(key) || begins.some((begin) => key.startsWith(begin)) || strings.some((each) => each.endsWith(`:${key}`));
  const keys = new Set([...file.strings.keys()].map((key) => askedKey(key, file.strings)));
  return [...keys]
    .filter((key) => !isUsed(key))
    .map((key) => ({
      file: file.path,
      line: lineOfKey(file.text, key),
      message: `${key} is used nowhere in ${folder.workspace}`,
      cure: "remove it in the three languages; a key made at run time goes into tools/checks/allowed.json",
    }));
}

async function listenTo(root: string, workspace: string): Promise<Heard> {
  const said: Said = { strings: new Set(), begins: new Set(), asked: [] };
  const files = await readFiles(root, (path) => path.startsWith(`${workspace}/`) && isCode(path) && !isTest(path));
  const { broken } = eachFile(files, (file) => listen(file, said));
  return { workspace, said, broken };
}

const together = (all: readonly Said[]): Said => ({
  strings: new Set(all.flatMap((said) => [...said.strings])),
  begins: new Set(all.flatMap((said) => [...said.begins])),
  asked: [],
});

/** Every key that code asks for exists, and every key is asked for. The strings of `ui` are there for every page. */
export const stringsUsed: Check = {
  name: "strings used",
  run: async (root) => {
    const [folders, allowed] = await Promise.all([readLocales(root), readAllowed(root)]);
    const workspaces = [...new Set(folders.map(({ workspace }) => workspace))];
    const heard = await Promise.all(workspaces.map((workspace) => listenTo(root, workspace)));
    const everywhere = together(heard.map(({ said }) => said));
    return heard.flatMap(({ workspace, said, broken }) => {
      const own = folders.filter((folder) => folder.workspace === workspace);
      const known = keysOf(folders.filter((folder) => folder.workspace === workspace || folder.workspace === "ui"));
      const users = workspace === "ui" ? everywhere : said;
      return [...broken, ...unknownKeys(said, known), ...own.flatMap((folder) => unusedKeys(folder, users, allowed.keyBegins))];
    });
  },
};
