import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePorts } from "@amaliyat/simulator";
import { interrupted, pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";
import { furnish } from "../town/furnish.ts";
import { startBenchLines } from "./edge.ts";
import { startKeptRoom } from "./kept-room.ts";
import { startManyCallers, type Answered, type ManyAsked, type Stay } from "./many-callers.ts";

const PER_SECOND = 20;
const STAYS_MS = [2_000, 6_000] as const;
/** Time between a room that is open again and its next kill, at random up to this, ms. */
const UP_TO_MS = 3_000;
/** Nobody may hear nothing for longer, ms. */
const SILENT_MS = 3_000;
const BACK_WITHIN_MS = 60_000;
const ALL_WRITTEN_WITHIN_MS = 30_000;

const isSilent = ({ answeredAt, wordMs, silenceMs }: Stay): boolean =>
  answeredAt !== null && ((wordMs ?? Infinity) > SILENT_MS || (silenceMs ?? Infinity) > SILENT_MS);

const now = (): number => performance.timeOrigin + performance.now();

/** First answer among the calls dialled between a kill and the next one, in ms from the kill; null without one. */
const firstAnswered = (stays: readonly Answered[], killedAt: number, before: number): number | null => {
  const after = stays.filter(({ dialledAt }) => dialledAt > killedAt && dialledAt < before);
  const answers = after.flatMap(({ answeredAt }) => answeredAt ?? []);
  return answers.length === 0 ? null : Math.min(...answers) - killedAt;
};

/** Findings of the kills so far: a run takes an hour, and may be interrupted. */
const soFar = (stays: readonly Stay[]): string =>
  `${stays.filter(isSilent).length} silent, ${stays.filter(({ answeredAt }) => answeredAt === null).length} not answered, ` +
  `${stays.filter(({ hungUp }) => hungUp).length} hung up`;

/**
 * Kills the room (`kill -9`) at random moments while callers come, wait and leave. Only the edge, the media server and the journal remain.
 */
export async function runKills({ quick, kills: asked }: Options): Promise<Row[]> {
  const kills = asked ?? (quick ? 3 : 1_000);
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const database = stack.use(await startBenchDatabase());
  const lines = stack.use(await startBenchLines(folder.path));
  const [port = 0] = await freePorts(1);
  const room = stack.use(
    await startKeptRoom({
      data: folder.path,
      databaseUrl: database.url,
      ownerUrl: database.ownerUrl,
      roles: "api",
      lines: lines.folder,
      port,
    }),
  );
  await furnish({ url: room.url, data: folder.path });
  const file = join(folder.path, "callers.json");
  const callers: ManyAsked = { trunk: lines.trunk, perSecond: PER_SECOND, staysMs: STAYS_MS };
  await writeFile(file, JSON.stringify(callers), { mode: 0o600 });
  const many = stack.use(await startManyCallers(file));
  many.dial();
  const stays: Stay[] = [];
  // Other moments in each run: 1,000 kills may be made in several runs.
  const seed = Math.trunc(now()) % 2 ** 31;
  say(`moments of the kills by seed ${seed}`);
  const random = seededRandom(seed);
  const killedAt: number[] = [];
  const startMs: number[] = [];
  for (let nth = 0; nth < kills && !interrupted.aborted; nth++) {
    await pause(random() * UP_TO_MS);
    const at = now();
    killedAt.push(at);
    await room.kill();
    startMs.push(now() - at);
    while (firstAnswered(await many.answers(), at, Infinity) === null) {
      if (now() - at > BACK_WITHIN_MS) throw new Error("no caller was answered after a kill");
      await pause(50);
    }
    stays.push(...(await many.stays()));
    if ((nth + 1) % 10 === 0) say(`${nth + 1} kills, ${stays.length} callers came and left, ${soFar(stays)}, load ${loadNow()}`);
  }
  stays.push(...(await many.end()));
  const answered = stays.filter(({ answeredAt }) => answeredAt !== null);
  const numbers = answered.map(({ number }) => number);
  const missing = async (): Promise<number> => {
    const { rows } = await database.client.query<{ n: string }>(
      "select count(*) as n from unnest($1::text[]) as asked (number) where not exists (select from call where from_number = asked.number)",
      [numbers],
    );
    return Number(rows[0]?.n ?? 0);
  };
  const open = async (): Promise<number> =>
    Number((await database.client.query<{ n: string }>("select count(*) as n from call where ended_at is null")).rows[0]?.n ?? 0);
  for (const until = Date.now() + ALL_WRITTEN_WITHIN_MS; (await missing()) + (await open()) > 0 && Date.now() < until;) await pause(200);
  const refused = stays.filter(({ answeredAt }) => answeredAt === null);
  /** A moment among the kills, in words. */
  const amongKills = (moment: number): string => {
    const since = moment - (killedAt.findLast((at) => at < moment) ?? -Infinity);
    const until = (killedAt.find((at) => at > moment) ?? Infinity) - moment;
    return [since, until]
      .map((ms) => (Number.isFinite(ms) ? `${Math.round(ms)} ms` : "none"))
      .join(" after a kill and before the next by ");
  };
  for (const { number, dialledAt, status } of refused)
    say(`${number} was not answered: last heard ${status ?? "nothing"}, dialled by ${amongKills(dialledAt)}`);
  for (const { number, answeredAt } of answered.filter(({ hungUp }) => hungUp)) {
    const { rows } = await database.client.query<{ told: string }>(
      "select concat_ws(' ', call_id, ending, ended_by, ended_at) as told from call where from_number = $1",
      [number],
    );
    say(`${number} was hung up: answered by ${amongKills(answeredAt ?? 0)}; ${rows.map(({ told }) => told).join("; ")}`);
  }
  const awayMs = killedAt.flatMap((at, nth) => firstAnswered(stays, at, killedAt[nth + 1] ?? Infinity) ?? []);
  say(`a first answer after ${awayMs.map(Math.round).join(", ")} ms`);
  return rowsOf(`${killedAt.length} kills`, "amaliyat", [
    ["callers", stays.length, "callers"],
    ["callers_silent", stays.filter(isSilent).length, `silent for more than ${SILENT_MS / 1_000} s`],
    ["callers_unknown", await missing(), "answered and in no row"],
    ["callers_hung_up", answered.filter(({ hungUp }) => hungUp).length, "by the room"],
    ["callers_not_answered", refused.length, "callers"],
    ["calls_left_open", await open(), "after everybody had left"],
    [
      "word_p99_ms",
      percentile(
        answered.flatMap(({ wordMs }) => wordMs ?? []),
        0.99,
      ),
      "ms",
    ],
    ["longest_silence_ms", Math.max(0, ...answered.flatMap(({ silenceMs }) => silenceMs ?? [])), "ms"],
    ["calls_taken_again_p95_ms", percentile(awayMs, 0.95), "ms from the kill to the answer of the first who dialled after it"],
    ["started_again_p95_ms", percentile(startMs, 0.95), "ms from the kill"],
  ]);
}
