import { pause, untilClock } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { runParts } from "../harness/parts.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { CAMERA_USER } from "../material/cameras.ts";
import { lossOf } from "../recording/whole-files.ts";
import { startIsolationCameras } from "./cameras.ts";
import { judge } from "./judge.ts";
import { BAD, layOut, type Kind } from "./layout.ts";
import { startRecorder } from "./recorder.ts";

const STREAMS = 128;
const QUICK_STREAMS = 32;
const FULL = { warmUpMs: 8_200, lengthMs: 60_000 };
const QUICK = { warmUpMs: 8_200, lengthMs: 20_000 };
/** The window begins this long after files changed, as in `recording`. */
const AFTER_CHANGE_MS = 1_200;
const FILE_MS = 10_000;
/** The cuts end this long before the window does. */
const CUTS_END_MS = 5_000;
/** The cuts after the fall of many come within this time. */
const SUDDEN_MS = 1_000;
/** Longest wait for the first pictures of all healthy cameras. */
const START_MS = 60_000;
/** Longest wait for the return of cameras that were cut. */
const RETURN_MS = 60_000;

type Case = {
  readonly says: string;
  readonly bad: readonly Kind[];
  /** Time over which the cuts are spread, of a window. */
  readonly cutWithinMs: (lengthMs: number) => number;
};

/** Half of the cameras are bad all the time, or fall silent at once just before the others are cut. */
const STEADY: Case = { says: "half bad", bad: BAD, cutWithinMs: (lengthMs) => lengthMs - CUTS_END_MS };
const SUDDEN: Case = { says: "half fall at once", bad: ["falling"], cutWithinMs: () => SUDDEN_MS };

const eachCount =
  (of: Case) =>
  async (options: Options): Promise<Row[]> => {
    const rows: Row[] = [];
    for (const count of options.streams ?? [options.quick ? QUICK_STREAMS : STREAMS]) {
      rows.push(...(await measure(of, count, options.workers ?? 2, options.quick ? QUICK : FULL)));
    }
    return rows;
  };

/** Healthy cameras, of which every second one is cut once, among as many bad ones. */
export const run = (options: Options): Promise<Row[]> =>
  runParts("isolation", { steady: eachCount(STEADY), sudden: eachCount(SUDDEN) }, options, options.quick ? ["steady"] : undefined);

async function measure(of: Case, count: number, workers: number, { warmUpMs, lengthMs }: typeof FULL): Promise<Row[]> {
  const places = layOut(count, of.bad);
  const healthy = places.filter(({ kind }) => kind === "healthy");
  await using folder = await temporaryFolder();
  await using cameras = await startIsolationCameras(places, of.cutWithinMs(lengthMs));
  await untilClock(FILE_MS, AFTER_CHANGE_MS - warmUpMs);
  await using recorder = await startRecorder({
    root: folder.path,
    workers,
    told: healthy.map(({ name }) => name),
    cameras: places.map(({ name, kind, host, site }) => ({
      cameraId: name,
      main: { host, port: cameras.portOf(kind), path: `/${name}/main` },
      sub: null,
      site,
      credentials: CAMERA_USER,
      record: true,
    })),
  });
  const notRecorded = (): number => recorder.gaps().filter(({ to }) => to === null).length;
  const startBy = performance.now() + START_MS;
  // A busy machine needs longer: the window begins when all healthy cameras are recorded.
  do await untilClock(FILE_MS, AFTER_CHANGE_MS);
  while (notRecorded() > 0 && performance.now() < startBy);
  if (notRecorded() > 0) throw new Error(`${notRecorded()} healthy cameras were not recorded after ${START_MS} ms`);
  cameras.beginCuts();
  await pause(lengthMs);
  const expected = healthy.filter(({ isCut }) => isCut).length;
  const by = performance.now() + RETURN_MS;
  const isBack = (): boolean => cameras.cuts.length === expected && recorder.gaps().every(({ to }) => to !== null);
  while (!isBack() && performance.now() < by) await pause(100);
  const endedAt = Date.now();
  await recorder.stop();
  const { cutMs, framesLost } = judge(cameras.cuts, recorder.gaps(), endedAt);
  const uncut = healthy.filter(({ isCut }) => !isCut).map(({ name }) => name);
  const { files, lost } = await lossOf(folder.path, uncut);
  if (files < uncut.length) throw new Error(`${files} whole files of ${uncut.length} cameras: the machine is too busy to measure`);
  const [p50, p99] = [percentile(cutMs, 0.5), percentile(cutMs, 0.99)];
  say(`${count} cameras, ${of.says}: ${cutMs.length} cuts, p50 ${p50} ms, p99 ${p99} ms, ${lost + framesLost} pictures lost`);
  return rowsOf(`${count} cameras, ${of.says}`, "amaliyat", [
    ["healthy_cut_p50_ms", p50, "ms"],
    ["healthy_cut_p99_ms", p99, "ms"],
    ["healthy_frames_lost", lost + framesLost, "frames"],
    ["healthy_files_whole", files, "files"],
    ["cuts", cutMs.length, "cuts"],
    ["loop_delay_p99_ms", recorder.loopDelayP99Ms(), "ms"],
  ]);
}
