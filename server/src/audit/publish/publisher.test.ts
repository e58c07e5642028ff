import { sql } from "kysely";
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownerTransaction, SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { cloneDatabase, type TestDatabase } from "../../platform/testing/database.ts";
import { appendAll, currentCheckpoint } from "../index.ts";
import { readHistory } from "../folder/log-history.ts";
import { claimTurn } from "../audit-store.ts";
import { PUBLISH_BATCH } from "./publish.ts";
import { appendMany, exists, makeKey, NOON, publisherOf, publishOnce, temporaryFolder, verdict, viewed } from "../testing.ts";

let stack: AsyncDisposableStack;
let database: TestDatabase;
let db: Db;
let folder: string;
const key = makeKey();
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  database = stack.use(await cloneDatabase());
  db = database.db;
  folder = join(stack.use(await temporaryFolder()).path, "log");
});
afterEach(() => stack.disposeAsync());

const file = (name: string): string => join(folder, name);
const asOwner = (statement: string): Promise<unknown> => ownerTransaction(db, (tx) => sql.raw(statement).execute(tx));
describe("publishing", () => {
  it("lays the log out as C2SP tlog-tiles says, and the verifier agrees", async () => {
    await appendMany(db, 0, 3);
    expect(await publishOnce(db, folder, key)).toEqual({ kind: "published", size: 3, at: NOON });
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
      "checkpoint",
      "checkpoints",
      "checkpoints/2026-10",
      "log-key.pem",
      "log-key.txt",
      "tile",
      "tile/0",
      "tile/0/000.p",
      "tile/0/000.p/3",
      "tile/entries",
      "tile/entries/000.p",
      "tile/entries/000.p/3",
    ]);
    expect(await verdict(folder, { database: database.url })).toEqual({ ok: true, failed: [] });
    expect((await transaction(db, SYSTEM, currentCheckpoint))?.note).toBe(await readFile(file("checkpoint"), "utf8"));
  });

  it("replaces partial tiles by full ones, and every older tree head stays a beginning of the newest", async () => {
    await using publisher = await publisherOf(db, folder, key);
    for (const to of [250, 255, 256, 257, 600]) {
      const from = await transaction(db, SYSTEM, async (tx) => (await currentCheckpoint(tx))?.size ?? 0);
      await appendMany(db, from, to);
      expect(await publisher.publishNow()).toMatchObject({ kind: "published", size: to });
      expect(await verdict(folder, { database: database.url })).toEqual({ ok: true, failed: [] });
    }
    expect((await readHistory(folder)).map((line) => Number(line.split(" ")[0]))).toEqual([250, 255, 256, 257, 600]);
    expect([await exists(folder, "tile/0/000"), await exists(folder, "tile/0/000.p"), await exists(folder, "tile/entries/001.p")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("signs nothing anew when nothing is new, and takes it up again after a restart", async () => {
    await appendMany(db, 0, 2);
    await publishOnce(db, folder, key);
    const before = await readFile(file("checkpoint"), "utf8");
    expect(await publishOnce(db, folder, key)).toMatchObject({ size: 2 });
    expect(await readFile(file("checkpoint"), "utf8")).toBe(before);
    expect(await readHistory(folder)).toHaveLength(1);
    await appendMany(db, 2, 4);
    expect(await publishOnce(db, folder, key)).toMatchObject({ size: 4 });
    expect(await verdict(folder)).toEqual({ ok: true, failed: [] });
  });

  it("publishes what was committed up to its end", async () => {
    await using publisher = await publisherOf(db, folder, key);
    await publisher.publishNow();
    await appendMany(db, 0, 2);
    await publisher[Symbol.asyncDispose]();
    expect((await transaction(db, SYSTEM, currentCheckpoint))?.size).toBe(2);
  });

  it("is done by one process at a time", async () => {
    await appendMany(db, 0, 2);
    const other = await transaction(db, SYSTEM, async (tx) => {
      expect(await claimTurn(tx)).toBe(true);
      return publishOnce(db, folder, key);
    });
    expect(other).toEqual({ kind: "standby" });
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "published", size: 2 });
  });

  it("follows what another process published in between", async () => {
    await using first = await publisherOf(db, folder, key);
    await using second = await publisherOf(db, folder, key);
    for (let n = 0; n < 6; n += 2) {
      await appendMany(db, n, n + 1);
      expect(await first.publishNow()).toMatchObject({ size: n + 1 });
      await appendMany(db, n + 1, n + 2);
      expect(await second.publishNow()).toMatchObject({ size: n + 2 });
    }
    expect(await verdict(folder)).toEqual({ ok: true, failed: [] });
  });

  it("waits, and does not raise an alarm, while the disk or the database fails", async () => {
    await appendMany(db, 0, 2);
    await mkdir(folder, { recursive: true });
    await writeFile(file("tile"), "in the way");
    await using publisher = await publisherOf(db, folder, key);
    expect(await publisher.publishNow()).toMatchObject({ kind: "waiting" });
    await rm(file("tile"));
    expect(await publisher.publishNow()).toMatchObject({ kind: "published", size: 2 });
  });
});

