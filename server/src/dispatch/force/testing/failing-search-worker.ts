import { parentPort } from "node:worker_threads";
import type { ToSearcher } from "../search-worker.ts";

// It hears the first place and says nothing; at the second it dies.
let searches = 0;
parentPort?.on("message", (asked: ToSearcher) => {
  if ("id" in asked && ++searches === 2) throw new Error("the thread dies");
});
