import { isCode, isTest, lineAt, type TextFile } from "../project/files.ts";
import { isNode, isOf, nameOf, parse, stringOf, walk, type Node } from "../project/syntax.ts";

/** A regular expression of the source, with the place where it stands. */
export type Expression = { readonly source: string; readonly flags: string; readonly file: string; readonly line: number };

/** A place where an expression is put together at run time: nobody can time it. */
export type Built = { readonly file: string; readonly line: number };

export type Found = { readonly expressions: readonly Expression[]; readonly built: readonly Built[] };

const PRODUCT = /^(?:server|contract|domain|ui|console|citizen|patrol)\//u;

/** Files that run in the product: no tests, and nothing made for tests. */
export const isProduct = (path: string): boolean =>
  PRODUCT.test(path) && isCode(path) && !isTest(path) && !path.includes("/testing/") && !path.endsWith("/vite.config.ts");

/** A sign that stands for an escaped part in the timed form of a template. */
const ESCAPED_PART = "x";

/** True for `RegExp.escape(…)`, whose value holds no sign with a meaning. */
function isEscaped(value: unknown): boolean {
  const callee = isOf(value, "CallExpression") ? value["callee"] : null;
  return isOf(callee, "MemberExpression") && nameOf(callee["object"]) === "RegExp" && nameOf(callee["property"]) === "escape";
}

/** The signs of a template's fixed parts as the program has them; escapes are resolved unless `String.raw` stands before. */
function cookedParts(template: Node, isRaw: boolean): string[] {
  const quasis = Array.isArray(template["quasis"]) ? template["quasis"] : [];
  return quasis.map((quasi: unknown) => {
    const value = isNode(quasi) ? quasi["value"] : null;
    const [raw, cooked] = typeof value === "object" && value !== null ? [Reflect.get(value, "raw"), Reflect.get(value, "cooked")] : [];
    return String(isRaw ? raw : (cooked ?? raw ?? ""));
  });
}

/** The source of `new RegExp(…)`, if it is one text, or a template whose holes are all escaped; null for anything else. */
function sourceOf(argument: unknown): string | null {
  if (isOf(argument, "Literal") && typeof argument["value"] === "string") return argument["value"];
  const tag = isOf(argument, "TaggedTemplateExpression") ? argument["tag"] : null;
  const isRaw = isOf(tag, "MemberExpression") && nameOf(tag["object"]) === "String" && nameOf(tag["property"]) === "raw";
  const template = isRaw && isOf(argument, "TaggedTemplateExpression") ? argument["quasi"] : argument;
  if (!isOf(template, "TemplateLiteral") || !Array.isArray(template["expressions"])) return null;
  return template["expressions"].every(isEscaped) ? cookedParts(template, isRaw).join(ESCAPED_PART) : null;
}

function literalOf(node: Node): { readonly source: string; readonly flags: string } | null {
  const regex = node.type === "Literal" ? node["regex"] : undefined;
  if (typeof regex !== "object" || regex === null) return null;
  return { source: String(Reflect.get(regex, "pattern")), flags: String(Reflect.get(regex, "flags")) };
}

const isMaking = (node: Node): boolean =>
  (node.type === "NewExpression" || node.type === "CallExpression") && nameOf(node["callee"]) === "RegExp";

/** All regular expressions of a file: literals, and those that `RegExp` makes of constant or escaped parts. */
export function expressionsIn({ path, text }: TextFile): Found {
  const expressions: Expression[] = [];
  const built: Built[] = [];
  if (!text.includes("/") && !text.includes("RegExp")) return { expressions, built };
  walk(parse(path, text), (node) => {
    const place = () => ({ file: path, line: lineAt(text, node.start) });
    const literal = literalOf(node);
    if (literal !== null) expressions.push({ ...literal, ...place() });
    if (!isMaking(node)) return;
    const [first, second] = Array.isArray(node["arguments"]) ? node["arguments"] : [];
    const source = sourceOf(first);
    const flags = second === undefined ? "" : stringOf(second);
    if (source === null || flags === null) built.push(place());
    else expressions.push({ source, flags, ...place() });
  });
  return { expressions, built };
}
