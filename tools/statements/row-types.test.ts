import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../server/src/platform/testing/database.ts";
import { tableFaults } from "./builder-tables.ts";
import { connected } from "./database.ts";
import { findStatements } from "./read/find.ts";
import { makeProgram } from "./fixture.ts";
import { readKinds } from "./kinds.ts";
import { readNullable } from "./nullable.ts";
import { describe } from "./prepare.ts";
import { membersOf, rowFaults } from "./row-types.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await database.db.pool.query(`create table thing (
    id uuid primary key, n int not null, big bigint not null, at timestamptz not null, days date[] not null, json jsonb not null, bytes bytea not null,
    note text, sure text, tied text, constraint thing_tied check (sure is null or tied is not null))`);
});
afterAll(() => database[Symbol.asyncDispose]());

/** Faults of the row type of a statement. */
async function faultsOf(row: string, text: string, more = ""): Promise<readonly string[] | null | undefined> {
  using program = await makeProgram({ "a-queries.ts": `${more}\nexport const one = (tx: Tx) => sql<${row}>\`${text}\`.execute(tx);` });
  const [statement] = findStatements(program).statements;
  if (statement?.row === undefined) return undefined;
  const members = membersOf(program, statement.row);
  if (members === null || members === undefined) return members;
  return await connected(database.url, async (client) => {
    const described = await describe(client, text);
    if ("error" in described) throw new Error(described.error);
    const mayBeNull = await readNullable(client);
    return rowFaults({ program, kinds: await readKinds(client), isNull: (column) => mayBeNull(text, column) }, members, described.columns);
  });
}

test("a row that says what arrives is right", async () => {
  const row =
    "{ id: string & { __brand: 1 }; n: 1 | 2; big: number; at: Date; days: readonly string[]; json: { a: 1 }; bytes: Buffer; note: string | null }";
  expect(await faultsOf(row, "select id, n, big, at, days, json, bytes, note from thing")).toEqual([]);
});

test("another kind of value, and a column that is not selected, are faults", async () => {
  const row = "{ n: string; big: string; at: string; days: Date[]; is: number; none: string; may?: string }";
  expect(await faultsOf(row, "select n, big, at, days, n > 0 as is from thing")).toEqual([
    "n arrives as number, the row says string",
    "big arrives as number, the row says string",
    "at arrives as Date, the row says string",
    "days arrives as string[], the row says Date[]",
    "is arrives as boolean, the row says number",
    "the row has none, the statement selects no such column",
  ]);
});

test("a column that may be null is a fault where neither the statement nor a constraint can say otherwise", async () => {
  expect(await faultsOf("{ note: string }", "select note from thing")).toEqual(["note may be null, the row says string"]);
  expect(await faultsOf("{ note: string }", "select note from thing where note is not null")).toEqual([]);
  expect(await faultsOf("{ sure: string; tied: string }", "select sure, tied from thing")).toEqual([]);
});

test("a row of several forms, and one that is made of another type, are read; one without a type claims nothing", async () => {
  const more = 'type All = { id: string; n: string; note: string | null };\ntype Forms = { is: "a"; n: 1 } | { is: "b"; note: null };';
  expect(await faultsOf('Omit<All, "note">', "select id, n from thing", more)).toEqual(["n arrives as number, the row says string"]);
  expect(await faultsOf("Forms", "select 'a'::text as is, n, note from thing", more)).toEqual([]);
  expect(await faultsOf("unknown", "select n from thing")).toBeNull();
});

test("tables that the builder is told of are compared with those of the database", async () => {
  const columns = "id: string; n: string; big: ColumnType<number, string, string>; note: string; none: string";
  using program = await makeProgram({
    "a-store.ts": `type Tables = { thing: { ${columns} }; no_thing: { id: string } };\nexport const tables = (tx: Tx) => tx.withTables<Tables>();`,
  });
  const faults = await connected(database.url, async (client) => tableFaults(program, client, await readKinds(client)));
  expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
    "4 thing.n arrives as number, its type says string",
    "4 thing.note may be null, its type says string",
    "4 thing has no column none",
    "4 the database has no table no_thing",
  ]);
});
