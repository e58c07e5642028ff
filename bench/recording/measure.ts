import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pause, untilClock } from "../harness/ending.ts";
import { cpuSecondsOf, memoryOf, pssOf } from "../harness/processes.ts";
import { loadNow } from "../harness/machine.ts";
import { say } from "../harness/say.ts";
import type { Cameras } from "../material/cameras.ts";
import type { Subject } from "./subject.ts";
import { lossOf } from "./whole-files.ts";

export type Window = { readonly warmUpMs: number; readonly lengthMs: number };

export type Measured = {
  readonly cpuSPerStreamMin: number;
  readonly pssMbPerStream: number;
  readonly framesLost: number;
  readonly loopDelayP99Ms: number | null;
};

const FILE_MS = 10_000;
/** The window begins this long after files changed (key frames stand 0.7 s after an even second). */
const AFTER_CHANGE_MS = 1_200;

/** Records `count` cameras with a subject and measures a window that lies alike over the changes of files. */
export async function measure(subject: Subject, cameras: Cameras, count: number, folder: string, window: Window): Promise<Measured> {
  const into = join(folder, subject.name);
  await mkdir(into, { recursive: true });
  await untilClock(FILE_MS, AFTER_CHANGE_MS - window.warmUpMs);
  let measured: Omit<Measured, "framesLost">;
  {
    await using running = await subject.start(cameras, count, into);
    await untilClock(FILE_MS, AFTER_CHANGE_MS);
    running.loopDelayP99Ms();
    const [cpuAtStart, begun] = [await cpuSecondsOf(running.pids), performance.now()];
    await pause(window.lengthMs);
    const [cpuAtEnd, ended] = [await cpuSecondsOf(running.pids), performance.now()];
    const processes = await memoryOf(running.pids);
    const missing = running.pids.length - processes.length;
    if (missing > 0) throw new Error(`${subject.name}: ${missing} of its processes have ended`);
    measured = {
      cpuSPerStreamMin: (cpuAtEnd - cpuAtStart) / ((ended - begun) / 60_000) / count,
      pssMbPerStream: pssOf(processes) / count,
      loopDelayP99Ms: running.loopDelayP99Ms(),
    };
  }
  const names = Array.from({ length: count }, (_, index) => `cam${index}`);
  const { files, lost } = await lossOf(into, names);
  if (files < count) throw new Error(`${subject.name} left ${files} whole files of ${count} cameras: the machine is too busy to measure`);
  say(
    `${count} streams, ${subject.name}: ${measured.cpuSPerStreamMin.toFixed(3)} CPU-s per stream-minute, ${lost} frames lost in ${files} files, load ${loadNow()}`,
  );
  return { ...measured, framesLost: lost };
}
