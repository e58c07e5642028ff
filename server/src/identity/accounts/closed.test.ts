import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction, type Scope } from "../../platform/database/index.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { identityTables } from "../rows/identity-store.ts";

let room: TestRoom;
let operator: Scope;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  const { rows } = await room.database.db.pool.query<{ user_id: string }>("select user_id from users where username = 'operator'");
  operator = { userId: rows[0]?.user_id ?? "", role: "operator", sectors: ["SU1"] };
});
afterAll(() => room[Symbol.asyncDispose]());

const administrator = (): Scope => ({ ...operator, userId: crypto.randomUUID(), role: "administrator" });
const count = (scope: Scope, table: "user_password" | "users" | "session") =>
  transaction(room.database.db, scope, async (tx) => (await identityTables(tx).selectFrom(table).select("user_id").execute()).length);

it("what opens an account is read by the room's own work alone, whoever is designated", async () => {
  expect(await count(SYSTEM, "user_password")).toBeGreaterThan(0);
  expect(await count(operator, "user_password")).toBe(0);
  expect(await count(administrator(), "user_password")).toBe(0);
});

it("a session is seen by its person and by who designates", async () => {
  await transaction(room.database.db, SYSTEM, async (tx) => {
    const { rows } = await room.database.db.pool.query<{ user_id: string }>("select user_id from users where username = 'dispatcher'");
    const row = {
      address: "10.0.0.1",
      agent: "",
      opened_at: new Date(),
      seen_at: new Date(),
      expires_at: new Date(),
      ended_at: null,
      factors: 1 as const,
    };
    const session = { ...row, session_id: crypto.randomUUID(), token_hash: Buffer.from("other"), user_id: rows[0]?.user_id ?? "" };
    await identityTables(tx).insertInto("session").values(session).execute();
  });
  expect(await count(operator, "session")).toBe(0);
  expect(await count(administrator(), "session")).toBeGreaterThan(0);
});

it("nobody but who designates changes a person, a sector or a competence", async () => {
  const grow = (scope: Scope) =>
    transaction(room.database.db, scope, (tx) =>
      identityTables(tx).updateTable("users").set({ role: "supervisor" }).where("user_id", "=", operator.userId).executeTakeFirst(),
    );
  expect((await grow(operator)).numUpdatedRows).toBe(0n);
  const widen = transaction(room.database.db, operator, (tx) =>
    identityTables(tx).insertInto("user_sector").values({ user_id: operator.userId, sector_id: "SU2" }).execute(),
  );
  await expect(widen).rejects.toThrow("row-level security");
  const move = transaction(room.database.db, operator, (tx) =>
    identityTables(tx).updateTable("sector").set({ parent_id: null }).where("sector_id", "=", "SU1").executeTakeFirst(),
  );
  expect((await move).numUpdatedRows).toBe(0n);
});

it("what screens are told is kept for the room's own work: whom it may be told to is decided for each screen", async () => {
  await transaction(room.database.db, operator, (tx) =>
    sql`select live_tell(now(), 'camera_changed', 'SU2', '{}', '{"topic":"camera_changed"}')`.execute(tx),
  );
  const told = (scope: Scope) =>
    transaction(room.database.db, scope, async (tx) => (await sql`select from live_event where sector_id = 'SU2'`.execute(tx)).rows.length);
  expect(await told(SYSTEM)).toBe(1);
  expect(await told(operator)).toBe(0);
});
