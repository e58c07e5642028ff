import { parentPort } from "node:worker_threads";
import type { FromStore, ToStore } from "./journal-protocol.ts";
import { openStore, type JournalStore } from "./journal-store.ts";

const say = (message: FromStore): void => parentPort?.postMessage(message);

let store: JournalStore | null = null;

/** The first message is the path of the file, those after it are batches. */
parentPort?.on("message", (message: string | ToStore) => {
  if (typeof message === "string") {
    store = openStore(message);
    return say({ kind: "opened" });
  }
  try {
    if (store === null) throw new Error("no file is open");
    return say({ kind: "kept", kept: store.run(message) });
  } catch (cause) {
    return say({ kind: "failed", reason: cause instanceof Error ? cause.message : String(cause) });
  }
});
