import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openJournal } from "../../server/src/platform/journal/index.ts";
import { startProgram } from "../harness/child.ts";
import { interrupted, pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { seededRandom } from "../room/random.ts";
import { FILE, openFileJournal, readGroups } from "./file-journal.ts";

/** `amaliyat` is SQLite, which the room uses; `file` the other candidate. */
const SUBJECTS = ["amaliyat", "file"] as const;
type Subject = (typeof SUBJECTS)[number];

/** A record as long as that of one entry of the log. */
const RECORD = "x".repeat(80);
const CALLERS = [1, 8, 64];

async function rate(subject: Subject, callers: number, forMs: number): Promise<Row[]> {
  await using folder = await temporaryFolder();
  await using journal = await (subject === "file" ? openFileJournal(folder.path) : openJournal(folder.path));
  const times: number[] = [];
  const until = performance.now() + forMs;
  const caller = async (): Promise<void> => {
    for (let began = performance.now(); began < until && !interrupted.aborted; began = performance.now()) {
      await journal.append("test", [RECORD]);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return rowsOf(`${callers} callers`, subject, [
    ["appends_per_s", (times.length * 1_000) / forMs, "1/s"],
    ["append_p50_ms", percentile(times, 0.5), "ms"],
    ["append_p99_ms", percentile(times, 0.99), "ms"],
  ]);
}

/** The groups that a subject has after kills, each whole or in part. */
async function groupsOf(subject: Subject, folder: string): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  const count = (text: string): void => {
    const group = text.slice(0, text.lastIndexOf("-"));
    counted.set(group, (counted.get(group) ?? 0) + 1);
  };
  if (subject === "file") {
    for (const group of readGroups(await readFile(join(folder, FILE))).groups) for (const text of group) count(text);
    return counted;
  }
  await using journal = await openJournal(folder);
  for (const { text } of await journal.replay("test")) count(text);
  return counted;
}

async function kill(subject: Subject, kills: number): Promise<Row[]> {
  await using folder = await temporaryFolder();
  const random = seededRandom(11);
  const acknowledged: string[] = [];
  let made = 0;
  for (; made < kills && !interrupted.aborted; made++) {
    const program = fileURLToPath(new URL("writer-main.ts", import.meta.url));
    await using child = startProgram(process.execPath, ["--no-warnings", program, subject, folder.path], { output: "pipe" });
    let said = "";
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    child.process.stdout?.on("data", (data: Buffer) => {
      said += data.toString("utf8");
      resolve();
    });
    await Promise.race([begun, once(child.process, "exit")]);
    await pause(random() * 15);
    const closed = once(child.process, "close");
    child.process.kill("SIGKILL");
    await closed;
    acknowledged.push(
      ...said
        .slice(0, Math.max(0, said.lastIndexOf("\n")))
        .split("\n")
        .filter((line) => line !== ""),
    );
    if (made % 100 === 99) say(`${subject}: ${made + 1} kills, ${acknowledged.length} groups acknowledged`);
  }
  const kept = await groupsOf(subject, folder.path);
  return rowsOf(`${made} kills`, subject, [
    ["groups_acknowledged", acknowledged.length, "groups"],
    ["groups_lost", acknowledged.filter((group) => (kept.get(group) ?? 0) < 3).length, "groups"],
    ["groups_in_part", [...kept.values()].filter((parts) => parts !== 3).length, "groups"],
  ]);
}

/** Group commit of the room's journal beside an append-only file, and both killed in the middle. */
export async function run({ quick, parts, kills }: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subject of SUBJECTS) {
    if (parts === null || parts.includes("rate"))
      for (const callers of CALLERS) rows.push(...(await rate(subject, callers, quick ? 2_000 : 10_000)));
    if (parts === null || parts.includes("kill")) rows.push(...(await kill(subject, kills ?? (quick ? 20 : 1_000))));
  }
  return rows;
}
