import { parentPort } from "node:worker_threads";
import type { ToSearcher } from "../search-worker.ts";

// It ends at the first search, and throws nothing.
parentPort?.on("message", (asked: ToSearcher) => {
  if ("id" in asked) process.exit(1);
});
