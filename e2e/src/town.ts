import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startProgram } from "./programs.ts";

const pidFile = (): string => join(process.env["ROOM_DATA"] ?? "", "town.pid");
/** Holds the time after which a town that ends is started again, ms. */
const againFile = (): string => join(process.env["ROOM_DATA"] ?? "", "town.again");
const AGAIN_MS = 60_000;

/**
 * Starts the town around the room, in the process that outlives the journeys; a given port is that of its cameras, 0 takes a free one.
 */
export async function startTown(port: number): Promise<void> {
  const args = ["--town", "--rtsp-port", String(port), "--api", process.env["ROOM_URL"] ?? "", "--state", process.env["TOWN_STATE"] ?? ""];
  const firstRun = ["--first-run", join(process.env["ROOM_DATA"] ?? "", "first-run.json")];
  const { child, ready } = await startProgram("simulator/src/main.ts", [...args, ...firstRun, "--patrol-speed", "400"], {});
  child.unref();
  child.channel?.unref();
  await writeFile(pidFile(), String(child.pid));
  const rtsp = ready["rtsp"] as { readonly port: number };
  child.on("exit", () => void startAgain(rtsp.port));
}

async function startAgain(port: number): Promise<void> {
  const afterMs = await readFile(againFile(), "utf8").catch(() => null);
  if (afterMs === null) return;
  await rm(againFile());
  await sleep(Number(afterMs));
  await startTown(port);
}

/** Ends the town, hard or as asked. */
export async function stopTown(signal: NodeJS.Signals): Promise<void> {
  const pid = Number(await readFile(pidFile(), "utf8").catch(() => ""));
  if (pid <= 1) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/**
 * The town dies and comes back after so many ms: every camera loses its connection. The process that started it does so again: one that this
 * journey started would end with the journey's process, which ends with the first journey that fails.
 */
export async function restartTown(afterMs: number): Promise<void> {
  const before = await readFile(pidFile(), "utf8");
  await writeFile(againFile(), String(afterMs));
  await stopTown("SIGKILL");
  // Real time: the other process tells only by this file.
  for (const until = Date.now() + afterMs + AGAIN_MS; (await readFile(pidFile(), "utf8")) === before; await sleep(100))
    if (Date.now() > until) throw new Error("the town did not come back");
}
