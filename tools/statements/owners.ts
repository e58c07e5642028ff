import type { Client } from "pg";
import {
  isArrayLiteralExpression,
  isCallExpression,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isStringLiteral,
} from "typescript/unstable/ast/is";
import type { Expression, Node } from "typescript/unstable/ast";
import type { Statement } from "./read/find.ts";
import { placeOf, visitAll, type Place, type Program } from "./program.ts";
import { tablesOf } from "./read/tables.ts";

export type Owners = Readonly<Record<string, readonly string[]>>;

/** A table that code of another feature names in one statement, or a view that it writes. */
export type Foreign = Place & { readonly table: string; readonly owner: string; readonly writes: boolean };

/** Calls of Kysely's builder whose first argument names tables, and those of them that write. */
const BUILDER = new Set([
  "selectFrom",
  "insertInto",
  "updateTable",
  "deleteFrom",
  "mergeInto",
  "from",
  "using",
  "innerJoin",
  "leftJoin",
  "rightJoin",
  "fullJoin",
]);
const WRITES = new Set(["insertInto", "updateTable", "deleteFrom", "mergeInto"]);

const textsOf = (node: Expression | undefined): string[] => {
  if (node === undefined) return [];
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return [node.text];
  return isArrayLiteralExpression(node) ? node.elements.flatMap(textsOf) : [];
};

type Named = Place & { readonly table: string; readonly writes: boolean };

/** The tables that calls of the builder name: `selectFrom("users as u")`. */
function namedByBuilder(program: Program): Named[] {
  const found: Named[] = [];
  const look = (node: Node): void => {
    if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression) || !BUILDER.has(node.expression.name.text)) return;
    const writes = WRITES.has(node.expression.name.text);
    const place = placeOf(program, node.expression.name);
    for (const text of textsOf(node.arguments[0])) found.push({ ...place, table: text.split(" ")[0] ?? "", writes });
  };
  for (const file of program.files) if (/-(?:store|queries)\.ts$/u.test(file.fileName)) visitAll(file, look);
  return found;
}

/** The tables that a statement names in any of its forms, each once. */
function namedBy({ file, line, texts }: Statement): Named[] {
  const writes = new Map<string, boolean>();
  for (const use of texts.flatMap(tablesOf)) writes.set(use.table, use.writes || writes.get(use.table) === true);
  return [...writes].map(([table, does]) => ({ file, line, table, writes: does }));
}

const featureOf = (file: string): string => file.split("/")[2] ?? "";

const ownersByTable = (owners: Owners): ReadonlyMap<string, string> =>
  new Map(Object.entries(owners).flatMap(([owner, tables]) => tables.map((table) => [table, owner] as const)));

/** Every table that another feature than its owner names, and every view that it writes. */
export function foreignUses(program: Program, statements: readonly Statement[], owners: Owners, views: Owners = {}): Foreign[] {
  const [byTable, byView] = [ownersByTable(owners), ownersByTable(views)];
  return [...statements.flatMap(namedBy), ...namedByBuilder(program)].flatMap((named) => {
    const owner = byTable.get(named.table) ?? (named.writes ? byView.get(named.table) : undefined);
    return owner === undefined || owner === featureOf(named.file) ? [] : [{ ...named, owner }];
  });
}

/** Tables and views of the room, without the parts of tables that are parted by time. */
async function readRelations(client: Client): Promise<{ readonly tables: ReadonlySet<string>; readonly views: ReadonlySet<string> }> {
  const { rows } = await client.query<{ name: string; is_view: boolean }>(`
    select relname::text as name, relkind in ('v', 'm') as is_view from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relispartition`);
  const of = (isView: boolean) => new Set(rows.flatMap(({ name, is_view }) => (is_view === isView ? [name] : [])));
  return { tables: of(false), views: of(true) };
}

function faultsOf(what: string, real: ReadonlySet<string>, owners: Owners): string[] {
  const told = Object.values(owners).flat();
  const twice = told.filter((name, nth) => told.indexOf(name) !== nth);
  return [
    ...[...real].filter((name) => !told.includes(name)).map((name) => `${what} ${name} has no owner`),
    ...told.filter((name) => !real.has(name)).map((name) => `the database has no ${what} ${name}`),
    ...twice.map((name) => `${what} ${name} has two owners`),
  ];
}

/** Differences between the lists of owners and the database. */
export async function ownerFaults(client: Client, tables: Owners, views: Owners): Promise<string[]> {
  const real = await readRelations(client);
  return [...faultsOf("table", real.tables, tables), ...faultsOf("view", real.views, views)];
}
