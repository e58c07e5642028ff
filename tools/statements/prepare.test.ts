import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../server/src/platform/testing/database.ts";
import { connected } from "./database.ts";
import { describe, refusalOf } from "./prepare.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test("a statement is told by its columns, or by the sentence of PostgreSQL; one that fails stops no other", async () => {
  const [wrong, right, none] = await connected(database.url, async (client) => [
    await describe(client, "select nothing from sector"),
    await describe(client, "select sector_id, count(*) as n from sector where sector_id = $1 group by 1"),
    await describe(client, "delete from sector where sector_id = $1"),
  ]);
  expect(wrong).toEqual({ error: 'column "nothing" does not exist' });
  expect(right).toMatchObject({
    columns: [
      { name: "sector_id", type: 25, nth: 1 },
      { name: "n", type: 20, table: 0, nth: 0 },
    ],
  });
  expect(none).toEqual({ columns: [] });
});

test("planning as a role finds a privilege that preparing does not", async () => {
  const refusals = await connected(database.url, async (client) => {
    await client.query("set role amaliyat_app");
    const text = "delete from log_alarm where reason = $1";
    return [
      await describe(client, text),
      await refusalOf(client, text),
      await refusalOf(client, "select from sector"),
      await refusalOf(client, "set local x.y = z"),
    ];
  });
  expect(refusals).toEqual([{ columns: [] }, "permission denied for table log_alarm", null, null]);
});
