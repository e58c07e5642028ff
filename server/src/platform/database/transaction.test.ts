import { sql } from "kysely";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cuttable } from "../testing/cuttable.ts";
import { cloneDatabase, type TestDatabase } from "../testing/database.ts";
import {
  afterCommit,
  DatabaseGone,
  isUniqueViolation,
  openDatabase,
  ownerTransaction,
  SYSTEM,
  transaction,
  type Scope,
  type Tx,
} from "./index.ts";

type Tables = { thing: { id: number; sector_id: string; name: string } };
const things = (tx: Tx) => tx.withTables<Tables>();
const scope = (...sectors: string[]): Scope => ({ userId: "u1", role: "operator", sectors });
const names = async (tx: Tx): Promise<string[]> =>
  (await things(tx).selectFrom("thing").select("name").orderBy("id").execute()).map((row) => row.name);

let room: TestDatabase;

beforeAll(async () => {
  room = await cloneDatabase();
  await room.db.pool.query(`
    create table thing (id integer primary key, sector_id text not null, name text not null);
    alter table thing enable row level security;
    create policy thing_sector on thing to amaliyat_app using (amaliyat_sees_sector(sector_id));
    grant select, insert, update, delete on thing to amaliyat_app;
    create table closed (id integer);
    insert into thing values (1, 'north', 'a'), (2, 'south', 'b'), (3, 'north', 'c')`);
});
afterAll(() => room[Symbol.asyncDispose]());

