import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { JOURNAL_FILE, JournalFault, openJournal } from "./index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-journal-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const texts = (records: readonly { readonly text: string }[]): string[] => records.map(({ text }) => text);

test("records come back in their order, each stream by itself, and values are the newest", async () => {
  {
    await using journal = await openJournal(folder);
    const [first, second] = await Promise.all([journal.append("a", ["1", "2"]), journal.append("b", ["x"])]);
    expect(second).toBe(first + 2);
    await journal.append("a", ["3"]);
    await Promise.all([journal.put("head", "1"), journal.put("head", "2")]);
  }
  await using again = await openJournal(folder);
  expect(texts(await again.replay("a"))).toEqual(["1", "2", "3"]);
  expect(texts(await again.replay("b"))).toEqual(["x"]);
  expect([await again.get("head"), await again.get("none")]).toEqual(["2", null]);
});

test("what was dropped is gone, and its place is not given again", async () => {
  await using journal = await openJournal(folder);
  const first = await journal.append("a", ["1", "2", "3"]);
  await journal.append("b", ["stays"]);
  await journal.truncate("a", first + 3);
  expect([await journal.replay("a"), texts(await journal.replay("b"))]).toEqual([[], ["stays"]]);
  expect(await journal.append("a", ["4"])).toBe(first + 4);
});

test("values are listed by the beginning of their names, and one that is removed is gone", async () => {
  await using journal = await openJournal(folder);
  await Promise.all([journal.put("call/2", "b"), journal.put("call/1", "a"), journal.put("call", "no"), journal.put("calm", "no")]);
  await journal.put("call/1", "c");
  expect(await journal.values("call/")).toEqual(["c", "b"]);
  await journal.remove("call/1");
  await journal.remove("none");
  expect([await journal.values("call/"), await journal.get("call/1"), await journal.get("call")]).toEqual([["b"], null, "no"]);
});

test("a second process may not open the journal that one writes", async () => {
  await using _ = await openJournal(folder);
  await expect(openJournal(folder)).rejects.toThrow(JournalFault);
});

test("the lock of a journal writes nothing: a full disk takes no file more, and the lines must begin on it", async () => {
  await using _ = await openJournal(folder);
  expect((await readdir(folder)).toSorted()).toEqual(["", "-shm", "-wal", ".lock"].map((end) => JOURNAL_FILE + end));
  expect((await stat(join(folder, `${JOURNAL_FILE}.lock`))).size).toBe(0);
});

test("a file that is no journal is refused, and an ended journal takes nothing more", async () => {
  await writeFile(join(folder, JOURNAL_FILE), "not a journal ".repeat(100));
  await expect(openJournal(folder)).rejects.toThrow(JournalFault);
  await rm(join(folder, JOURNAL_FILE));
  const journal = await openJournal(folder);
  await journal[Symbol.asyncDispose]();
  await expect(journal.append("a", ["late"])).rejects.toThrow(JournalFault);
});

test("a disk that hangs fails whoever asks within a while, and takes records again once it answers", async () => {
  const thread = new URL("testing/hung-worker-main.ts", import.meta.url);
  await using journal = await openJournal(folder, { answersWithinMs: 50, thread });
  await journal.append("a", ["before"]);
  const hung = join(folder, `${JOURNAL_FILE}.hung`);
  await writeFile(hung, "");
  const [flying, waiting] = [journal.append("a", ["late"]), sleep(5).then(() => journal.append("a", ["never sent"]))];
  await expect(flying).rejects.toThrow("the disk does not answer");
  await expect(waiting).rejects.toThrow(JournalFault);
  await expect(journal.get("head")).rejects.toThrow(JournalFault);
  await rm(hung);
  await expect.poll(() => journal.append("a", ["after"]).catch(() => null)).not.toBeNull();
  expect(texts(await journal.replay("a"))).toEqual(["before", "late", "after"]);
});

const KILLS = 40;

test(`after ${KILLS} kills in the middle, every acknowledged record is there once, and no group is there in part`, async () => {
  const acknowledged: { readonly place: number; readonly group: string }[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const program = fileURLToPath(new URL("testing/journal-writer-main.ts", import.meta.url));
    const child = spawn(process.execPath, ["--no-warnings", program, folder], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    child.stdout.on("data", (data: Buffer) => {
      said += data.toString("utf8");
      resolve();
    });
    await begun;
    await sleep(kill % 10);
    child.kill("SIGKILL");
    await once(child, "close");
    for (const line of said.slice(0, said.lastIndexOf("\n")).split("\n")) {
      const [place, group] = line.split(" ");
      if (group !== undefined) acknowledged.push({ place: Number(place), group });
    }
  }
  await using journal = await openJournal(folder);
  const records = await journal.replay("test");
  const at = new Map(records.map(({ place, text }) => [place, text]));
  expect(at.size).toBe(records.length);
  expect(new Set(texts(records)).size).toBe(records.length);
  for (const { place, group } of acknowledged)
    expect([0, 1, 2].map((n) => at.get(place + n))).toEqual([0, 1, 2].map((n) => `${group}-${n}`));
  expect(records.length % 3).toBe(0);
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS);
  expect((await readFile(join(folder, JOURNAL_FILE))).subarray(0, 15).toString()).toBe("SQLite format 3");
}, 120_000);
