import { interventions } from "@amaliyat/contract/interventions";
import { statistics } from "@amaliyat/contract/statistics";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
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

type Taken = { readonly ms: number; readonly cpuMs: number };
type Page = Taken & { readonly who: string; readonly query: PageQuery; readonly rows: number };

/** How long something takes, and what the room and its database compute for it. */
async function timed<T>(pids: readonly number[], work: () => Promise<T>): Promise<Taken & { readonly value: T }> {
  const cpu = await runMsOf(pids);
  const begun = performance.now();
  const value = await work();
  const ms = performance.now() - begun;
  return { value, ms, cpuMs: (await runMsOf(pids)) - cpu };
}

type Reader = { readonly who: string; readonly client: Client; readonly pids: readonly number[] };

/** The first pages of one filter, each by the cursor that the last one gave. */
async function pagesOf({ who, client, pids }: Reader, query: PageQuery): Promise<Page[]> {
  const taken: Page[] = [];
  let cursor: string | null = null;
  do {
    const asked: PageQuery = cursor === null ? query : { ...query, cursor };
    const { value, ms, cpuMs } = await timed(pids, () => client.must(interventions.list, { query: asked }));
    taken.push({ ms, cpuMs, who, query: asked, rows: value.rows.length });
    cursor = value.next;
  } while (cursor !== null && taken.length < PAGES);
  return taken;
}

async function measurePages(readers: readonly Reader[], filters: number): Promise<Page[]> {
  const random = seededRandom(SEED);
  const taken: Page[] = [];
  for (let at = 0; at < filters && !interrupted.aborted; at++)
    taken.push(...(await pagesOf(pickFrom(readers, random), someFilter(Date.now(), random))));
  return taken;
}

/** Half-year bulletins of the last two whole years, each read twice. */
async function measureBulletins(analyst: Client, pids: readonly number[]): Promise<Taken[]> {
  const year = new Date().getUTCFullYear();
  const periods = [year - 1, year - 2].flatMap((each) => [
    { from: `${each}-01-01`, to: `${each}-06-30` },
    { from: `${each}-07-01`, to: `${each}-12-31` },
  ]);
  const taken: Taken[] = [];
  for (const query of [...periods, ...periods]) taken.push(await timed(pids, () => analyst.must(statistics.bulletin, { query })));
  return taken;
}

/** A long history in the database: filtered pages by cursor, and the bulletin of a half-year, through the API. */
export async function history(quick: boolean): Promise<Row[]> {
  const count = quick ? 100_000 : 1_000_000;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, roles: "api" });
  await furnish(room.url);
  await makeHistory(database.client, count);
  const pids = [room.pid, database.pid];
  const readers: Reader[] = [
    { who: "dispatcher of all sectors", client: await signInAs(room.url, "dispatcher"), pids },
    { who: "operator of one sector", client: await signInAs(room.url, "operator1"), pids },
  ];
  await measurePages(readers, WARM_UP);
  const pages = await measurePages(readers, quick ? 80 : 300);
  for (const { ms, cpuMs, who, query, rows } of pages.toSorted((x, y) => y.cpuMs - x.cpuMs).slice(0, TOLD))
    say(`${ms.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms computed, ${rows} rows, ${who}: ${JSON.stringify(query)}`);
  const bulletins = await measureBulletins(await signInAs(room.url, "analyst"), pids);
  say(`${pages.length} pages, ${bulletins.length} bulletins, load ${loadNow()}`);
  const ofPages = (share: number, of: keyof Taken): number =>
    percentile(
      pages.map((page) => page[of]),
      share,
    );
  const ofBulletins = (of: keyof Taken): number =>
    percentile(
      bulletins.map((each) => each[of]),
      0.5,
    );
  return rowsOf(`${count} interventions`, "amaliyat", [
    ["page_p50_ms", ofPages(0.5, "ms"), "ms"],
    ["page_p95_ms", ofPages(0.95, "ms"), "ms"],
    ["page_cpu_p50_ms", ofPages(0.5, "cpuMs"), "ms"],
    ["page_cpu_p95_ms", ofPages(0.95, "cpuMs"), "ms"],
    ["bulletin_ms", ofBulletins("ms"), "ms"],
    ["bulletin_cpu_ms", ofBulletins("cpuMs"), "ms"],
  ]);
}
