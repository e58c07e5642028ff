import { parseArgs } from "node:util";
import type { CameraLogin } from "./serve.ts";

export const USAGE = `node simulator/src/main.ts [--town] [--clips DIR] [--rtsp-port N] [--host ADDRESS] [--print-logins]
                              [--api URL --state FILE [--first-run FILE] [--patrol-speed M_PER_S]
                               [--alive [--history DIR]] [--reports] [--control-port N]
                               [--trunk HOST:PORT --voices DIR [--gateway-port N] [--busy-hour N]]]

  --town          the eight cameras of the demonstration town
  --clips DIR     every .mp4 and .h264 file of a folder as a camera of its own
  --rtsp-port N   default 8554; 0 takes a free port
  --host ADDRESS  default 127.0.0.1
  --api URL       with --town: furnishes the room there by its public API and lets four patrols drive
  --state FILE    where the town's keys are kept
  --first-run F   first-run.json in the room's data folder: what its terminal shows while it is empty
  --patrol-speed  metres a second, default 14
  --alive         a colleague at the desks works on small events that come by themselves, under a shift that runs
  --history DIR   half a year of the past: CSV files that the analyst hands in
  --reports       people of the town send reports, every minute or two, and the city's system hands some on
  --trunk H:P     the lines of the room: people of the town call there, from a page on loopback
  --voices DIR    what they say, as voices-main.ts makes it; tones where a voice is missing
  --gateway-port  where the room's calls out come (UDP), default a free port
  --control-port  of the page, default a free port
  --busy-hour N   calls that come by themselves, so many a minute (1 to 120), until the page stops them
  --print-logins  tells the cameras' logins in the line that says that they stand

Logins come from AMALIYAT_CAMERA_LOGINS, JSON {"<path>": {"username": …, "password": …}}; those it does not name are made.`;

/** Impossible request on the command line; `message` says it in one line. */
export class UsageError extends Error {}

/** Reads the command line; throws `UsageError`. */
export function readOptions(args: readonly string[]) {
  const { values } = parsed(args);
  return {
    ...values,
    "rtsp-port": portOf("rtsp-port", values["rtsp-port"] ?? "8554"),
    "gateway-port": portOf("gateway-port", values["gateway-port"] ?? "0"),
    "control-port": portOf("control-port", values["control-port"] ?? "0"),
    "busy-hour": busyOf(values["busy-hour"] ?? "0"),
    trunk: trunkOf(values.trunk),
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
        "first-run": { type: "string" },
        "patrol-speed": { type: "string" },
        alive: { type: "boolean" },
        history: { type: "string" },
        reports: { type: "boolean" },
        trunk: { type: "string" },
        voices: { type: "string" },
        "gateway-port": { type: "string" },
        "control-port": { type: "string" },
        "busy-hour": { type: "string" },
        "print-logins": { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function portOf(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new UsageError(`--${option}: expected a whole number from 0 to 65535`);
  return Number(text);
}

function trunkOf(text: string | undefined): { readonly host: string; readonly port: number } | null {
  if (text === undefined) return null;
  const found = /^([0-9.]+):(\d{1,5})$/.exec(text);
  if (found === null) throw new UsageError("--trunk: expected an IPv4 address and a port, as 127.0.0.1:5060");
  return { host: found[1] ?? "", port: portOf("trunk", found[2] ?? "") };
}

function busyOf(text: string): number {
  const perMinute = Number(text);
  if (!(perMinute >= 0 && perMinute <= 120)) throw new UsageError("--busy-hour: expected calls a minute, 120 at most");
  return perMinute;
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
