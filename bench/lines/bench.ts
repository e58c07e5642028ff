import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { pause } from "../harness/ending.ts";
import { startProgram } from "../harness/child.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { runParts, type Parts } from "../harness/parts.ts";
import { cpuSecondsOf } from "../harness/processes.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import type { BenchDatabase } from "../room/database.ts";
import { startCallers, type CallersAsked } from "./callers.ts";
import { figuresOf, judge, type Written } from "./judge.ts";
import { runKills } from "./kills.ts";
import { startStaffed } from "./staffed.ts";
import { makeReady } from "./takers.ts";
import { runWaiting } from "./waiting.ts";

const ANSWER_AFTER_MS = 700;
const RECORDED_WITHIN_MS = 60_000;
const IDLE_MS = 5_000;
/** Above this share of all cores the machine is full, and the sender of the callers disturbs the measurement. */
const FULL = 0.9;

async function readWritten({ client }: BenchDatabase, count: number): Promise<Written> {
  const offers = await client.query<{ leg_id: string; at: Date }>("select leg_id, at from call_leg where kind = 'offer'");
  const read = async (): Promise<Written["recordings"]> =>
    (
      await client.query<{ number: string; seconds: number; lost: number }>(
        "select number_key as number, seconds, lost from call_recording join call using (call_id)",
      )
    ).rows;
  let recordings = await read();
  // Sound files are made once a call is over, one after the other.
  for (const until = Date.now() + RECORDED_WITHIN_MS; recordings.length < count && Date.now() < until; recordings = await read())
    await pause(500);
  return { offers: new Map(offers.rows.map(({ leg_id: legId, at }) => [legId, at.getTime()])), recordings };
}

/** Rates at which calls come, and how many come at each. The last is the one of the figures for sound, with the most at once. */
const RATES = [
  { perSecond: 5, count: 50, holdS: 5 },
  { perSecond: 10, count: 100, holdS: 5 },
  { perSecond: 40, count: 200, holdS: 5 },
  { perSecond: 20, count: 200, holdS: 20 },
];
const QUICK = [{ perSecond: 5, count: 20, holdS: 4 }];

async function runRates({ quick }: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const rate of quick ? QUICK : RATES) rows.push(...(await runAt(rate)));
  return rows;
}

/** The rate of the figures for sound, with half of the machine and whole: figures with half are at most three times as long. */
const HALF = { perSecond: 10, count: 60, holdS: 3 };

/** Occupies half of the cores with nothing. */
async function occupyHalf(): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  for (let nth = 0; nth < cpus().length / 2; nth++) stack.use(startProgram(process.execPath, ["-e", "for (;;);"], { signal: "SIGKILL" }));
  await pause(500);
  return stack.move();
}

async function runHalf({ quick }: Options): Promise<Row[]> {
  const rate = quick ? { ...HALF, count: 20 } : HALF;
  const whole = await runAt(rate);
  await using _busy = await occupyHalf();
  const half = await runAt(rate);
  const figures = ["invite_to_word_p95_ms", "invite_to_ring_p95_ms", "offer_to_ring_p95_ms"];
  const valueOf = (rows: readonly Row[], metric: string): number => rows.find((row) => row.metric === metric)?.value ?? Number.NaN;
  return [
    ...whole.filter(({ subject }) => subject === "amaliyat"),
    ...half.filter(({ subject }) => subject === "amaliyat").map((row) => ({ ...row, case: `${row.case}, half of the machine` })),
    ...rowsOf(
      `${rate.perSecond} calls/s, half of the machine`,
      "amaliyat",
      figures.map((metric) => [
        `${metric.replace("_p95_ms", "")}_times`,
        valueOf(half, metric) / valueOf(whole, metric),
        "of the whole machine",
      ]),
    ),
  ];
}

const PARTS: Parts = { rates: runRates, half: runHalf, waiting: runWaiting, kills: runKills };

/**
 * Calls from the trunk, announced, offered, answered at a console, bridged and recorded, at several rates; and kills of the room while callers
 * wait. A thousand kills take an hour and more: they are asked for.
 */
export const run = (options: Options): Promise<Row[]> => runParts("lines", PARTS, options, ["rates"]);

type Rate = (typeof RATES)[number];

async function runAt({ perSecond, count, holdS }: Rate): Promise<Row[]> {
  await using staffed = await startStaffed(count);
  const { database, lines, room, takers, file } = staffed;
  const asked: CallersAsked = { ...staffed.asked, calls: count, perSecond, answerAfterMs: ANSWER_AFTER_MS };
  await writeFile(file, JSON.stringify(asked), { mode: 0o600 });
  await using callers = await startCallers(file);
  await makeReady(takers);
  const subjects = {
    amaliyat: room.pid,
    rtpengine: lines.rtpengine,
    kamailio: lines.kamailio,
    postgresql: database.pid,
    generator: callers.pid,
  };
  const spent = async (): Promise<{ at: number; cpu: number[] }> => ({
    cpu: await Promise.all(Object.values(subjects).map((pid) => cpuSecondsOf([pid]))),
    at: performance.now(),
  });
  // Subtract the statements that the room runs by itself: they are no cost of a call.
  const idleFrom = await database.statements();
  await pause(IDLE_MS);
  const idle = ((await database.statements()) - idleFrom) / IDLE_MS;
  say(`${perSecond} calls a second until ${count} are bridged`);
  const [first, before] = [await spent(), await database.statements()];
  const talking = await callers.dial();
  const [all, after] = [await spent(), await database.statements()];
  const statements = (after - before - idle * (all.at - first.at)) / count;
  say(`${talking} talk, load ${loadNow()}`);
  await pause(holdS * 1_000);
  const last = await spent();
  const { calls, rings } = await callers.end();
  const judged = judge(calls, rings, await readWritten(database, count), holdS);
  if (judged.failed > 0) say(`${judged.failed} calls failed: ${judged.why.join(", ")}`);
  const share = (from: typeof first, to: typeof first, nth: number): number =>
    (100 * ((to.cpu[nth] ?? 0) - (from.cpu[nth] ?? 0))) / ((to.at - from.at) / 1_000);
  const name = `${perSecond} calls/s`;
  const cpuRows = Object.keys(subjects).flatMap((subject, nth) =>
    rowsOf(name, subject, [
      ["cpu_arriving_percent", share(first, all, nth), "% of a core"],
      ["cpu_bridged_percent", share(all, last, nth), "% of a core"],
    ]),
  );
  const total = (from: typeof first, to: typeof first): number =>
    Object.keys(subjects).reduce((sum, _subject, nth) => sum + share(from, to, nth), 0);
  const isFull = Math.max(total(first, all), total(all, last)) > FULL * 100 * cpus().length;
  if (isFull) say("the machine was full: the process that sends for callers and consoles took part of it");
  return [
    ...rowsOf(name, "amaliyat", [
      ["bridged_at_once", talking, "calls"],
      ...figuresOf(judged),
      ["statements_per_call", statements, "until it is bridged"],
    ]),
    ...cpuRows,
    ...rowsOf(name, "generator", [["machine_full", isFull ? 1 : 0, "0 or 1"]]),
  ];
}
