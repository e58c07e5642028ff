import { existsSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import type { ToStore } from "../journal-protocol.ts";
import { openStore, type JournalStore } from "../journal-store.ts";

// The thread of a journal whose disk hangs: nothing is written while there is a file `hung` beside the journal.
const isHung = new Int32Array(new SharedArrayBuffer(4));
let [store, file]: [JournalStore | null, string] = [null, ""];
parentPort?.on("message", (message: string | ToStore) => {
  if (typeof message === "string") {
    [store, file] = [openStore(message), message];
    return parentPort?.postMessage({ kind: "opened" });
  }
  while (existsSync(`${file}.hung`)) Atomics.wait(isHung, 0, 0, 5);
  return parentPort?.postMessage({ kind: "kept", kept: store?.run(message) });
});
