import { readErrors, type ErrorEntry } from "../../project/error-files.ts";
import { isCode, isTest, lineAt, readFiles, type TextFile } from "../../project/files.ts";
import { isOf, nameOf, parse, stringOf, walk } from "../../project/syntax.ts";
import type { Check, Finding } from "../check.ts";
import { eachFile } from "../each-file.ts";

const CODE = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/u;
const LANGUAGES = ["ar", "fr", "en"] as const;

const placeholders = (sentence: string): string =>
  [...sentence.matchAll(/\{(\w+)\}/gu)]
    .map(([, name]) => name ?? "")
    .toSorted()
    .join(", ");

function entryFindings(entry: ErrorEntry): Finding[] {
  const say = (message: string, cure: string): Finding => ({
    file: entry.file,
    line: entry.line,
    message: `${entry.code} ${message}`,
    cure,
  });
  const findings: Finding[] = [];
  if (!CODE.test(entry.code)) findings.push(say("is no code", "write it dotted, in lower case: intervention.already_closed"));
  if (entry.status < 400 || entry.status > 599) findings.push(say(`has the status ${entry.status}`, "give an HTTP status from 400 to 599"));
  for (const language of LANGUAGES)
    if (entry[language].trim() === "") findings.push(say(`has no sentence in ${language}`, "say what is wrong and what to do"));
  if (entry.ar !== "" && !/\p{Script=Arabic}/u.test(entry.ar)) findings.push(say("has no Arabic letter in ar", "translate it"));
  const shapes = new Set(LANGUAGES.map((language) => placeholders(entry[language])));
  if (shapes.size > 1)
    findings.push(say(`has other placeholders in other languages: ${[...shapes].join(" / ")}`, "use the same in the three sentences"));
  return findings;
}

type Literal = { readonly text: string; readonly isCode: boolean; readonly file: string; readonly line: number };

/** Every string of a file; `isCode` where it is the value of `code:` in an object, or the first argument of `refused(…)`. */
function literalsOf({ path, text }: TextFile): Literal[] {
  const found: Literal[] = [];
  walk(parse(path, text), (node, parent, part) => {
    const value = stringOf(node);
    if (value === null || !CODE.test(value)) return;
    const given = isOf(parent, "Property") && part === "value" && nameOf(parent["key"]) === "code";
    const refused = isOf(parent, "CallExpression") && part === "arguments" && /^refused?$/u.test(nameOf(parent["callee"]) ?? "");
    found.push({ text: value, isCode: given || refused, file: path, line: lineAt(text, node.start) });
  });
  return found;
}

const isUser = (path: string): boolean =>
  /^(?:domain|contract|server|console|citizen|patrol|ui)\//u.test(path) && isCode(path) && !isTest(path);

/** Every refusal has one code, documented once in three languages; every documented code is in use. */
export const errors: Check = {
  name: "errors",
  run: async (root) => {
    const entries = await readErrors(root);
    const { yields: literals, broken } = eachFile(await readFiles(root, isUser), literalsOf);
    const known = new Set(entries.map(({ code }) => code));
    const used = new Set(literals.map(({ text }) => text));
    const doubled = entries.filter(({ code, file }) => entries.some((other) => other.code === code && other.file < file));
    return [
      ...broken,
      ...entries.flatMap(entryFindings),
      ...doubled.map(({ code, file, line }) => ({
        file,
        line,
        message: `${code} stands in another file too`,
        cure: "keep one of the two",
      })),
      ...entries
        .filter(({ code }) => !used.has(code))
        .map(({ code, file, line }) => ({ file, line, message: `${code} is used nowhere`, cure: "remove it, or refuse with it" })),
      ...literals
        .filter(({ text, isCode: refuses }) => refuses && !known.has(text))
        .map(({ text, file, line }) => ({
          file,
          line,
          message: `${text} has no sentence`,
          cure: "write it into contract/errors, in three languages",
        })),
    ];
  },
};
