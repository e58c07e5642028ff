import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { percentile, slope } from "../harness/percentile.ts";
import { memoryOf, pssOf, type Memory } from "../harness/processes.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchCameras } from "../material/cameras.ts";
import { mainClip } from "../material/clip.ts";
import { addCameras } from "../town/add-cameras.ts";
import { furnish } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { startViewers } from "./viewers.ts";

const CAMERAS = 8;
const CONSOLES = 20;
const SAMPLE_MS = 5_000;
const TOLD_EVERY = 12;
const HOUR_MS = 3_600_000;
/** A shorter run shows how a room warms up, not how it grows. */
const LEAST_GROWTH_MS = 4 * 60_000;

/** MB at a moment, ms from the begin: PSS of everything, of the program, of PostgreSQL; RSS of everything. */
type Sample = { readonly at: number; readonly all: number; readonly server: number; readonly postgres: number; readonly rss: number };

function sampleOf(at: number, processes: readonly Memory[]): Sample {
  const [postgres = [], server = []] = [true, false].map((is) => processes.filter(({ name }) => (name === "postgres") === is));
  const rss = processes.reduce((sum, { rssMb }) => sum + rssMb, 0);
  return { at, all: pssOf(processes), server: pssOf(server), postgres: pssOf(postgres), rss };
}

/** MB an hour. The first half fills caches and compiles code: growth is judged by the second. */
function growthOf(samples: readonly Sample[]): (readonly [string, number, string])[] {
  const settled = samples.slice(Math.floor(samples.length / 2));
  const of = (what: "all" | "server" | "postgres"): number => slope(settled.map((sample) => [sample.at, sample[what]])) * HOUR_MS;
  return [
    ["memory_growth_mb_per_h", of("all"), "MB/h"],
    ["memory_server_growth_mb_per_h", of("server"), "MB/h"],
    ["memory_postgres_growth_mb_per_h", of("postgres"), "MB/h"],
  ];
}

/** Memory of the program and of all processes of its PostgreSQL, sampled while cameras are recorded and watched. */
export async function memory(quick: boolean, minutes: number | null): Promise<Row[]> {
  const lengthMs = quick ? 10_000 : (minutes ?? 10) * 60_000;
  await using folder = await temporaryFolder();
  await using cameras = await startBenchCameras({ count: CAMERAS, main: await mainClip() });
  await using room = await startRoomProcess({ data: folder.path });
  await furnish(room);
  const cameraIds = await addCameras(room.url, cameras, { count: CAMERAS });
  await using viewers = await startViewers({ url: room.url, cameraIds, count: CONSOLES });
  say(`${CAMERAS} cameras, ${CONSOLES} consoles, for ${Math.round(lengthMs / 1000)} s`);
  const begun = performance.now();
  const samples: Sample[] = [];
  while (performance.now() - begun < lengthMs) {
    await pause(SAMPLE_MS);
    samples.push(sampleOf(performance.now() - begun, await memoryOf([room.pid])));
  }
  const { frames, closed } = await viewers.seen();
  const least = Math.min(...frames) / ((performance.now() - begun) / 1000);
  say(`the slowest console had ${least.toFixed(1)} messages a second, ${closed} sockets closed, load ${loadNow()}`);
  for (const { at, server, postgres } of samples.filter((_sample, nth) => nth % TOLD_EVERY === 0))
    say(`after ${(at / 60_000).toFixed(1)} min: program ${server.toFixed(0)} MB, PostgreSQL ${postgres.toFixed(0)} MB`);
  const values = (of: keyof Sample): number[] => samples.map((sample) => sample[of]);
  return rowsOf(`${CAMERAS} cameras, ${CONSOLES} consoles`, "amaliyat", [
    ["memory_mb", percentile(values("all"), 1), "MB"],
    ["memory_p50_mb", percentile(values("all"), 0.5), "MB"],
    ["memory_rss_mb", percentile(values("rss"), 1), "MB"],
    ["memory_server_mb", percentile(values("server"), 1), "MB"],
    ["memory_postgres_mb", percentile(values("postgres"), 1), "MB"],
    ...(lengthMs < LEAST_GROWTH_MS ? [] : growthOf(samples)),
  ]);
}
