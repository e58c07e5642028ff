import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { makeLog } from "../log.ts";
import { openFolder } from "./embedded/folder.ts";
import { clearRemains } from "./embedded/postmaster.ts";
import { isAlive } from "./embedded/processes.ts";
import { checkRoomUser, openDatabase, startEmbedded, SYSTEM, transaction, type EmbeddedDatabase } from "./index.ts";

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const log = makeLog("silent");
const FAST = { fsync: "off", full_page_writes: "off", max_connections: "20", shared_buffers: "16MB" };

let folder: string;
const rooms: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-launcher-"));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  for (const room of rooms.splice(0)) room.kill("SIGKILL");
  for (const each of [folder, join(folder, "inner")]) if (await stat(each).catch(() => null)) await clearRemains(await openFolder(each));
  await rm(folder, { recursive: true, force: true });
});

const begin = (more: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<EmbeddedDatabase> =>
  startEmbedded({ folder, log, settings: FAST, ...more });

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end().catch(() => undefined);
  }
}

const postmasterPid = async (at = folder): Promise<number> =>
  Number((await readFile(join(at, "data", "postmaster.pid"), "utf8")).split("\n")[0]);
/** An address without its password. */
const at = (url: string): string => url.replace(/:[^:@]*@/, "@");
const ready = z.object({ url: z.string(), rootUrl: z.string(), adopted: z.boolean() });

const roomProgram = (): string => `
    import { startEmbedded } from ${JSON.stringify(new URL("launcher.ts", import.meta.url).href)};
    import { makeLog } from ${JSON.stringify(new URL("../log.ts", import.meta.url).href)};
    const database = await startEmbedded({ folder: ${JSON.stringify(folder)}, log: makeLog("silent"), settings: ${JSON.stringify(FAST)} });
    process.on("SIGTERM", () => database[Symbol.asyncDispose]().then(() => process.exit(0)));
    console.log(JSON.stringify(database));
    setInterval(() => undefined, 1000);`;

/** Another process of the room that starts the database in the folder and then waits. */
async function startRoom(
  ids: { uid?: number; gid?: number } = {},
): Promise<{ room: ChildProcess; url: string; rootUrl: string; adopted: boolean }> {
  const room = spawn(process.execPath, ["--input-type=module", "-e", roomProgram()], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: "/",
    ...ids,
  });
  rooms.push(room);
  const line = await createInterface(room.stdout)[Symbol.asyncIterator]().next();
  return { room, ...ready.parse(JSON.parse(String(line.value))) };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

