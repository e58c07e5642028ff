import { parseArgs } from "node:util";
import type { CameraLogin } from "./serve.ts";

export const USAGE = `node simulator/src/main.ts [--town] [--clips DIR] [--rtsp-port N] [--host ADDRESS] [--print-logins]
                              [--api URL --state FILE [--patrol-speed M_PER_S]]

  --town          the eight cameras of the demonstration town
  --clips DIR     every .mp4 and .h264 file of a folder as a camera of its own
  --rtsp-port N   default 8554; 0 takes a free port
  --host ADDRESS  default 127.0.0.1
  --api URL       with --town: furnishes the room there by its public API and lets four patrols drive
  --state FILE    where the town's keys are kept
  --patrol-speed  metres a second, default 14
  --print-logins  tells the cameras' logins in the line that says that they stand

Logins come from AMALIYAT_CAMERA_LOGINS, JSON {"<path>": {"username": …, "password": …}}; those it does not name are made.`;

/** What was asked for cannot be done; `message` says it in one line. */
export class UsageError extends Error {}

/** Reads the command line; throws `UsageError`. */
export function readOptions(args: readonly string[]) {
  const { values } = parsed(args);
  return {
    ...values,
    "rtsp-port": portOf(values["rtsp-port"] ?? "8554"),
    "patrol-speed": speedOf(values["patrol-speed"] ?? "14"),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        town: { type: "boolean" },
        clips: { type: "string" },
        "rtsp-port": { type: "string" },
        host: { type: "string" },
        api: { type: "string" },
        state: { type: "string" },
        "patrol-speed": { type: "string" },
        "print-logins": { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new UsageError("--rtsp-port: expected a whole number from 0 to 65535");
  return Number(text);
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!Number.isFinite(speed) || speed <= 0) throw new UsageError("--patrol-speed: expected metres a second, more than 0");
  return speed;
}

/** The cameras' logins from the environment; throws `UsageError`, which repeats none of them. */
export function readLogins(text: string | undefined): Record<string, CameraLogin> {
  if (text === undefined || text === "") return {};
  let logins: Record<string, CameraLogin>;
  try {
    logins = JSON.parse(text);
  } catch {
    throw new UsageError("AMALIYAT_CAMERA_LOGINS: expected JSON");
  }
  for (const [path, login] of Object.entries(logins))
    if (typeof login?.username !== "string" || typeof login.password !== "string")
      throw new UsageError(`AMALIYAT_CAMERA_LOGINS: ${path} has no username and password`);
  return logins;
}
