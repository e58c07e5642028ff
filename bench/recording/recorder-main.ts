import { startMedia } from "../../server/src/media/index.ts";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import type { RecorderAsked, RecorderSays } from "./amaliyat.ts";

/** The recorder alone, as `recording` measures it. It records some cameras until it is stopped. */
const tell = (said: RecorderSays): void => tellBench(said);
const { root, workers, cameras } = JSON.parse(process.argv[2] ?? "") as RecorderAsked;
const media = await startMedia({
  root,
  workers,
  now: Date.now,
  onEvent: (event) => {
    if (event.kind === "worker") tell({ kind: "late", p99Ms: event.loopDelayP99Ms });
  },
});
hearBench(() => {
  void media[Symbol.asyncDispose]().then(() => tell({ kind: "stopped" }));
});
media.setCameras(cameras);
tell({ kind: "ready" });
