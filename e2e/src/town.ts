import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startProgram } from "./programs.ts";

const pidFile = (): string => join(process.env["ROOM_DATA"] ?? "", "town.pid");

/** Starts the town around the room; a given port is that of its cameras, 0 takes a free one. Answers the port. */
export async function startTown(port: number): Promise<number> {
  const args = ["--town", "--rtsp-port", String(port), "--api", process.env["ROOM_URL"] ?? "", "--state", process.env["TOWN_STATE"] ?? ""];
  const firstRun = ["--first-run", join(process.env["ROOM_DATA"] ?? "", "first-run.json")];
  const { child, ready } = await startProgram("simulator/src/main.ts", [...args, ...firstRun, "--patrol-speed", "400"], {});
  child.unref();
  child.channel?.unref();
  await writeFile(pidFile(), String(child.pid));
  const rtsp = ready["rtsp"] as { readonly port: number };
  return rtsp.port;
}

/** Ends the town, hard or as asked; one that a journey restarted ends with that journey's process, and is gone already. */
export async function stopTown(signal: NodeJS.Signals): Promise<void> {
  const pid = Number(await readFile(pidFile(), "utf8").catch(() => ""));
  if (pid <= 1) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** The town dies and comes back after so many ms: every camera loses its connection. */
export async function restartTown(afterMs: number): Promise<void> {
  await stopTown("SIGKILL");
  await sleep(afterMs);
  await startTown(Number(process.env["TOWN_RTSP_PORT"]));
}
