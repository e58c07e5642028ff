import { join } from "node:path";
import { cpus } from "node:os";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { cpuSecondsOf, watchPeaks } from "../harness/processes.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchCameras } from "../material/cameras.ts";
import { mainClip } from "../material/clip.ts";
import { lossOf } from "../recording/whole-files.ts";
import { startBenchDatabase } from "../room/database.ts";
import { addCameras } from "../town/add-cameras.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { drained } from "./drain.ts";
import { judge, readKept, wrongOriginals } from "./judge.ts";
import { pictureFolder } from "./pictures.ts";
import { startSender } from "./sender.ts";

const FILES_EACH = 3;
/** Reports of one network before its work would grow. */
const PER_NETWORK = 50;
/** Whole files lie between the first and the last of a camera: it is recorded at least so long. */
const RECORDED_MS = 32_000;
/** Files of the last reports may come so long after them. */
const WITHIN_MS = 60_000;
/** Time to wait for the copies of arrived files; their rate tells the rest. */
const DRAINED_WITHIN_MS = 180_000;
const PEAK_EVERY_MS = 500;
const SAMPLE = 40;

/** Reports with pictures, at a rate at which a town would be in uproar, beside cameras that are recorded. */
export async function arrival(quick: boolean): Promise<Row[]> {
  const [count, perSecond, seconds, drainMs] = quick ? [8, 10, 10, 5_000] : [32, 50, 60, DRAINED_WITHIN_MS];
  const reports = perSecond * seconds;
  const pictures = await pictureFolder();
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using cameras = await startBenchCameras({ count, main: await mainClip() });
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl });
  await furnish(room);
  const officer = await signInAs(room.url, "evidence");
  const networks = Math.ceil(reports / PER_NETWORK);
  say(`${reports} reports are written, with the work of each`);
  await using sender = await startSender({
    url: room.url,
    pictures,
    filesEach: FILES_EACH,
    longer: 0,
    reports,
    perSecond,
    networks,
    withinMs: WITHIN_MS,
  });
  const cameraIds = await addCameras(room.url, cameras, { count });
  const recordedFrom = performance.now();
  await pause(2_000);
  const subjects = { amaliyat: room.pid, postgresql: database.pid, generator: sender.pid, cameras: cameras.pid };
  const spent = () => Promise.all(Object.values(subjects).map((pid) => cpuSecondsOf([pid])));
  say(`${perSecond} reports a second for ${seconds} s beside ${count} cameras, work of ${sender.bits} bits`);
  using watched = watchPeaks(room.pid, PEAK_EVERY_MS);
  const [before, begun] = [await spent(), performance.now()];
  const { sent, lateMs } = await sender.go();
  const [after, tookMs] = [await spent(), performance.now() - begun];
  say(`all files after ${(tookMs / 1000).toFixed(1)} s, load ${loadNow()}`);
  const drain = await drained(database, drainMs);
  await pause(RECORDED_MS - (performance.now() - recordedFrom));
  const { files, lost } = await lossOf(join(folder.path, "recordings"), cameraIds);
  if (files < count) throw new Error(`${files} whole files of ${count} cameras: the machine is too busy to measure`);
  say(`${lost} frames lost in ${files} files, load ${loadNow()}`);
  const judged = judge(sent, await readKept(database));
  const whole = sent.flatMap(({ files: its }) => its).filter(({ whole: isWhole }) => isWhole);
  const sampled = whole.filter((_, nth) => nth % Math.max(1, Math.floor(whole.length / SAMPLE)) === 0);
  const wrong = await wrongOriginals(officer, sampled);
  for (const why of new Set(sent.flatMap((each) => each.why ?? []))) say(`not taken at once: ${why}`);
  const name = `${perSecond} reports/s, ${count} cameras`;
  const share = (nth: number): number => (100_000 * ((after[nth] ?? 0) - (before[nth] ?? 0))) / tookMs;
  const named = Object.keys(subjects);
  const total = named.reduce((sum, _, nth) => sum + share(nth), 0);
  return [
    ...rowsOf(name, "amaliyat", [
      ["reports_lost", judged.reportsLost, "reports"],
      ["reports_double", judged.reportsDouble, "reports"],
      ["files_lost", judged.filesLost, "files"],
      ["files_double", judged.filesDouble, "files"],
      ["files_wrong", wrong, "files"],
      ["frames_lost", lost, "frames"],
      ["accepted_p50_ms", judged.acceptedP50Ms, "ms"],
      ["accepted_p95_ms", judged.acceptedP95Ms, "ms"],
      ["accepted_max_ms", judged.acceptedMaxMs, "ms"],
      ["file_kept_p50_ms", judged.fileP50Ms, "ms"],
      ["file_kept_p95_ms", judged.fileP95Ms, "ms"],
      ["file_kept_max_ms", judged.fileMaxMs, "ms"],
      ["files_whole_after_s", tookMs / 1000, "s"],
      ["drain_files", drain.backlog, "files"],
      ["drain_left", drain.left, "files"],
      ["drain_min", drain.minutes, "min"],
      ["room_peak_mb", watched.peaks().own, "MB"],
      ["decoders_peak_mb", watched.peaks().below, "MB"],
    ]),
    ...named.flatMap((subject, nth) => rowsOf(name, subject, [["cpu_percent", share(nth), "% of a core"]])),
    ...rowsOf(name, "generator", [
      ["late_ms", lateMs, "ms"],
      ["machine_full", total > 90 * cpus().length ? 1 : 0, "0 or 1"],
    ]),
  ];
}
