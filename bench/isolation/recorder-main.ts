import { startMedia } from "../../server/src/media/index.ts";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import type { RecorderAsked, RecorderSays } from "./recorder.ts";

/** The recorder alone. It tells the gaps of the cameras that are asked about, until it is stopped. */
const tell = (said: RecorderSays): void => tellBench(said);
const { root, workers, cameras, told } = JSON.parse(process.argv[2] ?? "") as RecorderAsked;
const isTold = new Set(told);
const media = await startMedia({
  root,
  workers,
  now: Date.now,
  onEvent: (event) => {
    if (event.kind === "worker") tell({ kind: "late", p99Ms: event.loopDelayP99Ms });
    if (event.kind !== "gap" || !isTold.has(event.cameraId)) return;
    const { cameraId, from, to, cause } = event;
    tell({ kind: "gap", cameraId, from, to, cause });
  },
});
hearBench(() => {
  void media[Symbol.asyncDispose]().then(() => tell({ kind: "stopped" }));
});
media.setCameras(cameras);
tell({ kind: "ready" });
