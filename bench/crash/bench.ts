import { interventions } from "@amaliyat/contract/interventions";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client as Database } from "pg";
import { interrupted, pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { seededRandom } from "../room/random.ts";
import { furnish, placeIn, signInAs, signInMany } from "../town/furnish.ts";
import { freePorts } from "@amaliyat/simulator";
import { startRoomProcess, type RunningRoom } from "../town/server.ts";
import { startWriters, type Writers } from "./writers.ts";

const WRITERS = 6;
const INTERVENTIONS = 12;
/** Work between two kills, at random up to this. */
const UP_TO_MS = 600;
const BACK_WITHIN_MS = 60_000;

const postmasterOf = async (folder: string): Promise<number> =>
  Number((await readFile(join(folder, "database", "data", "postmaster.pid"), "utf8")).split("\n")[0]);

/** The database's first process; after a kill it may not have come back yet, though the file still names the one before. */
async function livingPostmaster(folder: string): Promise<number> {
  for (;;) {
    const pid = await postmasterOf(folder).catch(() => 0);
    if (pid > 0 && isAlive(pid)) return pid;
    await pause(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

type Killed = { readonly what: "server" | "database"; readonly backMs: number };

/** Waits until a command was answered after the kill. */
async function untilBack(writers: Writers, killedAt: number): Promise<number> {
  while (writers.lastAnswer() <= killedAt) {
    if (performance.now() - killedAt > BACK_WITHIN_MS) throw new Error("the room did not come back");
    await pause(5);
  }
  return writers.lastAnswer() - killedAt;
}

/** Kills once; a killed server is started again at once, as its service manager would, a killed database by the room itself. */
async function killOnce(what: Killed["what"], room: RunningRoom, folder: string, again: () => Promise<RunningRoom>, writers: Writers) {
  const killedAt = performance.now();
  process.kill(what === "server" ? room.pid : await livingPostmaster(folder), "SIGKILL");
  const now = what === "server" ? await again() : room;
  return { room: now, killed: { what, backMs: await untilBack(writers, killedAt) } satisfies Killed };
}

/** Compares the notes with the room: `lost` were confirmed and are missing, `double` are stored twice. */
async function compare(folder: string, url: string, taken: readonly string[]): Promise<{ lost: number; double: number }> {
  const port = (await readFile(join(folder, "database", "data", "postmaster.pid"), "utf8")).split("\n")[3];
  const password = (await readFile(join(folder, "database", "root-password"), "utf8")).trim();
  const database = new Database({ connectionString: `postgres://amaliyat_root:${password}@127.0.0.1:${port}/amaliyat` });
  await database.connect();
  const { rows } = await database.query<{ text: string; times: string }>(
    "select data ->> 'text' as text, count(*) as times from intervention_event where kind = 'noted' group by 1",
  );
  await database.end();
  const kept = new Map(rows.map(({ text, times }) => [text, Number(times)]));
  say(`${taken.length} notes were taken, ${kept.size} are kept (${url})`);
  return { lost: taken.filter((text) => !kept.has(text)).length, double: [...kept.values()].filter((times) => times > 1).length };
}

/** `kill -9` of the server or of the database, again and again, while people give commands. */
export async function run({ quick, kills: asked }: Options): Promise<Row[]> {
  const kills = asked ?? (quick ? 8 : 1_000);
  await using folder = await temporaryFolder();
  const [port = 0] = await freePorts(1);
  const start = (): Promise<RunningRoom> => startRoomProcess({ data: folder.path, roles: "api,worker", port });
  await using stack = new AsyncDisposableStack();
  let room = await start();
  stack.defer(() => room[Symbol.asyncDispose]());
  await furnish(room);
  const dispatcher = await signInAs(room.url, "dispatcher");
  const opened: string[] = [];
  for (let at = 0; at < INTERVENTIONS; at++) {
    const body = { origin: "desk" as const, place: placeIn(at), subcategory: "TRF.OBS" as const };
    opened.push((await dispatcher.must(interventions.open, { body })).interventionId);
  }
  const clients = await signInMany(room.url, "dispatcher", WRITERS);
  const writers = startWriters(clients, opened);
  stack.defer(() => writers.stop());
  const random = seededRandom(77);
  const killed: Killed[] = [];
  for (let at = 0; at < kills && !interrupted.aborted; at++) {
    await pause(random() * UP_TO_MS);
    const done = await killOnce(random() < 0.5 ? "server" : "database", room, folder.path, start, writers);
    room = done.room;
    killed.push(done.killed);
    if ((at + 1) % 50 === 0) say(`${at + 1} kills, ${writers.taken.length} commands taken, load ${loadNow()}`);
  }
  await writers.stop();
  const { lost, double } = await compare(folder.path, room.url, writers.taken);
  const other = [...writers.unexpected].map(([code, times]) => `${code} ${times}`).join(", ");
  if (other !== "") say(`unexpected answers: ${other}`);
  const backs = (what: Killed["what"]): number[] => killed.filter((each) => each.what === what).map(({ backMs }) => backMs);
  return rowsOf(`${killed.length} kills`, "amaliyat", [
    ["commands_taken", writers.taken.length, "commands"],
    ["commands_lost", lost, "commands"],
    ["commands_double", double, "commands"],
    ["unexpected_answers", [...writers.unexpected.values()].reduce((a, b) => a + b, 0), "answers"],
    ["server_back_p95_ms", percentile(backs("server"), 0.95), "ms"],
    ["server_back_max_ms", Math.max(0, ...backs("server")), "ms"],
    ["database_back_p95_ms", percentile(backs("database"), 0.95), "ms"],
    ["database_back_max_ms", Math.max(0, ...backs("database")), "ms"],
  ]);
}
