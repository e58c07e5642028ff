import { SIGNALS, type Program } from "./program.ts";

const LOOK_EVERY_MS = 1_000;

/** Waits for Ctrl-C, SIGTERM, the death of our parent, or the end of a program; returns the exit code. */
export function untilStopped(programs: readonly Program[]): Promise<number> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve(0));
    for (const program of programs) void program.ended.then((code) => resolve(code === 0 ? 0 : 1));
    // A hard-killed parent sends no signal: its children must not go on without it.
    setInterval(() => process.ppid !== parent && resolve(0), LOOK_EVERY_MS).unref();
  });
}
