import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { percentile, slope } from "../harness/percentile.ts";
import { usageOf } from "../harness/processes.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchCameras } from "../material/cameras.ts";
import { mainClip, subClip } from "../material/clip.ts";
import { addCameras } from "../town/add-cameras.ts";
import { furnish } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { startViewers } from "./viewers.ts";

const CAMERAS = 8;
const CONSOLES = 20;
const SAMPLE_MS = 5_000;
const HOUR_MS = 3_600_000;
/** A shorter run shows how a room warms up, not how it grows. */
const LEAST_GROWTH_MS = 4 * 60_000;

/** Memory of the program and of all processes of its PostgreSQL, sampled while cameras are recorded and watched. */
export async function memory(quick: boolean, minutes: number | null): Promise<Row[]> {
  const lengthMs = quick ? 10_000 : (minutes ?? 10) * 60_000;
  await using folder = await temporaryFolder();
  await using cameras = await startBenchCameras({ count: CAMERAS, main: await mainClip(), sub: subClip() });
  await using room = await startRoomProcess({ data: folder.path });
  await furnish(room.url);
  const cameraIds = await addCameras(room.url, cameras, { count: CAMERAS });
  await using viewers = await startViewers({ url: room.url, cameraIds, count: CONSOLES });
  say(`${CAMERAS} cameras, ${CONSOLES} consoles, for ${Math.round(lengthMs / 1000)} s`);
  const begun = performance.now();
  const samples: { readonly at: number; readonly pssMb: number; readonly rssMb: number }[] = [];
  while (performance.now() - begun < lengthMs) {
    await pause(SAMPLE_MS);
    const usage = await usageOf([room.pid]);
    samples.push({ at: performance.now() - begun, pssMb: usage.pssMb, rssMb: usage.rssMb });
  }
  const { processes } = await usageOf([room.pid]);
  const { frames, closed } = await viewers.seen();
  const least = Math.min(...frames) / ((performance.now() - begun) / 1000);
  say(`${processes} processes, the slowest console had ${least.toFixed(1)} messages a second, ${closed} sockets closed, load ${loadNow()}`);
  // The first half fills caches and compiles code: growth is judged by the second.
  const settled = samples.filter(({ at }) => at > lengthMs / 2);
  const growth = slope(settled.map(({ at, pssMb }) => [at, pssMb]));
  const pss = samples.map(({ pssMb }) => pssMb);
  return rowsOf(`${CAMERAS} cameras, ${CONSOLES} consoles`, "amaliyat", [
    ["memory_mb", percentile(pss, 1), "MB"],
    ["memory_p50_mb", percentile(pss, 0.5), "MB"],
    [
      "memory_rss_mb",
      percentile(
        samples.map(({ rssMb }) => rssMb),
        1,
      ),
      "MB",
    ],
    ...(lengthMs < LEAST_GROWTH_MS ? [] : [["memory_growth_mb_per_h", growth * HOUR_MS, "MB/h"] as const]),
  ]);
}
