import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { theRoom } from "@amaliyat/contract/room";
import { statistics } from "@amaliyat/contract/statistics";
import { IMPORT_COLUMNS, type ImportKind } from "@amaliyat/domain/statistics";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeClient, type Client } from "../../simulator/src/api/client.ts";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { furnish, placeIn, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";

const EVERY_MS = 25;
const LOOK_EVERY_MS = 500;
const WITHIN_MS = 600_000;

const fileOf = (kind: ImportKind, rows: readonly string[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from([IMPORT_COLUMNS[kind].join(","), ...rows, ""].join("\n")));

/** History of a past year with one year that cannot be, at its head: the file that once used up the numbers of a year. */
function yearOfHistory(rows: number): Uint8Array<ArrayBuffer> {
  const from = Date.UTC(2019, 0, 2);
  const at = (nth: number) => new Date(from + nth * 100_000).toISOString().slice(0, 19);
  const good = Array.from({ length: rows }, (_, nth) => `${at(nth)},call,L17,OTH.AST,SU${(nth % 8) + 1},,,,,`);
  return fileOf("interventions", ["0999-01-01T00:00,call,L17,OTH.AST,,,,,,", ...good]);
}

const commas = (): Uint8Array<ArrayBuffer> =>
  fileOf(
    "calls",
    Array.from({ length: 3 }, () => ",".repeat(400_000)),
  );

type Worst = { readonly act: string; readonly took: number; readonly atS: number };
type Answers = { readonly all: number[]; readonly openings: number[]; readonly worst: Worst[] };

/** Number of the slowest answers that are named. */
const WORST = 5;

/** Other people ask and open interventions, one after the other each, until `stopped`. */
async function others(dispatcher: Client, supervisor: Client, stranger: Client, stopped: AbortSignal): Promise<Answers> {
  const answers: Answers = { all: [], openings: [], worst: [] };
  const start = performance.now();
  const ask = async (name: string, act: () => Promise<unknown>, more?: number[]): Promise<void> => {
    while (!stopped.aborted) {
      const begun = performance.now();
      await act();
      const took = performance.now() - begun;
      answers.all.push(took);
      more?.push(took);
      answers.worst.push({ act: name, took, atS: (begun - start) / 1000 });
      if (answers.worst.length > WORST) answers.worst.sort((a, b) => b.took - a.took).pop();
      await pause(EVERY_MS);
    }
  };
  let nth = 0;
  await Promise.all([
    ask("health", () => stranger.must(theRoom.health, {})),
    ask("me", () => supervisor.must(identity.me, {})),
    ask("list", () => dispatcher.must(interventions.list, { query: { state: "open", size: 50 } })),
    ask(
      "open",
      () =>
        dispatcher.must(interventions.open, { body: { origin: "desk", place: placeIn(nth++), subcategory: "OTH.AST", priority: "P4" } }),
      answers.openings,
    ),
  ]);
  return answers;
}

async function importing(analyst: Client, kind: ImportKind, fileName: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const begun = performance.now();
  let job = await analyst.must(statistics.startImport, { query: { kind, fileName }, body });
  while (job.endedAt === null) {
    if (performance.now() - begun > WITHIN_MS) throw new Error(`${fileName} was not in after ${WITHIN_MS / 1000} s`);
    await pause(LOOK_EVERY_MS);
    job = await analyst.must(statistics.oneImport, { params: { importId: job.importId } });
  }
  return `${fileName}: ${job.state}, ${job.taken} of ${job.rows} taken, ${job.refused} refused, ${((performance.now() - begun) / 1000).toFixed(1)} s`;
}

/** Answers to other people, and the delay of the room's event loop, while files are imported, beside the same without them. */
export async function importCase(quick: boolean): Promise<Row[]> {
  const [rows, calmMs] = quick ? [20_000, 5_000] : [200_000, 30_000];
  await using folder = await temporaryFolder();
  const delays = join(folder.path, "loop-delay.json");
  await using database = await startBenchDatabase();
  const options = process.env["NODE_OPTIONS"];
  process.env["NODE_OPTIONS"] = `${options ?? ""} --import ${new URL("./loop-delay.ts", import.meta.url).href}`;
  process.env["BENCH_LOOP_DELAY"] = delays;
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api,worker",
  });
  process.env["NODE_OPTIONS"] = options ?? "";
  await furnish(room);
  // A session reads 50 times a second at most.
  const [analyst, dispatcher, supervisor] = await Promise.all(
    (["analyst", "dispatcher", "supervisor"] as const).map((role) => signInAs(room.url, role)),
  );
  if (!analyst || !dispatcher || !supervisor) throw new Error("somebody could not sign in");
  const delay = async (): Promise<{ p99: number; max: number }> => {
    rmSync(delays, { force: true });
    process.kill(room.pid, "SIGUSR2");
    for (let tries = 0; tries < 100; tries++) {
      await pause(20);
      try {
        return JSON.parse(readFileSync(delays, "utf8")) as { p99: number; max: number };
      } catch {
        // Not written yet.
      }
    }
    throw new Error("the room did not tell its event loop's delay");
  };
  const measured = async (subject: string, work: () => Promise<void>): Promise<Row[]> => {
    const stop = new AbortController();
    await delay();
    const answers = others(dispatcher, supervisor, makeClient(room.url), stop.signal);
    await work();
    stop.abort();
    const { all, openings, worst } = await answers;
    const { p99, max } = await delay();
    const named = worst.map(({ act, took, atS }) => `${act} ${took.toFixed(0)} ms at ${atS.toFixed(1)} s`);
    say(`${subject}: ${all.length} answers to others; slowest: ${named.join(", ")}`);
    return rowsOf("import", subject, [
      ["others_p99_ms", percentile(all, 0.99), "ms"],
      ["others_max_ms", percentile(all, 1), "ms"],
      ["openings_p99_ms", percentile(openings, 0.99), "ms"],
      ["loop_delay_p99_ms", p99, "ms"],
      ["loop_delay_max_ms", max, "ms"],
    ]);
  };
  // First answers make the room compile and plan. That cost is not counted as part of an import.
  await measured("first answers", () => pause(3_000));
  // Writing the files keeps this program busy, and is nobody's import.
  const [history, faulty] = [yearOfHistory(rows), commas()];
  const calm = await measured("amaliyat, no import", () => pause(calmMs));
  const busy = await measured("amaliyat", async () => {
    say(await importing(analyst, "interventions", `history-${rows}.csv`, history));
    say(await importing(analyst, "calls", "commas.csv", faulty));
  });
  return [...busy, ...calm];
}
