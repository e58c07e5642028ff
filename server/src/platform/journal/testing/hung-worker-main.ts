import { existsSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { ToStore } from "../journal-protocol.ts";
import { openStore } from "../journal-store.ts";

// The thread of a journal whose disk hangs: nothing is written while there is a file `hung` beside the journal.
const file = String(workerData);
const store = openStore(file);
const isHung = new Int32Array(new SharedArrayBuffer(4));
parentPort?.on("message", (steps: ToStore) => {
  while (existsSync(`${file}.hung`)) Atomics.wait(isHung, 0, 0, 5);
  parentPort?.postMessage({ kind: "kept", kept: store.run(steps) });
});
parentPort?.postMessage({ kind: "opened" });
