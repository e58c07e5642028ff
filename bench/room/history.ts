import { interventions } from "@amaliyat/contract/interventions";
import { statistics } from "@amaliyat/contract/statistics";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import type { Client } from "../../simulator/src/api/client.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { startBenchDatabase } from "./database.ts";
import { makeHistory } from "./make-history.ts";
import { someFilter, type PageQuery } from "./page-queries.ts";
import { seededRandom } from "./random.ts";

const PAGES = 3;
const SEED = 20_231;
const TOLD = 8;

type Taken = { readonly ms: number; readonly who: string; readonly query: PageQuery; readonly rows: number };

/** The first pages of one filter, each by the cursor that the last one gave. */
async function pagesOf(client: Client, who: string, query: PageQuery): Promise<Taken[]> {
  const taken: Taken[] = [];
  let cursor: string | null = null;
  do {
    const asked: PageQuery = cursor === null ? query : { ...query, cursor };
    const begun = performance.now();
    const page = await client.must(interventions.list, { query: asked });
    taken.push({ ms: performance.now() - begun, who, query: asked, rows: page.rows.length });
    cursor = page.next;
  } while (cursor !== null && taken.length < PAGES);
  return taken;
}

async function measurePages(clients: readonly (readonly [string, Client])[], filters: number): Promise<Taken[]> {
  const random = seededRandom(SEED);
  const taken: Taken[] = [];
  for (let at = 0; at < filters && !interrupted.aborted; at++) {
    const [who, client] = clients[at % clients.length] ?? clients[0] ?? [];
    if (client !== undefined && who !== undefined) taken.push(...(await pagesOf(client, who, someFilter(Date.now(), random))));
  }
  return taken;
}

/** Half-year bulletins of three years, each read twice. */
async function measureBulletins(analyst: Client): Promise<number[]> {
  const year = new Date().getUTCFullYear();
  const periods = [year - 1, year - 2].flatMap((each) => [
    { from: `${each}-01-01`, to: `${each}-06-30` },
    { from: `${each}-07-01`, to: `${each}-12-31` },
  ]);
  const taken: number[] = [];
  for (const query of [...periods, ...periods]) {
    const begun = performance.now();
    await analyst.must(statistics.bulletin, { query });
    taken.push(performance.now() - begun);
  }
  return taken;
}

/** A long history in the database: filtered pages by cursor, and the bulletin of a half-year, through the API. */
export async function history(quick: boolean): Promise<Row[]> {
  const count = quick ? 100_000 : 1_000_000;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase(folder.path);
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, roles: "api" });
  await furnish(room.url);
  await makeHistory(database.client, count);
  const clients = [
    ["dispatcher of all sectors", await signInAs(room.url, "dispatcher")],
    ["operator of one sector", await signInAs(room.url, "operator1")],
  ] as const;
  await measurePages(clients, 20);
  const pages = await measurePages(clients, quick ? 100 : 300);
  const slowest = pages.toSorted((a, b) => b.ms - a.ms).slice(0, TOLD);
  for (const { ms, who, query, rows } of slowest) say(`${ms.toFixed(0)} ms, ${rows} rows, ${who}: ${JSON.stringify(query)}`);
  const bulletins = await measureBulletins(await signInAs(room.url, "analyst"));
  say(`${pages.length} pages, ${bulletins.length} bulletins, load ${loadNow()}`);
  const times = pages.map(({ ms }) => ms);
  return rowsOf(`${count} interventions`, "amaliyat", [
    ["page_p50_ms", percentile(times, 0.5), "ms"],
    ["page_p95_ms", percentile(times, 0.95), "ms"],
    ["bulletin_ms", percentile(bulletins, 0.5), "ms"],
  ]);
}
