import { readFiles, type TextFile } from "../../project/files.ts";
import { readAllowed, type Allowed } from "../allowed.ts";
import type { Check, Finding } from "../check.ts";

const SIDE = "(?:left|right)";
const PHYSICAL = [
  new RegExp(`^${SIDE}$`, "u"),
  new RegExp(`^(?:margin|padding|border|scroll-margin|scroll-padding)-${SIDE}(?:-|$)`, "u"),
  new RegExp(`^border-(?:top|bottom)-${SIDE}-radius$`, "u"),
];
const SIDED_VALUE = /^(?:text-align|text-align-last|float|clear|caption-side)$/u;

type Declaration = { readonly selector: string; readonly name: string; readonly value: string; readonly line: number };

/** Every declaration of a style sheet with the selectors around it. Comments are skipped; strings hold no brace in ours. */
export function declarationsOf(css: string): Declaration[] {
  const text = css.replaceAll(/\/\*[\s\S]*?\*\//gu, (comment) => comment.replaceAll(/[^\n]/gu, " "));
  const found: Declaration[] = [];
  const open: string[] = [];
  let begin = 0;
  for (const mark of text.matchAll(/[{};]/gu)) {
    const part = text.slice(begin, mark.index);
    const [, name, value] = /^\s*([\w-]+)\s*:\s*([\s\S]*)$/u.exec(part) ?? [];
    const first = begin + part.length - part.trimStart().length;
    if (mark[0] === "{") open.push(part.trim().replaceAll(/\s+/gu, " "));
    else if (name !== undefined && value !== undefined)
      found.push({ selector: open.join(" "), name, value: value.trim(), line: text.slice(0, first).split("\n").length });
    if (mark[0] === "}") open.pop();
    begin = mark.index + 1;
  }
  return found;
}

const isPhysical = ({ name, value }: Declaration): boolean =>
  PHYSICAL.some((shape) => shape.test(name)) || (SIDED_VALUE.test(name) && /^(?:left|right)\b/u.test(value));

function scan({ path, text }: TextFile, allowed: Allowed): Finding[] {
  const mine = allowed.physicalCss.filter(({ file }) => path === file);
  return declarationsOf(text)
    .filter((each) => isPhysical(each) && !mine.some(({ selector }) => each.selector.includes(selector)))
    .map(({ name, value, line }) => ({
      file: path,
      line,
      message: `${name}: ${value} keeps its side in Arabic`,
      cure: "write it logically: margin-inline-start, inset-inline-end, text-align: start …; what must not turn goes into tools/checks/allowed.json",
    }));
}

/** Screens turn around in Arabic by themselves, because no style names left or right. */
export const logicalCss: Check = {
  name: "logical css",
  run: async (root) => {
    const allowed = await readAllowed(root);
    return (await readFiles(root, (path) => path.endsWith(".css"))).flatMap((file) => scan(file, allowed));
  },
};
