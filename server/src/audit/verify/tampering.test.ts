import { sql } from "kysely";
import { execFile } from "node:child_process";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownerTransaction, SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { cloneDatabase, type TestDatabase } from "../../platform/testing/database.ts";
import { eraseByOrder } from "../index.ts";
import { leafHash, sha256 } from "../tree/merkle.ts";
import {
  appendMany,
  appendOne,
  exists,
  makeKey,
  NOON,
  orderOf,
  publisherOf,
  publishOnce,
  temporaryFolder,
  verdict,
  viewed,
  yearAfter,
} from "../testing.ts";

let stack: AsyncDisposableStack;
let database: TestDatabase;
let db: Db;
let folder: string;
const key = makeKey();
const order = orderOf(365);
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  database = stack.use(await cloneDatabase());
  db = database.db;
  folder = join(stack.use(await temporaryFolder()).path, "log");
});
afterEach(() => stack.disposeAsync());

const file = (name: string): string => join(folder, name);
const asOwner = (statement: string): Promise<unknown> => ownerTransaction(db, (tx) => sql.raw(statement).execute(tx));
const fill = (to: number): Promise<unknown> =>
  asOwner(`select log_append((select jsonb_agg(jsonb_build_object('at', now(), 'type', 'live.viewed', 'actorRole', 'system', 'outcome', 'done',
    'salt', repeat('00', 32), 'commitment', encode(sha256(n::text::bytea), 'hex'))) from generate_series(1, ${to}) n))`);

const alarm = async (): Promise<unknown> => {
  const before = await readFile(file("checkpoint"), "utf8");
  const state = await publishOnce(db, folder, key);
  expect(state.kind).toBe("alarm");
  expect(await readFile(file("checkpoint"), "utf8")).toBe(before);
  return state.kind === "alarm" ? state.index : undefined;
};

describe("tampering", () => {
  beforeEach(async () => {
    await appendMany(db, 0, 300);
    await publishOnce(db, folder, key);
  });

  it("with a published row stops the signing, at its index", async () => {
    await asOwner("update log_entry set purpose = 'protection' where index = 17");
    await appendOne(db, viewed(300));
    expect(await alarm()).toBe(17);
    expect((await verdict(folder, { database: database.url })).failed).toEqual([
      "FAILED database   entry 17: the entry is not the one that was published",
    ]);
  });

  it("with a row whose salt and commitment were made to match stops the signing too", async () => {
    await asOwner("update log_entry set detail = null, salt = null, commitment = sha256('other') where index = 299");
    expect(await alarm()).toBe(299);
  });

  it("with a row that is not published yet stops the signing", async () => {
    await appendMany(db, 300, 303);
    await asOwner("update log_entry set actor_name = 'x' where index = 301");
    expect(await alarm()).toBe(301);
  });

  it("by removing the last row, published or not, stops the signing", async () => {
    await appendOne(db, viewed(300));
    await asOwner("delete from log_entry where index = 300");
    expect(await alarm()).toBe(300);
    await rm(file("ALARM"));
    await asOwner("delete from log_alarm; delete from log_entry where index = 299; update log_head set size = 299");
    expect(await alarm()).toBe(299);
    expect((await verdict(folder, { database: database.url })).failed).toEqual(["FAILED database   entry 299: the entry is missing"]);
  });

  it("by rewinding the log and appending other entries stops the signing", async () => {
    await asOwner("delete from log_entry where index >= 298; update log_head set size = 298");
    await appendMany(db, 500, 510);
    expect(await alarm()).toBe(298);
  });

  it("by rewinding the counter alone stops the signing, and nothing can be appended over what is there", async () => {
    await asOwner("update log_head set size = 290");
    await expect(appendOne(db, viewed(300))).rejects.toThrow("log_entry_pkey");
    expect(await alarm()).toBe(290);
  });

  it("with a row and its tile together stops the signing, by the tiles above", async () => {
    const commitment = sha256(Buffer.from("other"));
    await asOwner(`update log_entry set detail = null, salt = null, commitment = '\\x${commitment.toString("hex")}' where index = 5`);
    const tile = await readFile(file("tile/0/000"));
    tile.set(leafHash(commitment), 5 * 32);
    await writeFile(file("tile/0/000"), tile);
    expect(await alarm()).toBeNull();
    expect((await verdict(folder, { database: database.url })).failed).toEqual([expect.stringContaining("FAILED leaves     entry 5")]);
  });

  it("by emptying the database under the folder, or the folder over it, stops the signing", async () => {
    await asOwner("truncate log_entry; truncate log_checkpoint; update log_head set size = 0");
    await fill(300);
    expect(await alarm()).toBe(0);
  });

  it("by replacing the lost folder's rows stops the signing at the signed root", async () => {
    await rm(folder, { recursive: true });
    await asOwner("delete from log_entry; update log_head set size = 0");
    await fill(300);
    await asOwner("update log_entry set salt = null");
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "alarm", index: null });
    expect(await exists(folder, "checkpoint")).toBe(false);
  });

  it("with a tile on the disk stops the signing", async () => {
    const bytes = await readFile(file("tile/0/000"));
    // Each bit of the first byte changes: a byte set to a fixed value is the old one in 1 of 256 runs.
    await writeFile(file("tile/0/000"), bytes.fill(~(bytes[0] ?? 0), 0, 1));
    expect(await alarm()).toBe(0);
  });

  it("with the key: another key signs nothing over this log", async () => {
    await appendOne(db, viewed(300));
    expect(await publishOnce(db, folder, makeKey())).toMatchObject({ kind: "alarm", index: null });
  });

  it("leaves an alarm that outlives a restart, until it is settled, which it is only while all holds again", async () => {
    await asOwner("update log_entry set purpose = 'protection' where index = 17");
    expect(await alarm()).toBe(17);
    expect(await settle()).toMatchObject({ code: 1, said: expect.stringContaining("FAILED database   entry 17") });
    await asOwner("update log_entry set purpose = 'road_traffic' where index = 17");
    await using publisher = await publisherOf(db, folder, key);
    expect(await publisher.publishNow()).toMatchObject({ kind: "alarm", index: 17 });
    expect(await settle()).toMatchObject({ code: 0, said: expect.stringContaining("ended") });
    expect(await publisher.publishNow()).toMatchObject({ kind: "published" });
    await appendFile(file("ALARM"), "not even JSON");
    expect(await publisher.publishNow()).toMatchObject({ kind: "alarm", index: null });
  });

  it("leaves an alarm that stands without its file, and without its row, in a folder elsewhere too", async () => {
    await asOwner("update log_entry set purpose = 'protection' where index = 17");
    expect(await alarm()).toBe(17);
    await asOwner("update log_entry set purpose = 'road_traffic' where index = 17");
    await asOwner("delete from log_alarm");
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "alarm", index: 17 });
    await rm(file("ALARM"));
    await using elsewhere = await temporaryFolder();
    for (const place of [folder, elsewhere.path]) expect(await publishOnce(db, place, key)).toMatchObject({ kind: "alarm", index: 17 });
  });
});

