import { parentPort } from "node:worker_threads";
import type { ToToneEar } from "../tone-ear-worker.ts";

await import("../tone-ear-worker.ts");

// The first thread of an ear, which may take any port, dies once it has a caller. The next, at a known port, lives.
let isFirst = false;
parentPort?.on("message", (said: ToToneEar) => {
  if (said.kind === "listen") isFirst = said.port === 0;
  if (said.kind === "hear" && isFirst) throw new Error("the first thread dies");
});