describe("a start", () => {
  test("makes a database that only this machine and this password reach, and a later start finds its rows", async () => {
    const first = await begin();
    expect(first.adopted).toBe(false);
    const settings = ["listen_addresses", "unix_socket_directories", "data_checksums", "server_encoding", "jit", "TimeZone"];
    const shown = await Promise.all(settings.map(async (name) => (await ask(first.rootUrl, `show ${name}`))[0]));
    expect(shown).toEqual(["127.0.0.1", "", "on", "UTF8", "off", "UTC"]);
    expect(await ask(first.url, "select rolsuper from pg_roles where rolname = current_user")).toEqual([false]);
    const wrong = new URL(first.url);
    wrong.password = "guess";
    await expect(ask(wrong.href, "select 1")).rejects.toThrow(/authentication failed/);
    expect((await stat(join(folder, "password"))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "data"))).mode & 0o077).toBe(0);
    await ask(first.rootUrl, "create table kept as select 7 as n");
    const pid = await postmasterPid();
    await first[Symbol.asyncDispose]();
    expect(await isAlive(pid)).toBe(false);
    await using second = await begin();
    expect([second.adopted, at(second.url)]).toEqual([false, at(first.url)]);
    expect(await ask(second.rootUrl, "select n from kept")).toEqual([7]);
  });

  test("puts the server in a session of its own, where Ctrl-C does not reach it, with nothing of our environment", async () => {
    vi.stubEnv("ROOM_SECRET", "canary");
    await using _ = await begin();
    vi.unstubAllEnvs();
    const pid = await postmasterPid();
    const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ");
    expect(fields?.[3]).toBe(String(pid));
    expect(await readFile(`/proc/${pid}/environ`, "utf8")).not.toContain("canary");
  });

  test("says that it is the owner in the file that is there: a full disk takes no new one", async () => {
    await (await begin())[Symbol.asyncDispose]();
    const { ino } = await stat(join(folder, "owner"));
    await using _ = await begin();
    expect(await readFile(join(folder, "owner"), "utf8")).toContain(`${process.pid} `);
    expect((await stat(join(folder, "owner"))).ino).toBe(ino);
  });

  test("forgets an initdb that was interrupted", async () => {
    await mkdir(join(folder, "data.unfinished", "base"), { recursive: true });
    await writeFile(join(folder, "data.unfinished", "PG_VERSION"), "17\n");
    await using database = await begin();
    expect(await ask(database.url, "select 1")).toEqual([1]);
  });

  test("takes another port if the remembered one is used, and says so if the given one is", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      await writeFile(join(folder, "port"), String(port));
      const free = await begin();
      expect(new URL(free.url).port).not.toBe(String(port));
      await free[Symbol.asyncDispose]();
      const fixed = begin({ port });
      await expect(fixed).rejects.toMatchObject({
        code: "database.cannot_start",
        params: { reason: expect.stringContaining("Address already in use") },
      });
    } finally {
      other.close();
    }
  });

  test("tells the last lines of the server's log when it does not start", async () => {
    const wrong = begin({ settings: { ...FAST, shared_buffers: "a lot" } });
    await expect(wrong).rejects.toMatchObject({
      code: "database.cannot_start",
      params: { reason: expect.stringContaining('"shared_buffers"') },
    });
    await using right = await begin();
    expect(await ask(right.url, "select 1")).toEqual([1]);
  });

  test("refuses the data of another major version and leaves it alone", async () => {
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, "data", "PG_VERSION"), "16\n");
    await expect(begin()).rejects.toMatchObject({ code: "database.wrong_version", params: { found: "16", wanted: 17 } });
    expect(await readFile(join(folder, "data", "PG_VERSION"), "utf8")).toBe("16\n");
  });

  test("is not fooled by a lock file whose number is another program's now", async () => {
    await (await begin())[Symbol.asyncDispose]();
    const stranger = spawn("sleep", ["60"], isRoot ? { uid: NOBODY, gid: NOBODY, cwd: "/" } : {});
    rooms.push(stranger);
    const lock = `${stranger.pid}\n${join(folder, "data")}\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready\n`;
    await writeFile(join(folder, "data", "postmaster.pid"), lock);
    if (isRoot) await chown(join(folder, "data", "postmaster.pid"), NOBODY, NOBODY);
    await using database = await begin();
    expect(database.adopted).toBe(false);
  });
});

