import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workerData } from "node:worker_threads";

await import("../worker/worker-main.ts");

/** A worker that dies of a fault of its own once per folder, while it records. */
const mark = join(String(workerData.root), "crashed-once");
setTimeout(() => {
  if (existsSync(mark)) return;
  writeFileSync(mark, "");
  throw new Error("a fault in the worker");
}, 2_500);
