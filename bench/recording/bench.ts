import { rm } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchCameras } from "../material/cameras.ts";
import { hasFfmpeg, mainClip } from "../material/clip.ts";
import { amaliyat } from "./amaliyat.ts";
import { ffmpeg } from "./ffmpeg.ts";
import { measure, type Measured, type Window } from "./measure.ts";

const FULL: Window = { warmUpMs: 8_200, lengthMs: 30_000 };
const QUICK: Window = { warmUpMs: 8_200, lengthMs: 10_000 };

const figures = ({ cpuSPerStreamMin, pssMbPerStream, framesLost, loopDelayP99Ms }: Measured): [string, number, string][] => [
  ["cpu_s_per_stream_min", cpuSPerStreamMin, "s"],
  ["pss_mb_per_stream", pssMbPerStream, "MB"],
  ["frames_lost", framesLost, "frames"],
  ...(loopDelayP99Ms === null ? [] : ([["loop_delay_p99_ms", loopDelayP99Ms, "ms"]] as [string, number, string][])),
];

/** The recorder and one ffmpeg a camera, one after the other on the same cameras, for each number of streams. */
export async function run(options: Options): Promise<Row[]> {
  const streams = options.streams ?? (options.quick ? [8] : [1, 8, 32]);
  const window = options.quick ? QUICK : FULL;
  const subjects = [amaliyat(options.workers ?? 2), ...((await hasFfmpeg()) ? [ffmpeg] : [])];
  if (subjects.length === 1) say("there is no ffmpeg here: nothing to compare with");
  await using cameras = await startBenchCameras({ count: Math.max(...streams), main: await mainClip() });
  await using folder = await temporaryFolder();
  const rows: Row[] = [];
  for (const count of streams) {
    const name = `${count} streams`;
    const cost = new Map<string, number>();
    for (const subject of subjects) {
      const measured = await measure(subject, cameras, count, folder.path, window);
      cost.set(subject.name, measured.cpuSPerStreamMin);
      rows.push(...rowsOf(name, subject.name, figures(measured)));
      await rm(join(folder.path, subject.name), { recursive: true, force: true });
    }
    const peer = cost.get("ffmpeg");
    if (peer !== undefined) rows.push(...rowsOf(name, "amaliyat", [["ratio_to_ffmpeg", (cost.get("amaliyat") ?? 0) / peer, "ratio"]]));
  }
  return rows;
}
