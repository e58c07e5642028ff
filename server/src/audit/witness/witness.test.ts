import { randomBytes } from "node:crypto";
import { cp, rm, truncate, writeFile, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownerTransaction, openDatabase, SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { JournalFault, openJournal, type Journal } from "../../platform/journal/index.ts";
import { LogUnavailable } from "../../platform/log-unavailable.ts";
import { makeLog } from "../../platform/log.ts";
import { cloneDatabase, type TestDatabase } from "../../platform/testing/database.ts";
import { openVault } from "../../platform/vault.ts";
import { commitmentOf, fieldsOf, newSalt, type NewEntry } from "../entry.ts";
import { eraseExpired } from "../audit-store.ts";
import { adoptRetention, append, consent, logSize, type ErasureOrder } from "../index.ts";
import { startLogWatch } from "./log-watch.ts";
import type { LogWitness } from "./log-witness.ts";
import { openWitness } from "./open-witness.ts";
import { openSchemaGuard } from "./schema-guard.ts";
import { appendMany, appendOne, makeKey, NOON, publisherOf, temporaryFolder, verdict, viewed } from "../testing.ts";

let stack: AsyncDisposableStack;
let database: TestDatabase;
let data: string;
const key = makeKey();
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  database = stack.use(await cloneDatabase());
  data = stack.use(await temporaryFolder()).path;
});
afterEach(() => stack.disposeAsync());

const asOwner = (statement: string): Promise<unknown> => ownerTransaction(database.db, (tx) => sql.raw(statement).execute(tx));

type Node = { readonly db: Db; readonly journal: Journal; readonly witness: LogWitness } & AsyncDisposable;

/** One program of the room: a pool, a journal and the vault's key of its own data folder. */
async function node(through: (journal: Journal) => Journal = (journal) => journal): Promise<Node> {
  const own = new AsyncDisposableStack();
  const journal = through(own.use(await openJournal(join(data, "journal"))));
  const db = own.use(openDatabase({ url: database.url, log: makeLog("silent") }));
  const vault = await openVault(join(data, "keys"));
  const witness = await openWitness({ db, journal, vault, log: makeLog("silent"), at: NOON });
  return { db, journal, witness, [Symbol.asyncDispose]: () => own.disposeAsync() };
}

const folder = (): string => join(data, "log");
const publish = async ({ db }: Node) => {
  await using publisher = await publisherOf(db, folder(), key);
  return await publisher.publishNow();
};
const faultOf = async (from: Node): Promise<string> => {
  const state = await publish(from);
  return state.kind === "alarm" ? `${state.index ?? "-"}: ${state.reason}` : state.kind;
};

/** Writes an entry for another person as the owner of the database can: everything but the key. */
function forged(entry: NewEntry, more: { readonly node: string | null; readonly mac: string | null }): string {
  const fields = fieldsOf(entry);
  const salt = newSalt();
  const row = { ...fields, salt: salt.toString("hex"), commitment: commitmentOf(fields, salt).toString("hex"), ...more };
  return `select log_append('${JSON.stringify([row]).replaceAll("'", "''")}'::jsonb)`;
}

describe("an entry of the room", () => {
  it("is published when the room made it, and one that the database's owner invents raises the alarm", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    expect(await faultOf(room)).toBe("published");
    await asOwner(forged(viewed(9), { node: room.witness.node, mac: randomBytes(32).toString("hex") }));
    expect(await faultOf(room)).toMatch(/^4: the entry was not made by the room/);
  });

  it("without a MAC raises the alarm too", async () => {
    await using room = await node();
    await asOwner(forged(viewed(9), { node: null, mac: null }));
    expect(await faultOf(room)).toMatch(/^1: the entry was not made by the room/);
  });

  it("that is put there a second time, or after it was rolled back, raises the alarm", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 2);
    const copy = `with size as (update log_head set size = size + 1 returning size - 1 as at)
      insert into log_entry (index, at, type, actor_id, actor_name, actor_role, session_id, subject_kind, subject_id, sector_id, purpose, work_item,
        outcome, refusal_code, detail, salt, commitment, node, mac)
      select size.at, e.at, type, actor_id, actor_name, actor_role, session_id, subject_kind, subject_id, sector_id, purpose, work_item,
        outcome, refusal_code, detail, salt, commitment, node, mac from log_entry e, size where index = 2`;
    await asOwner(copy);
    expect(await faultOf(room)).toBe("3: the entry was put there again or after it had been given up");
  });

  it("that the database swallows is refused before anything is done", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 2);
    await asOwner(`alter function log_append(jsonb) rename to log_append_true;
      create function log_append(entries jsonb) returns bigint language plpgsql security definer as $$ begin
        if entries->0->>'actorName' = 'كريم 1' then return (select size from log_head); end if;
        return log_append_true(entries); end $$;
      grant execute on function log_append(jsonb) to amaliyat_app, amaliyat_log; grant execute on function log_append_true(jsonb) to public`);
    await expect(appendOne(room.db, viewed(1))).rejects.toThrow(LogUnavailable);
    await appendOne(room.db, viewed(0));
  });

  it("that was acknowledged and is removed, or changes its place with another, raises the alarm", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await asOwner(
      "update log_entry set index = -1 where index = 1; update log_entry set index = 1 where index = 2; update log_entry set index = 2 where index = -1",
    );
    expect(await faultOf(room)).toBe("1: the entry is not the one that was acknowledged at this place");
  });

  it("that was acknowledged last and is removed with its number raises the alarm", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await asOwner("delete from log_entry where index = 3; update log_head set size = 3");
    expect(await faultOf(room)).toBe("3: the database counts 3 entries, but 4 were acknowledged");
  });
});

