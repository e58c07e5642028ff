import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cloneDatabase, type TestDatabase } from "../testing/database.ts";
import { refusalOf } from "../http/answer.ts";
import { asRoom } from "./as-room.ts";
import type { Tx } from "./connection.ts";
import { transaction } from "./transaction.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const scope = { userId: "", role: "dispatcher", sectors: ["SU1"] };
const role = async (tx: Tx) => (await sql<{ role: string }>`select amaliyat_role() as role`.execute(tx)).rows[0]?.role;

it("a piece of a transaction runs in the room's scope, the rest in the caller's, also after a piece that failed", async () => {
  const roles = await transaction(database.db, scope, async (tx) => {
    const inside = await asRoom(tx, () => asRoom(tx, () => role(tx)));
    const failed = await asRoom(tx, () => Promise.reject(new Error("no"))).catch((cause: Error) => cause.message);
    return [inside, failed, await role(tx)];
  });
  expect(roles).toEqual(["system", "no", "dispatcher"]);
});

it("tells the first error of a statement and not that the transaction is lost", async () => {
  const lost = transaction(database.db, scope, (tx) => asRoom(tx, () => sql`select 1 / 0`.execute(tx)));
  await expect(lost).rejects.toThrow("division by zero");
});

it("work that lost every race is told as busy, not as a bug", () => {
  for (const code of ["40001", "40P01"]) expect(refusalOf(Object.assign(new Error("raced"), { code }))).toEqual({ code: "database.busy" });
  expect(refusalOf(new Error("raced"))).toEqual({ code: "server.failed" });
});