describe("the room's user", () => {
  const refused = [
    "create table mine (id integer)",
    "create role other",
    "set role amaliyat_owner",
    "set role amaliyat_log",
    "alter role amaliyat superuser",
    "select rolpassword from pg_authid",
  ];

  test("owns nothing and can become nobody but the role of requests", async () => {
    await using database = await begin();
    for (const statement of refused) await expect(ask(database.url, statement)).rejects.toThrow(/denied|permission/);
    expect(await ask(database.url, "set role amaliyat_app")).toEqual([]);
    await checkRoomUser(database.url, false, log);
    await expect(checkRoomUser(database.rootUrl, false, log)).rejects.toThrow(/too_powerful[^]*superuser/);
    await checkRoomUser(database.rootUrl, true, log);
    await ask(database.ownerUrl, "create table public.theirs (id integer)");
    await expect(checkRoomUser(database.ownerUrl, false, log)).rejects.toThrow(/makes roles/);
    for (const name of ["owner-password", "root-password"]) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  test("is an ordinary one after the start on a folder of an older version, where it was the superuser that owned everything", async () => {
    {
      await using database = await begin();
      const root = database.rootUrl;
      const password = (await readFile(join(folder, "password"), "utf8")).trim();
      await ask(root, "create role helper superuser login password 'x'");
      const helper = new URL(root);
      [helper.username, helper.password] = ["helper", "x"];
      const older = [
        "alter database amaliyat owner to amaliyat_root",
        "drop owned by amaliyat, amaliyat_owner, amaliyat_log, amaliyat_app",
        "drop role amaliyat, amaliyat_owner, amaliyat_log, amaliyat_app",
        "alter role amaliyat_root rename to amaliyat",
        `alter role amaliyat password '${password}'`,
      ];
      for (const statement of older) await ask(helper.href, statement);
      const before = database.url;
      await ask(before, "create table kept as select 7 as n");
      await ask(before, "create function seven() returns integer language sql as 'select 7'");
      await ask(before, "create sequence counts");
      await Promise.all(["owner-password", "root-password"].map((name) => rm(join(folder, name))));
    }
    await using again = await begin();
    await checkRoomUser(again.url, false, log);
    const owners = `select distinct pg_get_userbyid(relowner) from pg_class where relname in ('kept', 'counts')
      union select pg_get_userbyid(proowner) from pg_proc where proname = 'seven' union select pg_get_userbyid(datdba) from pg_database where datname = 'amaliyat'`;
    expect(await ask(again.rootUrl, owners)).toEqual(["amaliyat_owner"]);
    expect(await ask(again.ownerUrl, "select n from kept")).toEqual([7]);
    expect(await ask(again.rootUrl, "select count(*)::int from pg_roles where rolsuper and rolname <> 'helper'")).toEqual([1]);
  });
});

describe("the passwords", () => {
  const names = ["password", "owner-password", "root-password"] as const;
  const kept = async (name: string): Promise<string> => (await readFile(join(folder, name), "utf8")).trim();
  const all = (): Promise<string[]> => Promise.all(names.map(kept));

  test("are new at each start, in files of the room's own user; the ones before open nothing any more", async () => {
    const first = await begin();
    const before = await all();
    await first[Symbol.asyncDispose]();
    await using second = await begin();
    const after = await all();
    for (const [n, name] of names.entries()) {
      expect(after[n]).not.toBe(before[n]);
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    }
    for (const [n, url] of [second.url, second.ownerUrl, second.rootUrl].entries()) {
      expect(await ask(url, "select 1")).toEqual([1]);
      await expect(ask(url.replace(after[n] ?? "", before[n] ?? ""), "select 1")).rejects.toThrow(/authentication failed/);
    }
    expect((await readdir(folder)).filter((name) => name.includes(".next"))).toEqual([]);
  });

  // Each step of a change, as `renew-passwords.ts` takes them: a start that was killed after so many of them.
  const steps: ((root: string) => Promise<unknown>)[] = [
    ...names.map((name) => () => writeFile(join(folder, `${name}.next`), `next-${name}\n`)),
    (root) =>
      ask(
        root,
        `do $$ begin alter role amaliyat password 'next-password'; alter role amaliyat_owner password 'next-owner-password';
          alter role amaliyat_root password 'next-root-password'; end $$`,
      ),
    ...names.map((name) => () => rename(join(folder, `${name}.next`), join(folder, name))),
  ];

  test.for(steps.map((_, n) => n + 1))("are whole again after a start that was killed at step %i of their change", async (count) => {
    const database = await begin();
    await ask(database.rootUrl, "create table kept as select 7 as n");
    for (const step of steps.slice(0, count)) await step(database.rootUrl);
    await database[Symbol.asyncDispose]();
    await using again = await begin();
    expect(await ask(again.rootUrl, "select n from kept")).toEqual([7]);
    for (const url of [again.url, again.ownerUrl]) expect(await ask(url, "select 1")).toEqual([1]);
    expect((await all()).filter((password) => password.startsWith("next-"))).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.includes(".next"))).toEqual([]);
  });

  test("survive rooms that are killed wherever their start was", async () => {
    await (await begin())[Symbol.asyncDispose]();
    // Real time: moments of its start at which a room is killed.
    for (const afterMs of [150, 300, 450, 600, 800, 1_000]) {
      const room = spawn(process.execPath, ["--input-type=module", "-e", roomProgram()], { stdio: "ignore", cwd: "/" });
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await kill(room, "SIGKILL");
    }
    await using database = await begin();
    for (const url of [database.url, database.ownerUrl, database.rootUrl]) expect(await ask(url, "select 1")).toEqual([1]);
  });

  test("of a process that uses another's database follow it: what it opens later is opened by the new ones", async () => {
    const { room, url } = await startRoom();
    await using db = openDatabase({ url, log });
    expect((await db.pool.query("select 1 as n")).rows).toEqual([{ n: 1 }]);
    await kill(room, "SIGTERM");
    await using next = await begin();
    expect(at(next.url)).toBe(at(url));
    await vi.waitFor(async () => expect((await db.pool.query("select 1 as n")).rows).toEqual([{ n: 1 }]), { timeout: 10_000 });
    await expect(ask(url, "select 1")).rejects.toThrow(/authentication failed/);
  });
});

