import { reports, type Followed, type QueueRow } from "@amaliyat/contract/reports";
import { codeFrom } from "@amaliyat/domain/reports";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { percentile } from "../harness/percentile.ts";
import { watchPeaks } from "../harness/processes.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { network, type Network } from "../reports/from-network.ts";
import { startBenchDatabase, type BenchDatabase } from "../room/database.ts";
import { furnish, placeIn, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { work } from "../../simulator/src/citizens/work.ts";

const PER_SECOND = 50;
/** Reports that wait before the flood begins. */
const OPEN = 10_000;

/** Rows within which an honest report must stand, and how long it is looked for. */
const FIRST = 5;
const PATIENCE_MS = 10_000;
/** From one honest report to the next, and from one look at the queue to the next. */
const HONEST_EVERY_MS = 1_500;
const LOOK_EVERY_MS = 40;
/** Of the attacker, and of the neighbour in its network. */
const [FLOODED, ATTACKER, NEIGHBOUR] = [3, 7, 9] as const;

/** Words of the flood: always the same, one word changed a report, no word twice. */
const FORMS = {
  same: () => "نجدة نجدة هناك حريق كبير في السوق",
  slow: (nth: number) =>
    `نجدة نجدة هناك حريق كبير في السوق رقم ${nth} ${["قرب المسجد", "قرب المدرسة", "قرب البريد"][Math.floor(nth / 20) % 3]}`,
  random: () => randomBytes(24).toString("base64url"),
} as const satisfies Readonly<Record<string, (nth: number) => string>>;

const body = (words: string, place: { lat: number; lon: number } | null) => ({
  code: codeFrom(randomBytes(11)),
  device: randomBytes(24).toString("base64url"),
  proof: null,
  kind: "danger",
  sort: "information",
  danger: true,
  language: "ar",
  words,
  place: place === null ? null : { point: place, accuracyM: 15, source: "phone" },
  placeText: null,
  happenedAt: null,
  writtenAt: new Date().toISOString(),
  contact: null,
  files: [],
});
type Body = ReturnType<typeof body>;

async function post(by: Network, url: string, path: string, sent: unknown): Promise<Response> {
  return by.ask(new URL(path, url), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) });
}

/** Reports of the days before, of all kinds, none of them danger but three. */
async function fill({ client }: BenchDatabase, count: number): Promise<void> {
  await client.query(
    `insert into report (report_id, reference, state, channel, nature, kind, sort, danger, language, received_at, written_at, code_hash, kept_until, urgency)
     select gen_random_uuid(), 'B-' || n, 'waiting', 'APP', 'OTH', (array['theft','obstacle','damage','other'])[1 + n % 4], 'information', n <= 3, 'ar',
       now() - interval '3 days' + n * interval '20 seconds', now(), sha256(('b' || n)::bytea), now() + interval '1 year',
       case when n <= 3 then 90 else 210 + 10 * (n % 3) end from generate_series(1, $1) n`,
    [count],
  );
  await client.query("analyze report");
}

type Honest = { readonly rank: number; readonly again: number; readonly seenMs: number };

/**
 * Honest senders: a stranger with nothing to show, and neighbours in the flooded network with a fix, or with proof of work done after
 * sending.
 */
const HONEST = ["stranger", "fix", "proof"] as const;

/**
 * Sends 50 false reports of danger a second from one network into a room with 10,000 waiting. Measures the rank of an honest report, its
 * delay, and whether it keeps the rank when the list is read again. A desk that does its work closes each honest report that it saw.
 * `seconds` is the time of all three forms together; ten minutes is the full measure.
 */
