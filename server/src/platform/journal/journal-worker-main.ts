import { parentPort, workerData } from "node:worker_threads";
import type { FromStore, ToStore } from "./journal-protocol.ts";
import { openStore } from "./journal-store.ts";

const say = (message: FromStore): void => parentPort?.postMessage(message);

const store = openStore(String(workerData));
parentPort?.on("message", (steps: ToStore) => {
  try {
    say({ kind: "kept", kept: store.run(steps) });
  } catch (cause) {
    say({ kind: "failed", reason: cause instanceof Error ? cause.message : String(cause) });
  }
});
say({ kind: "opened" });
