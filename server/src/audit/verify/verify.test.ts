import { execFile, spawnSync } from "node:child_process";
import { cp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import { cloneDatabase, type TestDatabase } from "../../platform/testing/database.ts";
import { signCheckpoint } from "../tree/checkpoint.ts";
import { exportLog } from "../index.ts";
import { sha256 } from "../tree/merkle.ts";
import { appendMany, makeKey, publishOnce, temporaryFolder, verdict } from "../testing.ts";

const run = promisify(execFile);
const key = makeKey();
let stack: AsyncDisposableStack;
let database: TestDatabase;
let db: Db;
let original: string;
let work: string;
let folder: string;

const read = <T>(query: (tx: Tx) => Promise<T>): Promise<T> => transaction(db, SYSTEM, query, { readOnly: true });
const file = (name: string): string => join(folder, name);
const change = async (name: string, with_: (bytes: Buffer) => Buffer): Promise<void> =>
  writeFile(file(name), with_(await readFile(file(name))));
const flip = (at: number) => (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));
const failed = async (more?: Parameters<typeof verdict>[1]): Promise<string[]> => (await verdict(folder, more)).failed;

beforeAll(async () => {
  stack = new AsyncDisposableStack();
  database = stack.use(await cloneDatabase());
  db = database.db;
  original = join(stack.use(await temporaryFolder()).path, "log");
  await appendMany(db, 0, 260);
  await publishOnce(db, original, key);
  await appendMany(db, 260, 520);
  await publishOnce(db, original, key);
  await appendMany(db, 520, 522);
  const lines: string[] = [];
  for await (const part of exportLog(read, {})) lines.push(part);
  await writeFile(join(original, "..", "all.jsonl"), lines.join(""));
});
afterAll(() => stack.disposeAsync());

let each: AsyncDisposableStack;
beforeEach(async () => {
  each = new AsyncDisposableStack();
  work = each.use(await temporaryFolder()).path;
  folder = join(work, "log");
  await cp(join(original, ".."), work, { recursive: true });
});
afterEach(() => each.disposeAsync());

describe("verifying a published log", () => {
  it("needs the folder and the public key alone, in either form", async () => {
    expect(await verdict(folder)).toEqual({ ok: true, failed: [] });
    const main = fileURLToPath(new URL("verify-main.ts", import.meta.url));
    const { stdout } = await run(process.execPath, [main, "--log", folder, "--key", file("log-key.pem")], { cwd: work });
    expect(stdout.split("\n").map((line) => line.slice(0, 17).trim())).toEqual([
      "ok     signature",
      "ok     leaves",
      "ok     tiles",
      "ok     root",
      "ok     history",
      "ok     alarm",
      "",
    ]);
  });

  it("ends with 1 and the first entry that differs", async () => {
    await change("tile/entries/001", flip(2 + 34 * 9));
    const main = fileURLToPath(new URL("verify-main.ts", import.meta.url));
    const done = spawnSync(process.execPath, [main, "--log", folder, "--key", file("log-key.txt")], { encoding: "utf8" });
    expect(done.status).toBe(1);
    expect(done.stdout).toContain("FAILED leaves     entry 265: the published entry does not hash to its leaf");
    expect(spawnSync(process.execPath, [main], { encoding: "utf8" }).status).toBe(1);
    expect(spawnSync(process.execPath, [main, "--log", folder, "--key", file("nothing")], { encoding: "utf8" }).status).toBe(1);
  });

  it("finds a tile that was changed, at any level", async () => {
    await change("tile/0/001", flip(32 * 3));
    expect(await failed()).toEqual(["FAILED leaves     entry 259: the published entry does not hash to its leaf"]);
    await change("tile/0/001", flip(32 * 3));
    await change("tile/1/000.p/2", flip(40));
    expect(await failed()).toEqual(["FAILED tiles      tile/1/000.p/2 is not what its leaves give"]);
  });

  it("finds what is missing or cut", async () => {
    await truncate(file("tile/entries/001"), 100);
    expect(await failed()).toEqual(["FAILED leaves     entry 256: tile/entries/001 is missing or cut"]);
    await rm(file("tile/0/000"));
    expect(await failed()).toEqual(["FAILED leaves     entry 0: tile/0/000 is missing or cut"]);
    await rm(file("checkpoint"));
    expect((await verdict(folder)).ok).toBe(false);
  });

  it("finds entries changed with all their tiles, by the root", async () => {
    await using other = await cloneDatabase();
    await appendMany(other.db, 0, 520);
    await publishOnce(other.db, join(work, "other"), key);
    await cp(join(work, "other", "tile"), file("tile"), { recursive: true });
    expect(await failed()).toEqual([expect.stringContaining("FAILED history    the first 260 entries are not those that were signed")]);
    await rm(file("checkpoints"), { recursive: true });
    expect(await failed()).toEqual([expect.stringContaining("FAILED root")]);
    // A new history, signed with the stolen key, is caught by a checkpoint that somebody kept.
    await cp(join(work, "other"), folder, { recursive: true });
    expect(await failed()).toEqual([]);
    expect(await failed({ held: [join(original, "checkpoint")] })).toEqual([
      "FAILED history    the first 520 entries are not those that were signed when there were 520",
    ]);
  });

  it("refuses a checkpoint of another key, a changed one, and one smaller than before", async () => {
    const note = await readFile(file("checkpoint"), "utf8");
    await writeFile(file("checkpoint"), signCheckpoint({ size: 520, root: sha256(Buffer.of()) }, makeKey()));
    expect(await failed()).toEqual([expect.stringContaining("note.unknown_key")]);
    await writeFile(file("checkpoint"), note.replace("\n520\n", "\n260\n"));
    expect(await failed()).toEqual([expect.stringContaining("note.wrong_signature")]);
    await writeFile(file("checkpoint"), note);
    await change("checkpoints/2026-10", (bytes) => Buffer.from(bytes.toString().replace("260 ", "261 ")));
    expect(await failed()).toEqual([expect.stringContaining("checkpoint 1 of 2 is not signed")]);
    await writeFile(file("checkpoints/2026-10"), "");
    const bigger = join(work, "held");
    await writeFile(bigger, signCheckpoint({ size: 521, root: sha256(Buffer.of()) }, key));
    expect(await failed({ held: [bigger] })).toEqual([
      expect.stringContaining("521 entries were signed before, the newest checkpoint has 520"),
    ]);
  });

  it("refuses a key file that is none", async () => {
    await writeFile(file("log-key.txt"), "nothing");
    expect(await failed()).toEqual([expect.stringContaining("holds no public key")]);
  });
});