/** `npm run log:verify -- --settle`, as whoever looks after the room runs it. */
const settle = (): Promise<{ code: number; said: string }> => {
  const main = fileURLToPath(new URL("verify-main.ts", import.meta.url));
  const args = ["--log", folder, "--key", file("log-key.txt"), "--database", database.url, "--settle"];
  return promisify(execFile)(process.execPath, [main, ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (cause: { code: number; stdout: string }) => ({ code: cause.code, said: cause.stdout }),
  );
};

const blank = (index: number): Promise<unknown> =>
  asOwner(`update log_entry set actor_id = null, actor_name = null, session_id = null, detail = null, salt = null where index = ${index}`);

describe("erasing", () => {
  it("takes person and details, and the tree still verifies", async () => {
    await appendMany(db, 0, 20);
    await publishOnce(db, folder, key);
    await appendMany(db, 20, 22);
    const erased = await transaction(db, SYSTEM, (tx) => eraseByOrder(tx, order, yearAfter(NOON + 5_000)));
    expect(erased).toEqual({ first: 0, last: 4, entries: 5 });
    const rows = await ownerTransaction(db, (tx) =>
      sql`select count(*)::int as n from log_entry where actor_id is null and actor_name is null and session_id is null and detail is null and salt is null`.execute(
        tx,
      ),
    );
    expect(rows.rows).toEqual([{ n: 5 }]);
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "published", size: 23 });
    expect(await verdict(folder, { database: database.url })).toEqual({ ok: true, failed: [] });
    expect(await transaction(db, SYSTEM, (tx) => eraseByOrder(tx, order, yearAfter(NOON + 5_000)))).toBeNull();
  });

  it("spares what is not signed yet, and its own records", async () => {
    await appendMany(db, 0, 3);
    await publishOnce(db, folder, key);
    await appendMany(db, 3, 5);
    const later = NOON + 3_600_000;
    expect(await transaction(db, SYSTEM, (tx) => eraseByOrder(tx, order, yearAfter(later)))).toEqual({ first: 0, last: 2, entries: 3 });
    await publishOnce(db, folder, key);
    expect(await transaction(db, SYSTEM, (tx) => eraseByOrder(tx, order, yearAfter(later)))).toEqual({ first: 3, last: 4, entries: 2 });
  });

  it("without a record counts as tampering", async () => {
    await appendMany(db, 0, 10);
    await publishOnce(db, folder, key);
    await blank(7);
    expect((await verdict(folder, { database: database.url })).failed).toEqual([
      "FAILED database   entry 7: the entry was erased, and the log does not record it",
    ]);
  });

  it("is not covered by a record that came before", async () => {
    await appendMany(db, 0, 3);
    await appendOne(
      db,
      viewed(4, { type: "log.erased", detail: { before: new Date(NOON + 60_000).toISOString(), first: 0, last: 100, entries: 50 } }),
    );
    await appendMany(db, 5, 9);
    await publishOnce(db, folder, key);
    await blank(2);
    expect(await verdict(folder, { database: database.url })).toEqual({ ok: true, failed: [] });
    await blank(6);
    expect((await verdict(folder, { database: database.url })).failed).toEqual([expect.stringContaining("entry 6: the entry was erased")]);
  });

  it("of one entry more than a record says counts as tampering", async () => {
    await appendMany(db, 0, 5);
    await appendOne(db, viewed(60));
    await appendMany(db, 5, 10);
    await publishOnce(db, folder, key);
    expect(await transaction(db, SYSTEM, (tx) => eraseByOrder(tx, order, yearAfter(NOON + 9_500)))).toEqual({
      first: 0,
      last: 10,
      entries: 10,
    });
    await asOwner("update log_entry set detail = null, salt = null where index = 5");
    expect((await verdict(folder, { database: database.url })).ok).toBe(false);
  });
});