describe("a node that was killed", () => {
  it("takes over what was committed before its journal had it", async () => {
    {
      await using room = await node();
      await appendMany(room.db, 0, 3);
      const [record] = (await room.journal.replay("log.kept")).slice(-1);
      await room.journal.truncate("log.kept", (record?.place ?? 0) + 1);
    }
    await using again = await node();
    expect([again.witness.standing, again.witness.last]).toEqual([null, 3]);
    expect(await faultOf(again)).toBe("published");
  });

  it("takes over many at once, and finds later that one of them had stood in the log long before", async () => {
    {
      await using room = await node();
      await appendMany(room.db, 0, 5);
      const records = await room.journal.replay("log.kept");
      // The journal has forgotten the oldest, as it does once a signed tree vouches for them; of the last three it was never told.
      await room.witness.settled(2);
      await room.journal.put("log.settled", "2");
      await room.journal.truncate("log.kept", (records.at(-1)?.place ?? 0) + 1);
    }
    await asOwner("update log_entry set commitment = (select commitment from log_entry where index = 5) where index = 1");
    await using again = await node();
    expect([again.witness.standing, again.witness.last, again.witness.doubted.length]).toEqual([null, 5, 4]);
    const guard = await openSchemaGuard({ db: again.db, witness: again.witness, schema: "1" });
    await using _ = startLogWatch({
      db: again.db,
      witness: again.witness,
      guard,
      publishes: true,
      clock: () => NOON,
      log: makeLog("silent"),
    });
    await expect.poll(() => again.witness.standing?.message, { timeout: 10_000 }).toBe("the entry stands in the log twice");
    expect(again.witness.standing?.index).toBe(5);
  });

  it("leaves rows that an earlier start has seen to the watch, which finds one that was changed while the room stood", async () => {
    {
      await using room = await node();
      await appendMany(room.db, 0, 3);
    }
    {
      await using seen = await node();
      expect(seen.witness.adoptedTo).toBe(4);
      await appendMany(seen.db, 3, 5);
    }
    await asOwner("update log_entry set mac = sha256('other') where index = 2");
    await using again = await node();
    expect([again.witness.standing, again.witness.adoptedTo]).toEqual([null, 6]);
    const guard = await openSchemaGuard({ db: again.db, witness: again.witness, schema: "1" });
    const watched = { db: again.db, witness: again.witness, guard, publishes: false, clock: () => NOON, log: makeLog("silent") };
    await using _ = startLogWatch(watched);
    await expect.poll(() => again.witness.standing?.index, { timeout: 10_000 }).toBe(2);
  });

  it("compares all its rows at its start where the log is shorter than an earlier start saw it", async () => {
    {
      await using room = await node();
      await appendMany(room.db, 0, 3);
      await room.witness.adopted(100);
    }
    await asOwner("update log_entry set mac = sha256('other') where index = 2");
    await using again = await node();
    expect(again.witness.standing?.index).toBe(2);
  });

  it("finds at its start that acknowledged entries are gone, and that a rolled-back one was put there", async () => {
    let undone = "";
    {
      await using room = await node();
      await appendMany(room.db, 0, 3);
      const row = await transaction(room.db, SYSTEM, async (tx) => {
        await append(tx, viewed(7));
        const { rows } = await sql<{ row: string }>`select log_entry::text as row from log_entry where index = 4`.execute(tx);
        undone = rows[0]?.row ?? "";
        throw new Error("changed my mind");
      }).catch((cause: unknown) => (cause as Error).message);
      expect(row).toBe("changed my mind");
    }
    await asOwner("delete from log_entry where index = 3; update log_head set size = 3");
    {
      await using again = await node();
      expect(again.witness.standing?.message).toBe("the database counts 3 entries, but 4 were acknowledged");
    }
    await asOwner("delete from log_entry where index >= 1; update log_head set size = 1");
    expect(undone).not.toBe("");
  });
});

