import { parentPort } from "node:worker_threads";

// A thread of searches that loads, and never says that it listens.
parentPort?.on("message", () => undefined);