describe("scope", () => {
  test("a row of another sector is invisible and cannot be written", async () => {
    expect(await transaction(room.db, scope("north"), names)).toEqual(["a", "c"]);
    expect(await transaction(room.db, scope("north", "south"), names)).toEqual(["a", "b", "c"]);
    expect(await transaction(room.db, scope(), names)).toEqual([]);
    const foreign = transaction(room.db, scope("north"), (tx) =>
      things(tx).insertInto("thing").values({ id: 9, sector_id: "south", name: "x" }).execute(),
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
  });

  test("the room's own work sees every sector", async () => {
    expect(await transaction(room.db, SYSTEM, names)).toEqual(["a", "b", "c"]);
  });

  test("nothing of a transaction is left on its connection", async () => {
    await using one = openDatabase({ url: room.url, log: room.db.log, maxConnections: 1 });
    const told = sql<{ who: string; user: string | null; role: string | null; sectors: string[] | null }>`
      select current_user::text as who, amaliyat_user() as user, amaliyat_role() as role, amaliyat_sectors() as sectors`;
    const inside = await transaction(one, scope("north", "south"), (tx) => told.execute(tx));
    expect(inside.rows).toEqual([{ who: "amaliyat_app", user: "u1", role: "operator", sectors: ["north", "south"] }]);
    await expect(transaction(one, scope("south"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const { rows } = await one.pool.query(
      "select current_user::text as who, amaliyat_user() as user, amaliyat_role() as role, amaliyat_sees_sector('north') as sees",
    );
    expect(rows).toEqual([{ who: expect.not.stringMatching("amaliyat_app"), user: null, role: null, sees: false }]);
  });

  test("the application may do only what was granted", async () => {
    await expect(transaction(room.db, SYSTEM, (tx) => sql`select * from closed`.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(transaction(room.db, SYSTEM, (tx) => sql`create table x (id integer)`.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(transaction(room.db, SYSTEM, (tx) => sql`delete from graphile_worker._private_jobs`.execute(tx))).rejects.toThrow(
      /permission denied/,
    );
  });

  test("a reading whose transaction did not begin gives nothing, and its connection serves the next", async () => {
    await using one = openDatabase({ url: room.url, log: room.db.log, maxConnections: 1 });
    const asked: number[] = [];
    const reading = transaction(
      one,
      scope("north"),
      async (tx) => {
        asked.push(1);
        const found = await names(tx);
        asked.push(2);
        return found;
      },
      // No time of a statement: the database refuses it after BEGIN.
      { readOnly: true, statementTimeoutMs: -5 },
    );
    await expect(reading).rejects.toThrow(/statement_timeout/);
    // It was sent behind the BEGIN, and its answer was not given on.
    expect(asked).toEqual([1]);
    expect(await transaction(one, scope("south"), names, { readOnly: true })).toEqual(["b"]);
  });

  test("readings in great number, on few connections, each see their own scope and leave nothing behind", async () => {
    await using few = openDatabase({ url: room.url, log: room.db.log, maxConnections: 3 });
    const all = Array.from({ length: 200 }, (_, nth) => nth % 3);
    const seen = await Promise.all(
      all.map(async (kind) => {
        if (kind === 2)
          return transaction(few, scope("north"), () => Promise.reject(new Error("no")), { readOnly: true }).catch(() => ["no"]);
        return transaction(few, scope(kind === 0 ? "north" : "south"), names, { readOnly: true });
      }),
    );
    expect(seen).toEqual(all.map((kind) => [["a", "c"], ["b"], ["no"]][kind]));
    const { rows } = await few.pool.query("select current_user::text as who, amaliyat_role() as role");
    expect(rows).toEqual([{ who: expect.not.stringMatching("amaliyat_app"), role: null }]);
  });

  test("an error that was swallowed in a reading is no value", async () => {
    const reading = transaction(
      room.db,
      SYSTEM,
      async (tx) => {
        await sql`select 1 / 0`.execute(tx).catch(() => undefined);
        return "value";
      },
      { readOnly: true },
    );
    await expect(reading).rejects.toThrow(/swallowed/);
  });

  test("a quote in an id stays text, and a comma or a control character is refused", async () => {
    const odd = { ...scope("north"), userId: `x'); reset role; --\\'` };
    const { rows } = await transaction(room.db, odd, (tx) =>
      sql<{ user: string; who: string }>`select amaliyat_user() as user, current_user::text as who`.execute(tx),
    );
    expect(rows).toEqual([{ user: odd.userId, who: "amaliyat_app" }]);
    await expect(transaction(room.db, scope("north,south"), names)).rejects.toThrow(TypeError);
    await expect(transaction(room.db, { ...SYSTEM, userId: "a\u0000b" }, names)).rejects.toThrow(TypeError);
  });

  test("read only refuses a write", async () => {
    const write = transaction(room.db, SYSTEM, (tx) => things(tx).deleteFrom("thing").execute(), { readOnly: true });
    await expect(write).rejects.toThrow(/read-only/);
  });
});

const add = (tx: Tx, id: number) =>
  things(tx)
    .insertInto("thing")
    .values({ id, sector_id: "north", name: `n${id}` })
    .execute();
const has = async (id: number): Promise<boolean> => (await room.db.pool.query("select from thing where id = $1", [id])).rowCount === 1;
const update = (tx: Tx, id: number) => things(tx).updateTable("thing").set({ name: "z" }).where("id", "=", id).execute();
const count = (tx: Tx) => sql<{ n: number }>`select count(*) as n from thing`.execute(tx);

describe("commit", () => {
  test("what is thrown rolls back, and what waits for the commit does not happen", async () => {
    const done: string[] = [];
    const failing = transaction(room.db, SYSTEM, async (tx) => {
      await add(tx, 20);
      afterCommit(tx, () => void done.push("20"));
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect([await has(20), done]).toEqual([false, []]);
  });

  test("what waits for the commit happens after it, in order, and its failure is not the caller's", async () => {
    const seen: unknown[] = [];
    const value = await transaction(room.db, SYSTEM, async (tx) => {
      await add(tx, 21);
      afterCommit(things(tx), async () => void seen.push(await has(21)));
      afterCommit(tx, () => Promise.reject(new Error("the screen is gone")));
      afterCommit(tx, () => void seen.push("last"));
      return "kept";
    });
    expect([value, seen]).toEqual(["kept", [true, "last"]]);
  });

  test("an error that was swallowed inside is no commit", async () => {
    const silent = transaction(room.db, SYSTEM, async (tx) => {
      await add(tx, 22);
      await add(tx, 22).catch(() => undefined);
    });
    await expect(silent).rejects.toThrow(/swallowed/);
    expect(await has(22)).toBe(false);
  });

  test("a statement whose plan is kept obeys the scope of each transaction that runs it", async () => {
    const counted = (where: Scope) =>
      transaction(
        room.db,
        where,
        async (tx) => (await sql<{ n: number }>`/* kept */ select count(*)::int as n from thing where id <= ${10}`.execute(tx)).rows[0]?.n,
        { byKey: true },
      );
    // A connection keeps a plan from the sixth time on.
    for (let nth = 0; nth < 8; nth += 1) expect([await counted(scope("north")), await counted(scope("south"))]).toEqual([2, 1]);
    const { rows } = await room.db.pool.query("select name, generic_plans > 0 as kept from pg_prepared_statements");
    // Named by the process, which other files of tests share.
    expect(rows).toEqual([{ name: expect.stringMatching(/^kept \d+$/), kept: true }]);
    expect(await ownerTransaction(room.db, async (tx) => (await sql`show enable_seqscan`.execute(tx)).rows)).toEqual([
      { enable_seqscan: "on" },
    ]);
  });

  test("a statement that was not awaited does not run on somebody else's transaction", async () => {
    let late: Promise<unknown> = Promise.resolve();
    let kept: Tx | undefined;
    await transaction(room.db, SYSTEM, async (tx) => void (kept = tx));
    if (kept !== undefined) late = add(kept, 23);
    await expect(late).rejects.toThrow(/has ended/);
    expect(await has(23)).toBe(false);
  });

  test("a unique index is told by name", async () => {
    const twice = transaction(room.db, SYSTEM, (tx) => add(tx, 1));
    const error = await twice.catch((caught: unknown) => caught);
    expect([isUniqueViolation(error), isUniqueViolation(error, "thing_pkey"), isUniqueViolation(error, "other")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("a deadlock is tried again until both have worked", async () => {
    const both = Promise.withResolvers<void>();
    let waiting = 0;
    let tries = 0;
    const cross = (first: number, second: number) =>
      transaction(room.db, SYSTEM, async (tx) => {
        tries++;
        await update(tx, first);
        if (++waiting === 2) both.resolve();
        await both.promise;
        await update(tx, second);
      });
    await Promise.all([cross(1, 2), cross(2, 1)]);
    expect(tries).toBe(3);
  });

  test("serializable transactions that conflict are run one after the other", async () => {
    let id = 100;
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    const work = async (tx: Tx): Promise<number> => {
      const n = (await count(tx)).rows[0]?.n ?? 0;
      if (++begun === 2) gate.resolve();
      await gate.promise;
      await add(tx, id++);
      return n;
    };
    const both = [1, 2].map(() => transaction(room.db, SYSTEM, work, { isolation: "serializable" }));
    const [a, b] = await Promise.all(both);
    expect(Math.abs((a ?? 0) - (b ?? 0))).toBe(1);
  });

  test("a statement that takes too long is stopped, and the connection serves on", async () => {
    const slow = transaction(room.db, SYSTEM, (tx) => sql`select pg_sleep(5)`.execute(tx), { statementTimeoutMs: 20 });
    await expect(slow).rejects.toThrow(/statement timeout/);
    expect(await transaction(room.db, scope("nowhere"), names)).toEqual([]);
  });

  test("the owner works past row-level security", async () => {
    await ownerTransaction(room.db, (tx) => sql`create table partition_of_today (id integer)`.execute(tx));
    expect((await ownerTransaction(room.db, names)).length).toBeGreaterThan(2);
  });
});

describe("a database that goes away", () => {
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'amaliyat' and pid <> pg_backend_pid()`;

  test("is told as DatabaseGone while a transaction waits, and nobody's process falls", async () => {
    await using other = openDatabase({ url: room.url, log: room.db.log });
    const cut = transaction(other, SYSTEM, async (tx) => {
      await sql`select 1`.execute(tx);
      await room.db.pool.query(kill);
      await sleep(30);
      await sql`select 1`.execute(tx);
    });
    const error = await cut.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DatabaseGone);
    expect(error).toMatchObject({ maybeCommitted: false, code: "database.unavailable" });
    expect(await transaction(other, scope("nowhere"), names)).toEqual([]);
  });

  test("cuts an idle connection without harm", async () => {
    await using other = openDatabase({ url: room.url, log: room.db.log });
    await transaction(other, SYSTEM, names);
    await room.db.pool.query(kill);
    await sleep(30);
    expect(await transaction(other, scope("nowhere"), names)).toEqual([]);
  });

  test("is told as DatabaseGone if nobody listens there", async () => {
    await using nowhere = openDatabase({ url: "postgres://a:b@127.0.0.1:1/c", log: room.db.log });
    await expect(transaction(nowhere, SYSTEM, names)).rejects.toBeInstanceOf(DatabaseGone);
  });

  test("that says nothing keeps nobody longer than asked for, and what was done is undone", async () => {
    await using way = await cuttable(room.url);
    await using other = openDatabase({ url: way.url, log: room.db.log, maxConnections: 1 });
    await transaction(other, SYSTEM, names);
    const silent = transaction(other, SYSTEM, async (tx) => (await add(tx, 30), way.freeze(), await add(tx, 31)), { withinMs: 200 });
    await expect(silent).rejects.toMatchObject({ code: "database.unavailable", maybeCommitted: false });
    // Nor one for which no connection is made any more.
    await expect(transaction(other, SYSTEM, names, { withinMs: 200 })).rejects.toBeInstanceOf(DatabaseGone);
    way.thaw();
    expect(await transaction(other, scope("nowhere"), names)).toEqual([]);
    expect(await has(30)).toBe(false);
  });

  test("may have committed, if it went during the commit", async () => {
    await using other = openDatabase({ url: room.url, log: room.db.log });
    await room.db.pool.query(`
      create table doomed (id integer);
      grant insert on doomed to amaliyat_app;
      create function die() returns trigger language plpgsql security definer as $$
        begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$;
      create constraint trigger doomed_die after insert on doomed deferrable initially deferred for each row execute function die()`);
    const cut = transaction(other, SYSTEM, (tx) => sql`insert into doomed values (1)`.execute(tx));
    await expect(cut).rejects.toMatchObject({ name: "DatabaseGone", maybeCommitted: true });
  });

  test("an error of the work itself is not mistaken for it", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    await expect(transaction(room.db, SYSTEM, () => Promise.reject(refused))).rejects.toBe(refused);
  });
});

describe("columns", () => {
  test("arrive as the types that are promised", async () => {
    const { rows } = await transaction(room.db, SYSTEM, (tx) =>
      sql`select 42::bigint as big, '2026-03-01'::date as day, '2026-03-01 10:00+01'::timestamptz as at, array['a','b'] as texts,
        array[1,2]::bigint[] as bigs, 1.50::numeric as exact, count(*) as n from (values (1)) as one`.execute(tx),
    );
    expect(rows).toEqual([
      { big: 42, day: "2026-03-01", at: new Date("2026-03-01T09:00:00Z"), texts: ["a", "b"], bigs: [1, 2], exact: "1.50", n: 1 },
    ]);
  });

  test("a bigint that a number cannot hold is an error", async () => {
    const big = transaction(room.db, SYSTEM, (tx) => sql`select 9007199254740993::bigint`.execute(tx));
    await expect(big).rejects.toThrow(/safe integer/);
  });
});