/** A journal on a disk that takes nothing while it is full. */
function fullableDisk() {
  const disk = { isFull: false };
  const taken = <T>(write: () => Promise<T>): Promise<T> => (disk.isFull ? Promise.reject(new JournalFault("no space")) : write());
  const onDisk = (journal: Journal): Journal => ({
    ...journal,
    append: (stream, records) => taken(() => journal.append(stream, records)),
    put: (name, value) => taken(() => journal.put(name, value)),
  });
  return { disk, onDisk };
}

describe("a disk that does not take the journal", () => {
  it("stops what follows until it has what was committed, and nothing of it is lost", async () => {
    const { disk, onDisk } = fullableDisk();
    await using room = await node(onDisk);
    await appendMany(room.db, 0, 2);
    disk.isFull = true;
    await appendOne(room.db, viewed(2));
    await expect(appendOne(room.db, viewed(3))).rejects.toThrow(LogUnavailable);
    await room.witness.retry();
    await expect(appendOne(room.db, viewed(3))).rejects.toThrow(LogUnavailable);
    disk.isFull = false;
    await room.witness.retry();
    await appendOne(room.db, viewed(3));
    expect(await faultOf(room)).toBe("published");
    expect((await room.journal.replay("log.kept")).length).toBeGreaterThanOrEqual(4);
  });
});

describe("a start over a full disk", () => {
  it("opens the log shut, and nothing that the last run committed is lost", async () => {
    const { disk, onDisk } = fullableDisk();
    {
      await using before = await node(onDisk);
      await appendMany(before.db, 0, 2);
      disk.isFull = true;
      await appendOne(before.db, viewed(2));
    }
    {
      await using room = await node(onDisk);
      expect(room.witness.standing).toBeNull();
      await expect(appendOne(room.db, viewed(3))).rejects.toThrow(LogUnavailable);
      await room.witness.retry();
      await expect(appendOne(room.db, viewed(3))).rejects.toThrow(LogUnavailable);
      disk.isFull = false;
      await room.witness.retry();
      await appendOne(room.db, viewed(3));
      expect(await faultOf(room)).toBe("published");
    }
    await using after = await node(onDisk);
    expect(after.witness.standing).toBeNull();
    // The entry that was taken over is still looked for in the whole log, once.
    expect(after.witness.doubted).toHaveLength(1);
  });
});

describe("set back together", () => {
  it("database and folder are found by the journal", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 5);
    await publish(room);
    await cp(folder(), join(data, "old"), { recursive: true });
    const size = await transaction(room.db, SYSTEM, logSize);
    await appendMany(room.db, 5, 9);
    await publish(room);
    await rm(folder(), { recursive: true });
    await cp(join(data, "old"), folder(), { recursive: true });
    await asOwner(
      `delete from log_entry where index >= ${size}; update log_head set size = ${size}; delete from log_checkpoint where size > ${size}`,
    );
    expect(await faultOf(room)).toMatch(/but 10 were acknowledged$/);
  });

  it("a history of checkpoints that was emptied or cut is found", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 2);
    await publish(room);
    await appendMany(room.db, 2, 4);
    await publish(room);
    const [month = ""] = await readdir(join(folder(), "checkpoints"));
    const file = join(folder(), "checkpoints", month);
    const whole = await readFile(file);
    await truncate(file, 0);
    expect(await faultOf(room)).toMatch(/^-: the history of checkpoints has/);
    await rm(join(folder(), "ALARM"));
    await asOwner("delete from log_alarm");
    // A crash in the middle of the last line is no attack: it is written again.
    await writeFile(file, whole.subarray(0, whole.length - 20));
    expect(await faultOf(room)).toBe("published");
    expect(await readFile(file)).toEqual(whole);
  });
});

