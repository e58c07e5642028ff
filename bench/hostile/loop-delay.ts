import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

/** Loaded into the room before it starts. At each SIGUSR2 it writes how long the event loop was held up since the last one. */
const file = process.env["BENCH_LOOP_DELAY"];
if (isMainThread && file !== undefined) {
  const resolution = 5;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  process.on("SIGUSR2", () => {
    const [p99, max] = [delay.percentile(99), delay.max].map((ns) => Math.max(0, ns / 1e6 - resolution));
    writeFileSync(file, JSON.stringify({ p99, max }));
    delay.reset();
  });
}
