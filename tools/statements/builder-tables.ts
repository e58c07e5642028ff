import type { Client } from "pg";
import { isCallExpression, isPropertyAccessExpression } from "typescript/unstable/ast/is";
import type { Node } from "typescript/unstable/ast";
import type { Type } from "typescript/unstable/sync";
import { fits, kindName, mayBeNull, type Kinds } from "./kinds.ts";
import { placeOf, visitAll, type Place, type Program } from "./program.ts";
import { readViewColumns } from "./views.ts";

/** A table as Kysely's builder is told of it by `withTables<Tables>()`. */
type ToldTable = Place & { readonly table: string; readonly columns: ReadonlyMap<string, Type> };

/** The type by which a column is read: `ColumnType<Select, …>` of Kysely, or the type itself. */
function readType({ checker }: Program, type: Type): Type {
  const select = checker.getPropertyOfType(type, "__select__");
  return (select === undefined ? undefined : checker.getTypeOfSymbol(select)) ?? type;
}

function membersOf(program: Program, type: Type): Map<string, Type> {
  const { checker } = program;
  const members = checker.getPropertiesOfType(type).map((symbol) => [symbol.name, checker.getTypeOfSymbol(symbol)] as const);
  return new Map(members.flatMap(([name, of]) => (of === undefined ? [] : [[name, of]])));
}

function toldTables(program: Program): ToldTable[] {
  const found: ToldTable[] = [];
  const look = (node: Node): void => {
    if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression) || node.expression.name.text !== "withTables") return;
    const [argument] = node.typeArguments ?? [];
    const tables = argument === undefined ? undefined : program.checker.getTypeFromTypeNode(argument);
    if (tables === undefined) return;
    for (const [table, row] of membersOf(program, tables))
      found.push({ ...placeOf(program, node), table, columns: membersOf(program, row) });
  };
  for (const file of program.files) if (file.text.includes("withTables")) visitAll(file, look);
  return found;
}

type Column = { readonly table: string; readonly name: string; readonly type: number; readonly not_null: boolean; readonly place: string };

async function readColumns(client: Client): Promise<ReadonlyMap<string, ReadonlyMap<string, Column>>> {
  const { rows } = await client.query<Column>(`
    select c.relname::text as table, attname::text as name, coalesce(nullif(t.typbasetype, 0), t.oid)::int as type, attnotnull as not_null,
      c.oid || '.' || attnum as place from pg_attribute join pg_class c on c.oid = attrelid join pg_type t on t.oid = atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and attnum > 0 and not attisdropped`);
  const behind = await readViewColumns(client);
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  /** True if a column is never null; a column of a view is the column of the table behind it. */
  const isNotNull = ({ place, not_null }: Column): boolean => {
    const column = behind.get(place);
    return column === undefined ? not_null : byPlace.get(`${column.table}.${column.nth}`)?.not_null === true;
  };
  const columns = rows.map((row) => ({ ...row, not_null: isNotNull(row) }));
  return new Map(
    [...Map.groupBy(columns, ({ table }) => table)].map(([table, all]) => [table, new Map(all.map((each) => [each.name, each]))]),
  );
}

export type TableFault = Place & { readonly message: string };

/** Differences between the tables declared to the builder and those of the database. */
export async function tableFaults(program: Program, client: Client, kinds: Kinds): Promise<TableFault[]> {
  const tables = await readColumns(client);
  return toldTables(program).flatMap(({ table, columns, ...place }) => {
    const real = tables.get(table);
    if (real === undefined) return [{ ...place, message: `the database has no table ${table}` }];
    return [...columns].flatMap(([name, told]) => {
      const column = real.get(name);
      const type = readType(program, told);
      if (column === undefined) return [{ ...place, message: `${table} has no column ${name}` }];
      const says = program.checker.typeToString(type);
      if (!fits(program, kinds(column.type), type)) {
        return [{ ...place, message: `${table}.${name} arrives as ${kindName(kinds(column.type))}, its type says ${says}` }];
      }
      return !column.not_null && !mayBeNull(type) ? [{ ...place, message: `${table}.${name} may be null, its type says ${says}` }] : [];
    });
  });
}
