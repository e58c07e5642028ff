import { isTest, lineAt, type TextFile } from "../../project/files.ts";
import { isOf, nameOf, parse, stringOf, walk, type Node } from "../../project/syntax.ts";
import type { Finding } from "../check.ts";
import { checkOfFiles } from "../each-file.ts";

const isServer = (path: string): boolean => /^server\/src\/.*\.ts$/u.test(path) && !isTest(path);

/**
 * Entries, which alone may use `process`. They are the program, its commands, its threads, test-only files, and the launcher of PostgreSQL.
 * The subject of the latter is processes (its user, its parent, the one that survived).
 */
const isEntry = (path: string): boolean => /(^|[/-])main\.ts$|-worker\.ts$|\/testing\/|\/database\/embedded\//u.test(path);

const seesTables = (path: string): boolean => /-(store|queries)\.ts$/u.test(path) || path.startsWith("server/src/platform/");

/** True if the identifier stands for a value and is not the name of a member, a key, or an import. */
function isUse(node: Node, parent: Node | null, part: string): boolean {
  if (nameOf(node) !== "process" || parent === null) return false;
  if (parent.type === "MemberExpression")
    return part === "object" || parent["computed"] === true || nameOf(parent["object"]) === "globalThis";
  return (
    !["Property", "PropertyDefinition", "MethodDefinition", "TSPropertySignature", "TSMethodSignature"].includes(parent.type) ||
    part === "value"
  );
}

function usesOfProcess({ path, text }: TextFile): Finding[] {
  if (!text.includes("process")) return [];
  const findings: Finding[] = [];
  walk(parse(path, text), (node, parent, part) => {
    const imports = isOf(node, "ImportDeclaration") && /^(node:)?process$/u.test(stringOf(node["source"]) ?? "");
    if (!imports && !isUse(node, parent, part)) return;
    const cure = "read it in server/src/main.ts and hand the value down";
    findings.push({ file: path, line: lineAt(text, node.start), message: "touches process", cure });
  });
  return findings;
}

const TABLE_ACCESS = /\b(?:selectFrom|insertInto|updateTable|deleteFrom)\b|\bsql(?:<[^`;]*>)?`/gu;

const accessesOfTables = ({ path, text }: TextFile): Finding[] =>
  [...text.matchAll(TABLE_ACCESS)].map((found) => ({
    file: path,
    line: lineAt(text, found.index),
    message: `reaches tables (${found[0].slice(0, 12)})`,
    cure: "move it to the feature's *-store.ts (writes) or *-queries.ts (reads)",
  }));

/** Only the entries of the server see arguments, environment, signals and exit. */
export const processAccess = checkOfFiles("process access", (path) => isServer(path) && !isEntry(path), usesOfProcess);

/** Only *-store.ts and *-queries.ts, and the database platform below them, speak SQL. */
export const tableAccess = checkOfFiles("table access", (path) => isServer(path) && !seesTables(path), accessesOfTables);
