import { clearRun } from "./run-folder.ts";

// Waits until the test run that started it is gone: the system closes the pipe whatever ended the run. Then it clears the run's folder.
const [folder] = process.argv.slice(2);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
process.stdin.on("error", () => undefined);
process.stdin.resume();
process.stdin.on("close", () => void (folder === undefined ? undefined : clearRun(folder)));
