import type { Point } from "@amaliyat/domain/kernel";
import { parseArgs } from "node:util";
import { UsageError } from "../options.ts";

export const USAGE = `npm run drill -- --api URL --crew USERNAME [--place LAT,LON] [--scene SECONDS] [--minutes N]
                     [--trunk HOST:PORT [--line NUMBER] [--from ADDRESS]]

Plays the first drill against a room in use, from outside and by the protocols of real devices: a citizen who reports, and the phone of a
crew. The people at the desks do the rest: take the report, open an intervention of it, send the unit, close it. The room then says that it
is ready. The report and the crew say «exercise», and the desk writes it in the outcome: the room counts the intervention like any other.

  --api URL        address of the room
  --crew USERNAME  account of a crew with a free unit. Its password is read from AMALIYAT_CREW_PASSWORD. No other account is used.
                   A crew whose account needs a second factor does its part with its own telephone: leave --crew out.
  --place LAT,LON  place of the event, default the middle of the room's map, which the crew reads
  --scene SECONDS  time that the crew stays on scene, default 15
  --minutes N      ends without success after so long, default 15
  --trunk H:P      calls a line instead of reporting: address at which the lines take calls (SIP by UDP)
  --line NUMBER    with --trunk: number of the line, default 17
  --from ADDRESS   with --trunk: own address of the caller, default 127.0.0.1

A room with its own authority of certificates: NODE_EXTRA_CA_CERTS=FILE names it.
Ends with 0 when the intervention of the report has ended after a unit was on scene, and the crew is free again. A report that a desk
closes by itself ends with 1. A call ends with 0 when the room has ended it and the crew is free again. Without a crew it ends with 1: the
room answers each call itself, and nothing outside shows that a call-taker did.`;

export type DrillOptions = {
  readonly api: string;
  readonly crew: { readonly username: string; readonly password: string } | null;
  readonly place: Point | null;
  readonly sceneMs: number;
  readonly withinMs: number;
  readonly trunk: { readonly host: string; readonly port: number; readonly line: string; readonly from: string } | null;
};

/** Reads the command line; null asks for the usage. Throws `UsageError`, which repeats no password. */
export function readDrill(args: readonly string[], password: string | undefined): DrillOptions | null {
  const { api, crew, place, scene, minutes, trunk, line, from, help } = parsed(args);
  if (help === true || api === undefined) return null;
  if (!URL.canParse(api)) throw new UsageError("--api: expected an address, as https://room.example/");
  if (crew !== undefined && (password ?? "") === "") throw new UsageError("AMALIYAT_CREW_PASSWORD: the crew's password is missing");
  const at = place === undefined ? null : pointOf(place);
  if (crew === undefined && at === null) throw new UsageError("--place: expected, since no crew reads the place of the room");
  return {
    api,
    crew: crew === undefined ? null : { username: crew, password: password ?? "" },
    place: at,
    sceneMs: positive("--scene", scene ?? "15") * 1_000,
    withinMs: positive("--minutes", minutes ?? "15") * 60_000,
    trunk: trunk === undefined ? null : trunkOf(trunk, line ?? "17", from ?? "127.0.0.1"),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const options = { api: text, crew: text, place: text, scene: text, minutes: text, trunk: text, line: text, from: text };
    return parseArgs({ args: [...args], options: { ...options, help: { type: "boolean" } } }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new UsageError(`${option}: expected a number more than 0`);
  return number;
}

function pointOf(text: string): Point {
  const [lat, lon, ...more] = text.split(",").map(Number);
  const isPlace = lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && more.length === 0;
  if (!isPlace) throw new UsageError("--place: expected two numbers, as 31.95,5.33");
  return { lat, lon };
}

function trunkOf(text: string, line: string, from: string): DrillOptions["trunk"] {
  const [host = "", port = "", ...more] = text.split(":");
  const number = Number(port);
  const isPort = /^\d{1,5}$/.test(port) && number > 0 && number <= 65_535;
  if (!/^[0-9.]+$/.test(host) || !isPort || more.length > 0)
    throw new UsageError("--trunk: expected an IPv4 address and a port, as 127.0.0.1:5060");
  if (!/^\d{2,15}$/.test(line)) throw new UsageError("--line: expected the number of a line, as 17");
  return { host, port: number, line, from };
}
