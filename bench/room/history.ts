import { archive } from "@amaliyat/contract/archive";
import { interventions } from "@amaliyat/contract/interventions";
import { places } from "@amaliyat/contract/places";
import { statistics } from "@amaliyat/contract/statistics";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { pace } from "../harness/pace.ts";
import { percentile } from "../harness/percentile.ts";
import { runMsOf } from "../harness/processes.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import type { Client } from "../../simulator/src/api/client.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { startBenchDatabase } from "./database.ts";
import { makeHistory } from "./make-history.ts";
import { someFilter, type PageQuery } from "./page-queries.ts";
import { pickFrom, seededRandom } from "./random.ts";

const PAGES = 3;
const SEED = 20_231;
const TOLD = 8;
const WARM_UP = 20;

/** Measures a request by elapsed time, or by the processor time of the room and its database. A run chooses one of the two. */
type Meter = <T>(work: () => Promise<T>) => Promise<{ readonly value: T; readonly ms: number }>;

const clock: Meter = async (work) => {
  const begun = performance.now();
  const value = await work();
  return { value, ms: performance.now() - begun };
};

/** Never together with the clock: what reading this costs between two requests doubled the slowest twentieth of them. */
const processorOf =
  (pids: readonly number[]): Meter =>
  async (work) => {
    const before = await runMsOf(pids);
    const value = await work();
    return { value, ms: (await runMsOf(pids)) - before };
  };

type Reader = { readonly who: string; readonly client: Client };
type Page = { readonly ms: number; readonly who: string; readonly query: PageQuery; readonly rows: number };

/** The first pages of one filter, each by the cursor that the last one gave. */
async function pagesOf({ who, client }: Reader, query: PageQuery, meter: Meter): Promise<Page[]> {
  const taken: Page[] = [];
  let cursor: string | null = null;
  do {
    const asked: PageQuery = cursor === null ? query : { ...query, cursor };
    const begun = performance.now();
    const { value, ms } = await meter(() => client.must(interventions.list, { query: asked }));
    await pace(begun);
    taken.push({ ms, who, query: asked, rows: value.rows.length });
    cursor = value.next;
  } while (cursor !== null && taken.length < PAGES);
  return taken;
}

async function measurePages(readers: readonly Reader[], filters: number, meter: Meter): Promise<Page[]> {
  const random = seededRandom(SEED);
  const taken: Page[] = [];
  for (let at = 0; at < filters && !interrupted.aborted; at++)
    taken.push(...(await pagesOf(pickFrom(readers, random), someFilter(Date.now(), random), meter)));
  return taken;
}

/** Words as people type them who look for something that is over; `سوق الحجر` is a place that the town knows. */
export const WORDS = [
  "أمس حادث شارع الأمير",
  "hier accident avenue de la Palestine",
  "سوق الحجر 77",
  "أول أمس سرقة سوق الحجر",
  "الشهر الماضي مخدرات حي النصر",
  "last week theft boulevard du 5 juillet",
  "H000123456",
  "سرقة",
  "شجار ليلا سوق الحجر",
  "5 juillet incendie",
  "0550 12 34 56",
  "Yacine Hamdani",
  "يوسف بن عمار 4711",
  "الشهر الماضي Nadia Benali",
  "محمد",
  "00123-116-30",
  "رونو بيضاء 123 116",
  "nothing of this name",
];
/** The place of that name. */
export const MARKET = {
  names: { ar: "سوق الحجر", fr: "Marché aux pierres" },
  kind: "market",
  point: { lat: 31.955, lon: 5.34 },
} as const;
const TURNS = 8;

/** The first page of each search of the archive, by each reader. */
async function measureSearches(readers: readonly Reader[], turns: number): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < turns && !interrupted.aborted; turn++)
    for (const { who, client } of readers)
      for (const words of WORDS) {
        const begun = performance.now();
        const { value, ms } = await clock(() => client.must(archive.search, { body: { words } }));
        await pace(begun);
        taken.push(ms);
        if (turn === 0) say(`${ms.toFixed(0)} ms, ${value.rows.length} rows, ${who}: ${words}`);
      }
  return taken;
}

/** Half-year bulletins of the last two whole years, each read twice. */
async function measureBulletins(analyst: Client): Promise<number[]> {
  const year = new Date().getUTCFullYear();
  const periods = [year - 1, year - 2].flatMap((each) => [
    { from: `${each}-01-01`, to: `${each}-06-30` },
    { from: `${each}-07-01`, to: `${each}-12-31` },
  ]);
  const taken: number[] = [];
  for (const query of [...periods, ...periods]) taken.push((await clock(() => analyst.must(statistics.bulletin, { query }))).ms);
  return taken;
}

const shareOf = (taken: readonly Page[], share: number): number =>
  percentile(
    taken.map(({ ms }) => ms),
    share,
  );

/** A long history in the database: filtered pages by cursor, and the bulletin of a half-year, through the API. */
export async function history(quick: boolean): Promise<Row[]> {
  const count = quick ? 100_000 : 1_000_000;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  await makeHistory(database.client, count);
  const readers: Reader[] = [
    { who: "dispatcher of all sectors", client: await signInAs(room.url, "dispatcher") },
    { who: "operator of one sector", client: await signInAs(room.url, "operator1") },
  ];
  for (const { client } of readers) await client.ask(places.create, { body: MARKET });
  await measurePages(readers, WARM_UP, clock);
  const pages = await measurePages(readers, quick ? 80 : 300, clock);
  for (const { ms, who, query, rows } of pages.toSorted((x, y) => y.ms - x.ms).slice(0, TOLD))
    say(`${ms.toFixed(0)} ms, ${rows} rows, ${who}: ${JSON.stringify(query)}`);
  const searches = await measureSearches(readers, quick ? 2 : TURNS);
  const bulletins = await measureBulletins(await signInAs(room.url, "analyst"));
  const computed = await measurePages(readers, quick ? 40 : 150, processorOf([room.pid, database.pid]));
  say(`${pages.length} pages, ${searches.length} searches, ${bulletins.length} bulletins, load ${loadNow()}`);
  return rowsOf(`${count} interventions`, "amaliyat", [
    ["page_p50_ms", shareOf(pages, 0.5), "ms"],
    ["page_p95_ms", shareOf(pages, 0.95), "ms"],
    ["page_cpu_p50_ms", shareOf(computed, 0.5), "ms"],
    ["page_cpu_p95_ms", shareOf(computed, 0.95), "ms"],
    ["find_p50_ms", percentile(searches, 0.5), "ms"],
    ["find_p95_ms", percentile(searches, 0.95), "ms"],
    ["bulletin_ms", percentile(bulletins, 0.5), "ms"],
  ]);
}
