import { parseSync } from "vite";
import { lineAt, type TextFile } from "./files.ts";

/** A comment of a file: its words without signs of the language, and the line of its first word. Lines of `//` or `--` that follow each other are one. */
export type Comment = { readonly file: string; readonly line: number; readonly text: string };

type Part = { readonly start: number; readonly end: number; readonly value: string; readonly block: boolean };

/** Blocks of SQL and of style sheets; strings come first, since they may hold the signs of a comment. */
const IN_SQL = /'[^']*'|\/\*(?<block>[^*]*(?:\*(?!\/)[^*]*)*)\*\/|--(?<line>[^\n]*)/gu;
const IN_CSS = /"[^"\n]*"|'[^'\n]*'|\/\*(?<block>[^*]*(?:\*(?!\/)[^*]*)*)\*\//gu;

function partsOf({ path, text }: TextFile): Part[] {
  if (path.endsWith(".sql") || path.endsWith(".css")) {
    return [...text.matchAll(path.endsWith(".sql") ? IN_SQL : IN_CSS)].flatMap(({ 0: whole, index: start, groups }) => {
      const value = groups?.["block"] ?? groups?.["line"];
      return value === undefined ? [] : [{ start, end: start + whole.length, value, block: groups?.["block"] !== undefined }];
    });
  }
  return parseSync(path, text).comments.map(({ start, end, value, type }) => ({ start, end, value, block: type === "Block" }));
}

/** Orders to a tool, and marks of a licence, are no sentences. */
const NO_WORDS = /^\s*(?:oxlint-|eslint-|@ts-|#__|@vite|v8 ignore|\/ <reference)/u;

const isNext = (text: string, before: Part, part: Part): boolean =>
  !before.block && !part.block && /^[ \t]*\r?\n[ \t]*$/u.test(text.slice(before.end, part.start));

/** Comments of a TypeScript, JavaScript, SQL or CSS file, in their order. */
export function commentsOf(file: TextFile): Comment[] {
  const joined: Part[] = [];
  for (const part of partsOf(file)) {
    if (NO_WORDS.test(part.value)) continue;
    const before = joined.at(-1);
    if (before && isNext(file.text, before, part))
      joined[joined.length - 1] = { ...before, end: part.end, value: `${before.value}\n${part.value}` };
    else joined.push(part);
  }
  return joined.map(({ start, value, block }) => ({
    file: file.path,
    line: lineAt(file.text, start),
    text: block ? value.replaceAll(/^[ \t]*\*+ ?/gmu, "").trim() : value.replaceAll(/^[ \t]+/gmu, "").trim(),
  }));
}