const lines = async (): Promise<string[]> => (await readFile(join(work, "all.jsonl"), "utf8")).trimEnd().split("\n");
const says = async (text: readonly string[], partial = false): Promise<string[]> => {
  await writeFile(join(work, "some.jsonl"), `${text.join("\n")}\n`);
  return failed({ entries: join(work, "some.jsonl"), partial });
};

describe("verifying exported entries", () => {
  it("agrees with what was exported; what is newer than the checkpoint is said", async () => {
    expect(await says(await lines())).toEqual([]);
    expect(await says((await lines()).slice(0, 520))).toEqual([]);
  });

  it("names the first entry that was changed", async () => {
    const all = await lines();
    const other = (all[300] ?? "").replace("road_traffic", "crises");
    expect(await says(all.with(300, other).with(400, other))).toEqual([
      "FAILED entries    entry 300: the entry is not the one that was published",
    ]);
    const more = (all[5] ?? "").replace('"entry":{', '"entry":{"added":1,');
    expect(await says(all.with(5, more))).toEqual(["FAILED entries    entry 5: the entry is not the one that was published"]);
  });

  it("names what is missing, from the middle and from the end, and what is there twice", async () => {
    const all = await lines();
    expect(await says(all.toSpliced(17, 1))).toEqual(["FAILED entries    entry 17: the entry is missing"]);
    expect(await says(all.slice(0, 519))).toEqual(["FAILED entries    entry 519: the entry is missing"]);
    expect(await says(all.toSpliced(17, 0, all[16] ?? ""))).toEqual([
      "FAILED entries    entry 16: the entry is given twice or out of order",
    ]);
  });

  it("takes some of the entries when told so", async () => {
    const some = (await lines()).filter((_, i) => i % 7 === 0);
    expect(await says(some, true)).toEqual([]);
    expect(await says(some)).toEqual(["FAILED entries    entry 1: the entry is missing"]);
    expect(await says(some.with(2, (some[2] ?? "").replace("operator", "auditor")), true)).toEqual([
      "FAILED entries    entry 14: the entry is not the one that was published",
    ]);
  });

  it("refuses a file that is no export, with its line", async () => {
    await expect(says(["{}"])).rejects.toThrow("some.jsonl, line 1: not an exported entry");
    await expect(says([(await lines())[0] ?? "", "not JSON"])).rejects.toThrow("line 2: not JSON");
  });
});
