import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../testing/database.ts";
import { checkServer, migrate } from "../index.ts";
import { readMigrations } from "./migration-files.ts";

let folder: string;
let empty: TestDatabase;

beforeEach(async () => {
  [folder, empty] = [await mkdtemp(join(tmpdir(), "migrations-")), await emptyDatabase()];
  await put("0001-first.sql", "create table one (id integer); select pg_sleep(0.05)");
  await put("0002-second.sql", "insert into one values (2)");
});
afterEach(async () => {
  await empty[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const put = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);
const run = (): Promise<string[]> => migrate({ url: empty.url, log: empty.db.log, folder, features: folder });
const rows = async (): Promise<unknown[]> => (await empty.db.pool.query("select id from one order by id")).rows;

describe("migrations", () => {
  test("run once each, in order, however many start at once", async () => {
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.toSorted((a, b) => b.length - a.length)).toEqual([["0001-first.sql", "0002-second.sql"], [], []]);
    expect(await rows()).toEqual([{ id: 2 }]);
    await put("0010-third.sql", "insert into one values (10)");
    expect(await run()).toEqual(["0010-third.sql"]);
    expect(await rows()).toEqual([{ id: 2 }, { id: 10 }]);
  });

  test("refuse a file that changed after it was applied, but not its line ends", async () => {
    await put("0003-lines.sql", "select 1;\nselect 2;\n");
    await run();
    await put("0003-lines.sql", "select 1;\r\nselect 2;\r\n");
    expect(await run()).toEqual([]);
    await put("0002-second.sql", "insert into one values (3)");
    await expect(run()).rejects.toMatchObject({ code: "database.migration_changed", params: { migration: "0002-second.sql" } });
  });

  test("of the room that were released are as they were: a database that has them would be refused", async () => {
    const ours = fileURLToPath(new URL("../migrations", import.meta.url));
    const released = (await readFile(join(ours, "checksums.txt"), "utf8")).trim().split("\n");
    const all = (await readMigrations(ours)).map(({ name, checksum }) => `${checksum}  ${name}`);
    expect(all.slice(0, released.length)).toEqual(released);
  });

  test("refuse a database that a newer program has changed", async () => {
    await put("0003-newer.sql", "select 1");
    await run();
    await rm(join(folder, "0003-newer.sql"));
    await expect(run()).rejects.toMatchObject({ code: "database.migration_unknown", params: { migration: "0003-newer.sql" } });
  });

  test("refuse a file that came late with a lower number", async () => {
    await rm(join(folder, "0001-first.sql"));
    await put("0002-second.sql", "create table one (id integer)");
    await run();
    await put("0001-first.sql", "select 1");
    await expect(run()).rejects.toMatchObject({ code: "database.migration_unknown" });
  });

  test("roll a failing file back whole, keep those before it, and say the line", async () => {
    await put("0003-broken.sql", "insert into one values (3);\nselect wrong;\n");
    await expect(run()).rejects.toMatchObject({
      code: "database.migration_failed",
      params: { migration: "0003-broken.sql", reason: 'column "wrong" does not exist (line 2)' },
    });
    expect(await rows()).toEqual([{ id: 2 }]);
    await put("0003-broken.sql", "insert into one values (3)");
    expect(await run()).toEqual(["0003-broken.sql"]);
  });

  test("refuse a name or a number that is not unique", async () => {
    await put("0002-twin.sql", "select 1");
    await expect(run()).rejects.toThrow(/two migrations/);
    await rm(join(folder, "0002-twin.sql"));
    await put("3-x.sql", "select 1");
    await expect(run()).rejects.toThrow(/NNNN-name\.sql/);
  });

  test("of the room itself apply to an empty database", async () => {
    const applied = await migrate({ url: empty.url, log: empty.db.log });
    expect(applied[0]).toBe("0001-foundation.sql");
    expect(await migrate({ url: empty.url, log: empty.db.log })).toEqual([]);
  });

  test("say so if the database does not answer", async () => {
    await expect(migrate({ url: "postgres://a:b@127.0.0.1:1/c", log: empty.db.log, folder, features: folder })).rejects.toMatchObject({
      name: "DatabaseGone",
    });
  });
});

describe("views of the features", () => {
  const publish = async (feature: string, sql: string): Promise<void> => {
    await mkdir(join(folder, feature), { recursive: true });
    await writeFile(join(folder, feature, "views.sql"), sql);
  };
  const made = "with (security_invoker = true) as";
  const views = async (): Promise<unknown[]> =>
    (await empty.db.pool.query("select viewname as name from pg_views where schemaname = 'public' order by 1")).rows.map(
      ({ name }) => name,
    );

  test("are made after the migrations, replaced when their text changes, and gone when nobody publishes them", async () => {
    await publish(
      "a",
      `-- one\ncreate view ones ${made}\nselect id from one;\ncreate view twos ${made}\nselect id from one where id = 2;\n`,
    );
    await run();
    expect(await views()).toEqual(["ones", "twos"]);
    await publish("a", `create view ones ${made}\nselect id, id + 1 as next from one;\n`);
    await run();
    expect(await views()).toEqual(["ones"]);
    expect((await empty.db.pool.query("select next from ones")).rows).toEqual([{ next: 3 }]);
  });

  test("stand in the way of no migration", async () => {
    await publish("a", `create view ones ${made}\nselect id from one;\n`);
    await run();
    await put("0003-renamed.sql", "alter table one drop column id, add column nr integer");
    await publish("a", `create view ones ${made}\nselect nr from one;\n`);
    expect(await run()).toEqual(["0003-renamed.sql"]);
    expect(await views()).toEqual(["ones"]);
  });

  test("stay as they are if one of them is refused, which is said with file and line", async () => {
    await publish("a", `create view ones ${made}\nselect id from one;\n`);
    await run();
    await publish("b", `create view wrong ${made}\nselect nothing from one;\n`);
    await expect(run()).rejects.toMatchObject({
      code: "database.migration_failed",
      params: { migration: "b/views.sql", reason: 'column "nothing" does not exist (line 2)' },
    });
    expect(await views()).toEqual(["ones"]);
  });

  test("are refused where row-level security would be that of the owner, or two have one name", async () => {
    await publish("a", "create view ones as\nselect id from one;\n");
    await expect(run()).rejects.toThrow(/security_invoker/);
    await publish("a", `create view ones ${made}\nselect id from one;\n`);
    await publish("b", `create view ones ${made}\nselect id from one;\n`);
    await expect(run()).rejects.toThrow(/ones is published twice/);
  });
});

/** Another database of the same server, made with these options. */
async function other(options: string): Promise<{ readonly url: string } & AsyncDisposable> {
  const url = `${empty.url}_other`;
  const name = new URL(url).pathname.slice(1);
  await empty.db.pool.query(`create database ${name} template template0 ${options}`);
  return { url, [Symbol.asyncDispose]: async () => void (await empty.db.pool.query(`drop database ${name}`)) };
}

describe("the check at start", () => {
  test("takes a database in which Arabic has trigrams", async () => {
    await expect(checkServer(empty.url)).resolves.toBeUndefined();
  });

  test("refuses one in which it has none", async () => {
    await using broken = await other("locale_provider builtin builtin_locale 'C' locale 'C'");
    await expect(checkServer(broken.url)).rejects.toMatchObject({ code: "database.arabic_search_broken", params: { locale: "C" } });
  });

  test("refuses one that cannot hold Arabic and French", async () => {
    await using broken = await other("encoding 'LATIN1' locale 'C' locale_provider libc");
    await expect(checkServer(broken.url)).rejects.toMatchObject({ code: "database.wrong_encoding", params: { found: "LATIN1" } });
  });
});