describe("the schema", () => {
  const changes: readonly [string, string, string][] = [
    [
      "a function of the log",
      "create or replace function log_append(entries jsonb) returns bigint language sql as 'select 0::bigint'",
      "function public.log_append(entries jsonb)",
    ],
    [
      "a trigger",
      "create function quiet() returns trigger language plpgsql as $$ begin return null; end $$; create trigger quiet before insert on log_entry for each row execute function quiet()",
      "trigger quiet of public.log_entry",
    ],
    ["a rule", "create rule quiet as on update to log_entry do instead nothing", "rule quiet of public.log_entry"],
    ["a policy", "alter policy log_entry_read on log_entry using (false)", "policy log_entry_read of public.log_entry"],
    ["a constraint", "alter table log_entry add constraint down check (index < 0) not valid", "constraint down of public.log_entry"],
    ["a grant", "grant insert on log_entry to amaliyat_app", "table public.log_entry"],
    ["a column", "alter table log_entry alter column node set default 'x'", "columns of public.log_entry"],
    ["a child table", "create table more () inherits (log_entry)", "child of public.log_entry"],
    ["row-level security", "alter table log_entry disable row level security", "table public.log_entry"],
    ["an owner", "alter table log_head owner to amaliyat_app", "table public.log_head"],
    [
      "a schema that is called like PostgreSQL's own",
      "set local allow_system_table_mods = on; create schema pg_shadow; create table pg_shadow.log_entry (index bigint)",
      "table pg_shadow.log_entry",
    ],
    ["a table of the room", "alter table intervention add column secret text", "columns of public.intervention"],
  ];
  it.each(changes)("that is changed behind the room is found by its object: %s", async (_what, change, object) => {
    await using room = await node();
    const guard = await openSchemaGuard({ db: room.db, witness: room.witness, schema: "1" });
    expect(await guard.look("all")).toEqual([]);
    await asOwner(change);
    if (object.includes("public.log_")) {
      expect(await guard.look("log")).toContain(object);
      await expect(appendOne(room.db, viewed(1))).rejects.toThrow(LogUnavailable);
    }
    expect(await guard.look("all")).toContain(object);
    expect(room.witness.standing?.message).toContain("was changed from outside");
  });

  it("may gain, sort and lose days of recordings, but no day that is unlike the others", async () => {
    await using room = await node();
    const guard = await openSchemaGuard({ db: room.db, witness: room.witness, schema: "1" });
    for (const step of ["add('2026-03-05'), segment_day_add('2026-03-06')", "sort('2026-03-05')", "drop('2026-03-05')"]) {
      await asOwner(`select segment_day_${step}`);
      expect(await guard.look("all")).toEqual([]);
    }
    await asOwner("grant select on segment_20260306 to amaliyat_app");
    expect(await guard.look("all")).toEqual([expect.stringMatching(/^table public\.segment_DAY /)]);
    await asOwner("revoke select on segment_20260306 from amaliyat_app; create table segment_20260307 (like segment)");
    expect(await guard.look("all")).toContainEqual(expect.stringMatching(/^table public\.segment_DAY /));
  });

  it("is looked up by the room's own path of names, whatever the server or a role was set to", async () => {
    const before = await node();
    const { rows } = await before.db.pool.query<{ of: string }>(
      "select format('role %I in database %I', current_user, current_database()) as of",
    );
    await asOwner(`create schema shadow; alter ${rows[0]?.of} set search_path = shadow, public`);
    await before[Symbol.asyncDispose]();
    await using after = await node();
    expect((await after.db.pool.query("show search_path")).rows).toEqual([{ search_path: "public" }]);
  });

  it("that was changed while the room stood still is found at its start; after a migration it is taken as it is", async () => {
    await using room = await node();
    await openSchemaGuard({ db: room.db, witness: room.witness, schema: "1" });
    await asOwner("create table other (id integer)");
    const again = await openSchemaGuard({ db: room.db, witness: room.witness, schema: "1" });
    expect(await again.look("all")).toContain("table public.other");
    const migrated = await openSchemaGuard({ db: room.db, witness: room.witness, schema: "2" });
    expect(await migrated.look("all")).toEqual([]);
    expect(room.witness.standing).toBeNull();
  });
});

