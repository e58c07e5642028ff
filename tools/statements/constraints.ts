import type { Client } from "pg";
import { tokensOf } from "./read/tokens.ts";

/** A constraint by which a column takes the values of a list only. */
export type ListConstraint = { readonly name: string; readonly values: readonly string[] };

/** The values of `CHECK ((a = ANY (ARRAY['x'::text, 'y'::text])))`, sorted; null for a constraint that says anything else. */
export function listOf(definition: string): string[] | null {
  const [head, ...tokens] = tokensOf(definition.replaceAll("::text", ""));
  if (head?.text !== "check") return null;
  const rest = tokens.filter(({ kind, text }) => kind !== "sign" || !["(", ")", "[", "]", ","].includes(text));
  const [column, equals, any, array, ...values] = rest;
  if (column === undefined || (column.kind !== "name" && column.kind !== "quoted")) return null;
  if (
    equals?.text !== "=" ||
    any?.text !== "any" ||
    array?.text !== "array" ||
    values.some(({ kind }) => kind === "name" || kind === "quoted")
  )
    return null;
  return values.map(({ text }) => text).toSorted();
}

/** The list constraints of the room's tables. */
export async function readListConstraints(client: Client): Promise<ListConstraint[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select c.relname || '.' || conname as name, pg_get_constraintdef(k.oid) as definition from pg_constraint k join pg_class c on c.oid = conrelid
    where contype = 'c' and c.relnamespace = 'public'::regnamespace and not c.relispartition order by 1`);
  return rows.flatMap(({ name, definition }) => {
    const values = listOf(definition);
    return values === null ? [] : [{ name, values }];
  });
}
