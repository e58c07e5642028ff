import { readFiles } from "../../project/files.ts";
import { entriesOf, parseJson } from "../../project/json.ts";

export const LANGUAGES = ["ar", "fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The strings of one folder in one language: dotted key → value. */
export type LocaleFile = { readonly path: string; readonly text: string; readonly strings: ReadonlyMap<string, string> };

/** A folder `<workspace>/src/…/locales` with the findings on its three files. */
export type LocaleFolder = {
  readonly folder: string;
  readonly workspace: string;
  readonly files: ReadonlyMap<Language, LocaleFile>;
};

const PATH = /^(?<folder>(?<workspace>[^/]+)\/src\/(?:.*\/)?locales)\/(?<language>ar|fr|en)\.json$/u;

const flatten = (value: unknown, before = ""): [string, string][] =>
  entriesOf(value).flatMap(([key, inner]): [string, string][] =>
    typeof inner === "string" ? [[before + key, inner]] : flatten(inner, `${before}${key}.`),
  );

/** Every folder of strings in the project. */
export async function readLocales(root: string): Promise<LocaleFolder[]> {
  const folders = new Map<string, { folder: string; workspace: string; files: Map<Language, LocaleFile> }>();
  for (const { path, text } of await readFiles(root, (each) => PATH.test(each))) {
    const { folder = "", workspace = "" } = PATH.exec(path)?.groups ?? {};
    const language = LANGUAGES.find((each) => path.endsWith(`/${each}.json`));
    const known = folders.get(folder) ?? { folder, workspace, files: new Map() };
    if (language) known.files.set(language, { path, text, strings: new Map(flatten(parseJson(path, text))) });
    folders.set(folder, known);
  }
  return [...folders.values()];
}

const PLURAL = /_(?:zero|one|two|few|many|other)$/u;

/** The key that code asks for: without the plural ending, where the file has the form `_other` too. */
export const askedKey = (key: string, strings: ReadonlyMap<string, string>): string => {
  const base = key.replace(PLURAL, "");
  return base !== key && strings.has(`${base}_other`) ? base : key;
};

/** The line of a dotted key in its file, found part by part. */
export function lineOfKey(text: string, key: string): number {
  let position = 0;
  for (const part of key.split(".")) {
    const found = text.indexOf(`"${part}"`, position);
    position = Math.max(position, found < 0 ? text.indexOf(`"${part}_`, position) : found);
  }
  return text.slice(0, position).split("\n").length;
}