describe("after a crash", () => {
  it("writes again the tiles that no checkpoint covers, however they were cut", async () => {
    await appendMany(db, 0, 250);
    await publishOnce(db, folder, key);
    await appendMany(db, 250, 600);
    for (const name of ["tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/002.p/88", "tile/1/000.p/2"]) {
      await mkdir(join(file(name), ".."), { recursive: true });
      await writeFile(file(name), "cut");
    }
    await writeFile(file("checkpoint.0badcafe.new"), "amaliyat/te");
    expect(await verdict(folder)).toEqual({ ok: true, failed: [] });
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "published", size: 600 });
    expect(await verdict(folder, { database: database.url })).toEqual({ ok: true, failed: [] });
  });

  it("brings the history and the table up to a checkpoint that only the folder has", async () => {
    await appendMany(db, 0, 3);
    await publishOnce(db, folder, key);
    await appendMany(db, 3, 5);
    await publishOnce(db, folder, key);
    await asOwner("delete from log_checkpoint where size = 5");
    const month = file("checkpoints/2026-10");
    await truncate(month, (await readFile(month)).length - 40);
    expect(await verdict(folder)).toEqual({ ok: true, failed: [] });
    await publishOnce(db, folder, key);
    expect((await transaction(db, SYSTEM, currentCheckpoint))?.size).toBe(5);
    expect((await readHistory(folder)).map((line) => line.split(" ")[0])).toEqual(["3", "5"]);
    expect(await readFile(month, "utf8")).toMatch(/\n$/);
    expect(await verdict(folder)).toEqual({ ok: true, failed: [] });
  });

  it("makes a lost folder again, up to the tree heads that were signed", async () => {
    await appendMany(db, 0, 300);
    await publishOnce(db, folder, key);
    const before = await readFile(file("checkpoint"), "utf8");
    await rm(folder, { recursive: true });
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "published", size: 300 });
    expect(await readFile(file("checkpoint"), "utf8")).toBe(before);
    expect(await verdict(folder, { database: database.url })).toEqual({ ok: true, failed: [] });
  });

  it("signs nothing on the way there when that takes several steps", async () => {
    const size = PUBLISH_BATCH + 100;
    for (let n = 0; n < size; n += 599)
      await transaction(db, SYSTEM, (tx) =>
        appendAll(
          tx,
          Array.from({ length: Math.min(599, size - n) }, (_, i) => viewed(n + i)),
        ),
      );
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "published", size });
    expect((await readHistory(folder)).map((line) => Number(line.split(" ")[0]))).toEqual([PUBLISH_BATCH, size]);
    await rm(folder, { recursive: true });
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "published", size });
    expect((await readHistory(folder)).map((line) => Number(line.split(" ")[0]))).toEqual([size]);
    expect(await verdict(folder, { database: database.url })).toEqual({ ok: true, failed: [] });
  });

  it("goes on from an older copy of the folder without signing anything smaller than before", async () => {
    await appendMany(db, 0, 10);
    await publishOnce(db, folder, key);
    await cp(folder, `${folder}.old`, { recursive: true });
    await appendMany(db, 10, 300);
    await publishOnce(db, folder, key);
    await rm(folder, { recursive: true });
    await cp(`${folder}.old`, folder, { recursive: true });
    expect(await publishOnce(db, folder, key)).toMatchObject({ kind: "published", size: 300 });
    expect(await verdict(folder)).toEqual({ ok: true, failed: [] });
  });
});
