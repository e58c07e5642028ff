import { afterAll, beforeAll, expect, test } from "vitest";
import { TABLE_OWNERS, VIEW_OWNERS } from "../../server/src/table-owners.ts";
import { cloneDatabase, type TestDatabase } from "../../server/src/platform/testing/database.ts";
import { connected } from "./database.ts";
import { findStatements } from "./read/find.ts";
import { makeProgram } from "./fixture.ts";
import { foreignUses, ownerFaults } from "./owners.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test("a table of another feature is found in templates and in calls of the builder", async () => {
  using program = await makeProgram({
    "calls/a-queries.ts": [
      "export const own = (tx: Tx) => sql`select from call join person on true`.execute(tx);",
      "export const two = (tx: Tx) => sql`update call set a = 1 from users u`.execute(tx);",
      "const tables = (tx: Tx) => tx.withTables<{ users: { a: string }; unit: { a: string } }>();",
      'export const built = (tx: Tx) => tables(tx).selectFrom("users as u").innerJoin("unit", "unit.a", "u.a").execute();',
    ].join("\n"),
  });
  const owners = { calls: ["call"], identity: ["users"], dispatch: ["unit"] };
  const found = foreignUses(program, findStatements(program).statements, owners);
  expect(found.map(({ line, table, owner, writes }) => `${line} ${table} of ${owner}${writes ? ", written" : ""}`).toSorted()).toEqual([
    "4 users of identity",
    "6 unit of dispatch",
    "6 users of identity",
  ]);
});

test("a view of another feature is found where it is written", async () => {
  using program = await makeProgram({ "calls/a-queries.ts": "export const one = (tx: Tx) => sql`update person set a = 1`.execute(tx);" });
  const found = foreignUses(program, findStatements(program).statements, { identity: ["users"] }, { identity: ["person"] });
  expect(found).toMatchObject([{ table: "person", owner: "identity", writes: true }]);
});

test("every table has one owner, and every owner its tables", async () => {
  const faults = await connected(database.url, async (client) => {
    await client.query("create table unowned (a int)");
    await client.query("create view seen as select 1 as a");
    return ownerFaults(client, { ...TABLE_OWNERS, none: ["not_there", "users"] }, VIEW_OWNERS);
  });
  expect(faults).toEqual([
    "table unowned has no owner",
    "the database has no table not_there",
    "table users has two owners",
    "view seen has no owner",
  ]);
});