describe("an order to erase", () => {
  const yearLater = NOON + 366 * 86_400_000;
  const orderBy = (from: Node, second = "second", days = 365): ErasureOrder => {
    const rule = { rule: "log-details", retentionDays: days };
    const who = (userId: string) =>
      consent(from.witness.key, rule, { userId, name: userId, role: "auditor", at: new Date(NOON).toISOString() });
    return { ...rule, askedBy: who("first"), approvedBy: who(second) };
  };
  const erase = (from: Node, order: ErasureOrder) =>
    transaction(from.db, SYSTEM, async (tx) => {
      await adoptRetention(tx, order, NOON);
      return await eraseExpired(tx, yearLater);
    });

  it("that two people signed is carried out by itself, and verifies on the machine and elsewhere", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await publish(room);
    expect(await transaction(room.db, SYSTEM, (tx) => eraseExpired(tx, yearLater))).toBeNull();
    expect(await erase(room, orderBy(room))).toEqual({ first: 0, last: 3, entries: 4 });
    expect(await faultOf(room)).toBe("published");
    expect(await faultOf(room)).toBe("published");
    expect(await verdict(folder(), { database: database.url })).toEqual({ ok: true, failed: [] });
    expect(await verdict(folder(), { database: database.url, keys: join(data, "none"), journal: join(data, "none") })).toEqual({
      ok: true,
      failed: [],
    });
  });

  it("by one person, for less than a year, or with another's signature is refused", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await publish(room);
    await expect(erase(room, orderBy(room, "first"))).rejects.toThrow("one person alone");
    await expect(erase(room, orderBy(room, "second", 30))).rejects.toThrow("keeps less than 365 days");
    const order = orderBy(room);
    await expect(erase(room, { ...order, approvedBy: { ...order.approvedBy, userId: "third" } })).rejects.toThrow("is not signed");
    await expect(erase(room, { ...order, retentionDays: 366 })).rejects.toThrow("is not signed");
  });

  it("that nobody gave raises the alarm where a row was blanked, also within the span of a right one", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await publish(room);
    await asOwner("update log_entry set actor_id = null, actor_name = null, session_id = null, detail = null, salt = null where index = 2");
    expect(await faultOf(room)).toBe("2: the entry was erased, and no order that counts records it");
    expect((await verdict(folder(), { database: database.url })).ok).toBe(false);
  });

  it("that the room wrote without one counts for nobody", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await publish(room);
    await asOwner("update log_entry set actor_id = null, actor_name = null, session_id = null, detail = null, salt = null where index = 2");
    const detail = { before: new Date(NOON + 3_600_000).toISOString(), first: 2, last: 2, entries: 1 };
    await appendOne(room.db, { at: NOON, type: "log.erased", detail });
    expect(await faultOf(room)).toBe("2: the entry was erased, and no order that counts records it");
    await rm(join(folder(), "ALARM"));
    expect((await verdict(folder(), { database: database.url })).failed.join()).toMatch(/names no rule|erased/);
  });
});

describe("the verifier on the room's machine", () => {
  it("finds with key and journal what the tree does not show yet, and an alarm that stands", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await publish(room);
    expect(await verdict(folder(), { database: database.url, settling: false })).toEqual({ ok: true, failed: [] });
    await asOwner(forged(viewed(9), { node: room.witness.node, mac: "00".repeat(32) }));
    expect((await verdict(folder(), { database: database.url })).failed).toEqual([
      "FAILED seal       entry 4: the entry was not made by the room: its MAC is wrong or missing",
    ]);
    await publish(room);
    expect((await verdict(folder(), { database: database.url, settling: false })).failed).toEqual([
      expect.stringContaining("FAILED alarm      entry 4: an alarm stands"),
      expect.stringContaining("FAILED seal"),
    ]);
    await asOwner("delete from log_entry where index >= 3; update log_head set size = 3");
    expect((await verdict(folder(), { database: database.url })).failed.join("\n")).toMatch(/seal +entry 3: the entry was acknowledged/);
  });

  it("finds that the folder was set back behind the journal, and that a checkpoint of its history is gone", async () => {
    await using room = await node();
    await appendMany(room.db, 0, 3);
    await publish(room);
    await cp(folder(), join(data, "old"), { recursive: true });
    await appendMany(room.db, 3, 5);
    await publish(room);
    const [month = ""] = await readdir(join(folder(), "checkpoints"));
    const history = await readFile(join(folder(), "checkpoints", month), "utf8");
    await writeFile(join(folder(), "checkpoints", month), history.split("\n").slice(1).join("\n"));
    expect((await verdict(folder())).failed).toEqual([
      expect.stringContaining("FAILED journal    the history has 1 checkpoints, 2 were signed"),
    ]);
    await rm(folder(), { recursive: true });
    await cp(join(data, "old"), folder(), { recursive: true });
    expect((await verdict(folder())).failed.join("\n")).toContain("6 entries were signed, the folder has 4: it was set back");
  });
});
