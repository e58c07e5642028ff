import {
  isCallExpression,
  isFunctionDeclaration,
  isIfStatement,
  isPropertyAccessExpression,
  isTaggedTemplateExpression,
} from "typescript/unstable/ast/is";
import type { CallExpression, Expression, Node } from "typescript/unstable/ast";
import type { Type } from "typescript/unstable/sync";
import { everyWay } from "./choices.ts";
import { comparison, evaluate } from "./compose.ts";
import type { Reader } from "./names.ts";
import { callsByName, keyOf, maySql, placeOf, visitAll, type Place, type Program } from "../program.ts";
import { NotComposed, OUTSIDE, statementText } from "./values.ts";

/** A statement of the code: its texts, one for each way in which it is put together, and the type of its rows. */
export type Statement = Place & {
  readonly texts: readonly string[];
  readonly row: Type | undefined;
  /** The role that its function takes before; null where it runs as the role of requests. */
  readonly role: string | null;
};

export type Found = {
  readonly statements: readonly Statement[];
  /** Places whose text cannot be put together. */
  readonly lost: readonly (Place & { readonly reason: string })[];
  /** Templates that are part of no statement. */
  readonly unused: readonly (Place & { readonly text: string })[];
};

/** The executed statement: the receiver of `….execute(…)`, if it is SQL. */
function executed(program: Program, node: Node): { readonly call: CallExpression; readonly sql: Expression } | null {
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return null;
  const { expression: sql, name } = node.expression;
  if (name.text !== "execute" || !maySql(program.checker.getTypeAtLocation(sql))) return null;
  return { call: node, sql };
}

/** False where the `if` around a node compares texts that were chosen otherwise. */
function isReached(reader: Reader, node: Node): boolean {
  for (let inner = node, outer = node.parent; outer !== undefined; inner = outer, outer = outer.parent) {
    if (!isIfStatement(outer) || inner === outer.expression) continue;
    const holds = comparison(reader, outer.expression, OUTSIDE);
    if (holds !== null && holds !== (inner === outer.thenStatement)) return false;
  }
  return true;
}

/** True where a file uses Kysely's builder: a template there may be part of a statement that the builder makes. */
const isBesideBuilder = (template: Node): boolean =>
  /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/u.test(template.getSourceFile().text);

/** Remembers the types of nodes: the same are asked for on each way. */
function rememberTypes({ checker }: Program): Reader["typeOf"] {
  const known = new Map<string, Type | undefined>();
  return (node) => {
    const key = keyOf(node);
    if (!known.has(key)) known.set(key, checker.getTypeAtLocation(node));
    return known.get(key);
  };
}

/** The role that the function around a statement takes by `set local role`. */
function roleOf(node: Node): string | null {
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
    if (isFunctionDeclaration(outer)) return /set local role (?<role>[a-z_]+)`/u.exec(outer.getText())?.groups?.["role"] ?? null;
  }
  return null;
}

/** The type of the rows of a `RawBuilder<Row>`. */
function rowOf({ checker }: Program, type: Type | undefined): Type | undefined {
  return type?.isTypeReference() === true ? checker.getTypeArguments(type)[0] : undefined;
}

/** Every statement of the server's product files. */
export function findStatements(program: Program): Found {
  const typeOf = rememberTypes(program);
  const calls = callsByName(program);
  const used = new Set<string>();
  const statements: Statement[] = [];
  const lost: Found["lost"][number][] = [];
  const templates: Node[] = [];
  const reader = { program, calls, depth: 0, seen: (each: Node) => void used.add(keyOf(each)), typeOf, evaluate };
  const look = (node: Node): void => {
    if (isTaggedTemplateExpression(node) && node.tag.getText() === "sql") templates.push(node);
    const found = executed(program, node);
    if (found === null) return;
    const place = placeOf(program, found.sql);
    try {
      const texts = everyWay((choices) => {
        const choosing = { ...reader, choices };
        if (!isReached(choosing, found.call)) return null;
        const value = evaluate(choosing, found.sql, OUTSIDE);
        if (value.kind !== "sql") throw new NotComposed(found.sql, "it cannot be followed to a template");
        return statementText(value.pieces);
      });
      statements.push({
        ...place,
        texts: [...new Set(texts.filter((text) => text !== null))],
        row: rowOf(program, typeOf(found.sql)),
        role: roleOf(found.call),
      });
    } catch (cause) {
      if (!(cause instanceof NotComposed)) throw cause;
      lost.push({ ...place, reason: cause.message });
    }
  };
  for (const file of program.files) if (file.text.includes("sql")) visitAll(file, look);
  const unused = templates
    .filter((each) => !used.has(keyOf(each)) && !isBesideBuilder(each))
    .map((each) => ({ ...placeOf(program, each), text: each.getText() }));
  return { statements, lost, unused };
}