describe("after a kill", () => {
  test("of the room, the next start takes over the server that survived, and stops it at its end", async () => {
    const { room, url, rootUrl } = await startRoom();
    await ask(rootUrl, "create table kept as select 7 as n");
    const pid = await postmasterPid();
    await kill(room, "SIGKILL");
    const next = await begin();
    expect([next.adopted, at(next.url), await postmasterPid()]).toEqual([true, at(url), pid]);
    expect(await ask(next.rootUrl, "select n from kept")).toEqual([7]);
    await next[Symbol.asyncDispose]();
    expect(await isAlive(pid)).toBe(false);
  });

  test("of the room and the server, the next start recovers what was committed", async () => {
    const { room, rootUrl } = await startRoom();
    await ask(rootUrl, "create table kept as select 7 as n");
    await kill(room, "SIGKILL");
    process.kill(await postmasterPid(), "SIGKILL");
    await using next = await begin();
    expect([next.adopted, await ask(next.rootUrl, "select n from kept")]).toEqual([false, [7]]);
  });

  test("of the server, with a child of it at work, the room starts it again at the same address", async () => {
    await using database = await begin();
    await using db = openDatabase({ url: database.rootUrl, log });
    await db.pool.query("create table kept as select 7 as n; grant select on kept to amaliyat_app");
    const busy = db.pool.query("select count(*) from generate_series(1, 1e12)").catch((error: unknown) => error);
    const pid = await postmasterPid();
    process.kill(pid, "SIGKILL");
    await vi.waitFor(
      async () =>
        expect(
          await transaction(db, SYSTEM, (tx) => tx.withTables<{ kept: { n: number } }>().selectFrom("kept").select("n").execute()),
        ).toEqual([{ n: 7 }]),
      {
        timeout: 20_000,
        interval: 100,
      },
    );
    expect(await postmasterPid()).not.toBe(pid);
    expect(await busy).toBeInstanceOf(Error);
  });

  test("of nobody, a second process uses the server of the first and leaves it running", async () => {
    await using first = await begin();
    const { room, url, adopted } = await startRoom();
    expect([url, adopted]).toEqual([first.url, true]);
    await kill(room, "SIGTERM");
    expect(await ask(first.url, "select 1")).toEqual([1]);
  });
});

describe.runIf(isRoot)("as root", () => {
  test("the server runs as nobody", async () => {
    await using _ = await begin();
    expect((await stat(join(folder, "data"))).uid).toBe(NOBODY);
    expect((await stat(`/proc/${await postmasterPid()}`)).uid).toBe(NOBODY);
  });

  test("it runs below a folder that only root may enter, and again after that folder is opened", async () => {
    await chmod(folder, 0o700);
    const inner = join(folder, "inner");
    const closed = await begin({ folder: inner });
    await ask(closed.rootUrl, "create table kept as select 7 as n");
    expect((await stat(join(inner, "data"))).uid).toBe(0);
    await closed[Symbol.asyncDispose]();
    await chmod(folder, 0o711);
    await using open = await begin({ folder: inner });
    expect([await ask(open.rootUrl, "select n from kept"), (await stat(join(inner, "data"))).uid]).toEqual([[7], NOBODY]);
  });

  const nobodyCanRun = isRoot && spawnSync(process.execPath, ["-e", ""], { uid: NOBODY, cwd: "/" }).status === 0;
  const nobodyCanRead = nobodyCanRun && spawnSync("/bin/cat", [new URL(import.meta.url).pathname], { uid: NOBODY, cwd: "/" }).status === 0;

  test.runIf(nobodyCanRead)("an ordinary user needs no write access to the installed package", async () => {
    await chown(folder, NOBODY, NOBODY);
    const { room, url } = await startRoom({ uid: NOBODY, gid: NOBODY });
    expect(await ask(url, "select 1")).toEqual([1]);
    await kill(room, "SIGTERM");
  });
});
