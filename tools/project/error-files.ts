import { readFiles } from "./files.ts";
import { entriesOf, numberAt, parseJson, textAt } from "./json.ts";

export type ErrorEntry = {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly status: number;
  readonly ar: string;
  readonly fr: string;
  readonly en: string;
};

/** Every code of `contract/errors/*.json` in the order of its file. A code that stands in two files is there twice. */
export async function readErrors(root: string): Promise<ErrorEntry[]> {
  const files = await readFiles(root, (path) => /^contract\/errors\/[^/]+\.json$/u.test(path));
  return files.flatMap(({ path, text }) =>
    entriesOf(parseJson(path, text)).map(([code, entry]) => ({
      code,
      file: path,
      line: text.slice(0, text.indexOf(`"${code}"`)).split("\n").length,
      status: numberAt(entry, "status") ?? 0,
      ar: textAt(entry, "ar"),
      fr: textAt(entry, "fr"),
      en: textAt(entry, "en"),
    })),
  );
}