export async function flood(seconds: number): Promise<Row[]> {
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api,worker",
  });
  const { url } = room;
  await furnish(room);
  await fill(database, OPEN);
  const desk = await signInAs(url, "dispatcher");
  const queue = (): Promise<readonly QueueRow[]> => desk.must(reports.queue, { query: { size: 200 } });
  using attacker = network(FLOODED, ATTACKER);
  using neighbour = network(FLOODED, NEIGHBOUR);
  using watched = watchPeaks(room.pid, 500);
  let [sent, taken] = [0, 0];
  const told = async (): Promise<number> =>
    Number(
      (await database.client.query<{ n: string }>("select count(*) as n from live_event where topic in ('report','report_wave')")).rows[0]
        ?.n ?? 0,
    );
  const [toldBefore, sizeBefore] = [await told(), await sizeOf(database)];

  const attack = async (words: (nth: number) => string, untilMs: number): Promise<void> => {
    const under = new Set<Promise<void>>();
    const begun = performance.now();
    for (let nth = 0; performance.now() < untilMs && !interrupted.aborted; nth++) {
      const wait = begun + (nth * 1_000) / PER_SECOND - performance.now();
      if (wait > 1) await sleep(wait);
      sent += 1;
      const one = post(attacker, url, reports.send.path, body(words(nth), null)).then(
        (answer) => void (taken += answer.ok ? 1 : 0),
        () => undefined,
      );
      under.add(one);
      void one.finally(() => under.delete(one));
    }
    await Promise.all(under);
  };

  const honest = async (who: (typeof HONEST)[number], nth: number): Promise<Honest> => {
    using stranger = network(100 + nth, 11);
    const by = who === "stranger" ? stranger : neighbour;
    const own: Body = body(`نجدة حقيقية ${nth}`, who === "fix" ? placeIn(nth) : null);
    let begun = performance.now();
    const { reference } = (await (await post(by, url, reports.send.path, own)).json()) as Followed;
    if (who === "proof") {
      const task = (await (await by.ask(new URL(`${reports.task.path}?use=danger`, url), { method: "GET" })).json()) as {
        task: string;
        bits: number;
      };
      const proof = await work(task, own.code);
      begun = performance.now();
      const answer = await post(by, url, reports.prove.path, { code: own.code, proof });
      if (!answer.ok) say(`work was not taken: ${answer.status} ${await answer.text()}`);
    }
    const placeNow = async (): Promise<number> => (await queue()).findIndex((row) => row.reference === reference) + 1;
    let rank = 0;
    while (performance.now() - begun < PATIENCE_MS) {
      rank = await placeNow();
      if (rank > 0 && rank <= FIRST) break;
      await sleep(LOOK_EVERY_MS);
    }
    const seenMs = performance.now() - begun;
    await sleep(500);
    const again = await placeNow();
    const [row] = (await desk.must(reports.list, { query: { q: reference } })).rows;
    if (row !== undefined) {
      const params = { reportId: row.reportId };
      await desk.must(reports.open, { params });
      await desk.must(reports.take, { params });
      await desk.must(reports.close, { params, body: { end: "handled", words: null } });
    }
    const missed = OPEN + sent;
    return { rank: rank === 0 ? missed : rank, again: again === 0 ? missed : again, seenMs };
  };

  const seen: Record<(typeof HONEST)[number], Honest[]> = { stranger: [], fix: [], proof: [] };
  let nth = 0;
  for (const [form, words] of Object.entries(FORMS)) {
    say(`${PER_SECOND} false reports a second for ${(seconds / 3).toFixed(0)} s, words: ${form}`);
    const until = performance.now() + (seconds * 1_000) / 3;
    const flooding = attack(words, until);
    while (performance.now() < until && !interrupted.aborted) {
      const who = HONEST[nth % HONEST.length] ?? "stranger";
      seen[who].push(await honest(who, nth));
      nth += 1;
      await sleep(HONEST_EVERY_MS);
    }
    await flooding;
  }
  const all = Object.values(seen).flat();
  const counts = await desk.must(reports.queueCounts, {});
  const rows = await queue();
  const bytes = ((await sizeOf(database)) - sizeBefore) / Math.max(1, sent);
  const events = ((await told()) - toldBefore) / seconds;
  const wave = rows.find((row) => row.wave !== null)?.wave;
  const closing = performance.now();
  const closed = wave
    ? (await desk.must(reports.closeWave, { params: { waveId: wave.waveId }, body: { end: "nuisance", words: null } })).closed
    : 0;
  const closeMs = performance.now() - closing;
  const ranks = all.flatMap(({ rank, again }) => [rank, again]);
  return [
    ...rowsOf("flood of danger", "amaliyat", [
      ["honest_rank_p99", percentile(ranks, 0.99), "rows"],
      [
        "honest_seen_p99_ms",
        percentile(
          all.map(({ seenMs }) => seenMs),
          0.99,
        ),
        "ms",
      ],
      ["honest", all.length, "reports"],
      ["flood_sent", sent, "reports"],
      ["flood_refused", sent - taken, "reports"],
      ["in_waves", counts.inWaves, "reports"],
      ["rows_of_danger", rows.filter((row) => row.danger).length, "rows"],
      ["events_per_s", events, "events"],
      ["database_bytes_per_report", bytes, "bytes"],
      ["room_peak_mb", watched.peaks().own, "MB"],
      ["wave_closed", closed, "reports"],
      ["wave_close_ms", closeMs, "ms"],
    ]),
    ...HONEST.flatMap((who) =>
      rowsOf(`flood of danger, ${who}`, "amaliyat", [
        ["honest_rank_max", Math.max(0, ...seen[who].flatMap(({ rank, again }) => [rank, again])), "rows"],
        ["honest_seen_max_ms", Math.max(0, ...seen[who].map(({ seenMs }) => seenMs)), "ms"],
      ]),
    ),
  ];
}

const sizeOf = async ({ client }: BenchDatabase): Promise<number> =>
  Number((await client.query<{ size: string }>("select pg_database_size(current_database()) as size")).rows[0]?.size ?? 0);
