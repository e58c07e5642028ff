import type { Expression, Node } from "typescript/unstable/ast";

/** A part of a statement: its text, or null for a parameter. */
export type Piece = string | null;

/** An expression of the code as far as the text of a statement depends on it. `unknown` is known at run time only. */
export type Value =
  | { readonly kind: "sql"; readonly pieces: readonly Piece[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

export const UNKNOWN: Value = { kind: "unknown" };
export const textValue = (text: string): Value => ({ kind: "text", text });
export const sqlValue = (...pieces: readonly Piece[]): Value => ({ kind: "sql", pieces });

/** An expression with the calls through which it was reached. */
export type Closed = { readonly node: Expression; readonly scope: Scope };
/** Parameters of the calls on the way, by the key of their declaration. `id` names the way. */
export type Scope = { readonly id: string; readonly bound: ReadonlyMap<string, Closed | Value> };

export const OUTSIDE: Scope = { id: "", bound: new Map() };
export const isClosed = (bound: Closed | Value): bound is Closed => "node" in bound;

/** Thrown where the text of a statement cannot be put together; `node` is the place. */
export class NotComposed extends Error {
  readonly node: Node;

  constructor(node: Node, reason: string) {
    super(reason);
    this.node = node;
  }
}

/** The text of a statement with `$1`, `$2`, … for its parameters. */
export function statementText(pieces: readonly Piece[]): string {
  let count = 0;
  return pieces.map((piece) => piece ?? `$${++count}`).join("");
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A name as `sql.ref` and `sql.table` of Kysely write it: `a.b` becomes `"a"."b"`. */
export const reference = (name: string): string => name.split(".").map(quoted).join(".");
