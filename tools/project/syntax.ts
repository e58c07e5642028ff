import { parseSync } from "vite";

/** A node of the ESTree of a file; `start` is its position in the text, in UTF-16 units. */
export type Node = { readonly type: string; readonly start: number; readonly [part: string]: unknown };

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

export const isOf = (value: unknown, type: string): value is Node => isNode(value) && value.type === type;

/** The tree of a TypeScript or JavaScript file; the language follows from the name's ending. A file that does not parse throws. */
export function parse(path: string, text: string): Node {
  const { program, errors } = parseSync(path, text);
  const [first] = errors;
  if (first) throw new Error(`${path} does not parse: ${first.message}`);
  if (!isNode(program)) throw new Error(`${path} has no tree`);
  return program;
}

export type Visit = (node: Node, parent: Node | null, part: string) => void;

/** Visits a tree from its root, parents first; `part` names the place of a node in its parent. */
export function walk(node: Node, visit: Visit, parent: Node | null = null, part = ""): void {
  visit(node, parent, part);
  for (const [name, value] of Object.entries(node)) {
    if (isNode(value)) walk(value, visit, node, name);
    else if (Array.isArray(value)) for (const each of value) if (isNode(each)) walk(each, visit, node, name);
  }
}

/** The value of a string literal, or of a template without holes; null for anything else. */
export function stringOf(value: unknown): string | null {
  if (isOf(value, "Literal") && typeof value["value"] === "string") return value["value"];
  const heads = templateParts(value);
  return heads.length === 1 ? (heads[0] ?? null) : null;
}

/** The fixed parts of a template literal, around its holes; empty for anything else. */
export function templateParts(value: unknown): string[] {
  if (!isOf(value, "TemplateLiteral") || !Array.isArray(value["quasis"])) return [];
  return value["quasis"].map((quasi: unknown) => {
    const text = isNode(quasi) ? quasi["value"] : null;
    return typeof text === "object" && text !== null && "raw" in text ? String(text.raw) : "";
  });
}

/** The name of an identifier, in code or in JSX; null for anything else. */
export const nameOf = (value: unknown): string | null =>
  (isOf(value, "Identifier") || isOf(value, "JSXIdentifier")) && typeof value["name"] === "string" ? value["name"] : null;
