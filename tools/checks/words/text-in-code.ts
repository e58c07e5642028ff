import { isTest, lineAt, readFiles, type TextFile } from "../../project/files.ts";
import { isNode, isOf, nameOf, parse, stringOf, templateParts, walk, type Node } from "../../project/syntax.ts";
import { readAllowed } from "../allowed.ts";
import type { Check, Finding } from "../check.ts";
import { eachFile } from "../each-file.ts";

const isScreen = (path: string): boolean => /^(console|citizen|patrol|ui)\/src\/.*\.tsx$/u.test(path) && !isTest(path);

/** Attributes that a person reads or hears. */
const SPOKEN =
  /^(?:aria-(?:label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|hint|caption|heading|tooltip)$/u;

/** Elements that show the name of a key or a piece of code, the same in every language. */
const UNTRANSLATED = new Set(["Kbd", "kbd", "code"]);

/** Strings that an expression can end as: a literal, the fixed parts of a template, both branches of a choice. */
function literals(value: unknown): { text: string; start: number }[] {
  if (!isNode(value)) return [];
  const own = stringOf(value);
  if (own !== null) return [{ text: own, start: value.start }];
  if (value.type === "TemplateLiteral") return templateParts(value).map((text) => ({ text, start: value.start }));
  const branches: Readonly<Record<string, readonly string[]>> = {
    JSXExpressionContainer: ["expression"],
    ConditionalExpression: ["consequent", "alternate"],
    LogicalExpression: ["left", "right"],
  };
  return (branches[value.type] ?? []).flatMap((part) => literals(value[part]));
}

function shown(node: Node, parent: Node | null): { text: string; start: number }[] {
  const element = isOf(parent, "JSXElement") && isNode(parent["openingElement"]) ? nameOf(parent["openingElement"]["name"]) : "";
  if (UNTRANSLATED.has(element ?? "")) return [];
  if (isOf(node, "JSXText")) {
    const text = String(node["value"]);
    return [{ text, start: node.start + text.length - text.trimStart().length }];
  }
  if (isOf(node, "JSXExpressionContainer") && (isOf(parent, "JSXElement") || isOf(parent, "JSXFragment"))) return literals(node);
  if (isOf(node, "JSXAttribute") && SPOKEN.test(nameOf(node["name"]) ?? "")) return literals(node["value"]);
  return [];
}

function scan({ path, text }: TextFile, words: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  walk(parse(path, text), (node, parent) => {
    for (const each of shown(node, parent)) {
      if (!/\p{L}/u.test(each.text) || words.has(each.text.trim())) continue;
      const cure = "move it to the feature's locales/ar.json, fr.json and en.json";
      findings.push({ file: path, line: lineAt(text, each.start), message: `shows «${each.text.trim()}» in one language`, cure });
    }
  });
  return findings;
}

/** No sentence stands in the code of a screen: it would be in one language only. */
export const textInCode: Check = {
  name: "text in code",
  run: async (root) => {
    const { words } = await readAllowed(root);
    const { yields, broken } = eachFile(await readFiles(root, isScreen), (file) => scan(file, words));
    return [...broken, ...yields];
  },
};
