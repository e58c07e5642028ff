import type { Client } from "pg";
import type { Column } from "./prepare.ts";
import { tokensOf } from "./read/tokens.ts";
import { readViewColumns } from "./views.ts";

type ColumnOfTable = { readonly table: number; readonly nth: number; readonly name: string; readonly may_be_null: boolean };

/** Answers whether it is certain that a column of a statement may be null. */
export type Nullable = (text: string, column: Column) => boolean;

const OTHER_WORDS = new Set(["is", "not", "null"]);

/**
 * A nullable column of a table is reported as nullable on two conditions. No constraint ties it to another column. The statement names it only
 * once, so that no condition of its own selects only rows with a value.
 */
export async function readNullable(client: Client): Promise<Nullable> {
  const { rows } = await client.query<ColumnOfTable>(`
    select attrelid::int as table, attnum::int as nth, attname::text as name, not attnotnull and not exists (
      select from pg_constraint k where k.conrelid = attrelid and k.contype = 'c' and cardinality(k.conkey) > 1 and attnum = any (k.conkey)) as may_be_null
    from pg_attribute join pg_class c on c.oid = attrelid where c.relkind in ('r', 'p') and attnum > 0 and not attisdropped`);
  const columns = new Map(rows.map((row) => [`${row.table}.${row.nth}`, row]));
  for (const [place, { name, table, nth }] of await readViewColumns(client)) {
    const column = columns.get(`${table}.${nth}`);
    if (column !== undefined) columns.set(place, { ...column, name });
  }
  return (text, { table, nth }) => {
    const column = columns.get(`${table}.${nth}`);
    if (column === undefined || !column.may_be_null) return false;
    const named = tokensOf(text).filter(
      ({ kind, text: name }) => (kind === "name" || kind === "quoted") && name === column.name && !OTHER_WORDS.has(name),
    );
    return named.length === 1;
  };
}
