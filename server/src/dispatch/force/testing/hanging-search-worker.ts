import { parentPort } from "node:worker_threads";
import type { FromSearcher, ToSearcher } from "../search-worker.ts";

// It searches for ever, and hears no more.
parentPort?.on("message", (asked: ToSearcher) => {
  if ("id" in asked) for (;;);
});
parentPort?.postMessage({ isReady: true } satisfies FromSearcher);
