import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const port = z.number().int().min(1).max(65_535);

/** Ports of the lines, all on the address of the trunk or on loopback. */
export const linesPorts = z.object({
  /** SIP over UDP from the operator. */
  trunk: port,
  /** SIP over WebSocket from the consoles, by way of our own HTTPS server. */
  consoles: port,
  /** The same from the process that watches the lines, open while the room's server is dead. */
  standby: port.optional(),
  /** SIP over TCP between the edge and us: where we find it, and where it finds us. */
  edge: port,
  room: port,
  /** What the edge tells of consoles and of calls that it saved (TCP). */
  events: port,
  /** Orders to the media server, and the digits that it tells (UDP). */
  media: port,
  digits: port,
  /** Sound (UDP). */
  soundFrom: port,
  soundTo: port,
  /** Text of callers who do not speak (UDP), ended by the room's own server: the even ports from here to there, one for each call. */
  textFrom: port.default(29_000),
  textTo: port.default(29_399),
});
export type LinesPorts = z.output<typeof linesPorts>;

export const DEFAULT_PORTS: LinesPorts = {
  trunk: 5060,
  consoles: 8088,
  standby: 8089,
  edge: 5062,
  room: 5090,
  events: 5063,
  media: 22_222,
  digits: 5091,
  soundFrom: 30_000,
  soundTo: 39_999,
  textFrom: 29_000,
  textTo: 29_399,
};

/** What `npm run lines:setup` writes to `lines.json`. */
export const linesFile = z.object({
  realm: z.string().regex(/^[a-z0-9.-]+$/),
  /** Address on which the operator finds the edge, and on which sound goes. */
  address: z.ipv4(),
  /** Where calls out go: `host:port` of the operator's gateway. */
  gateway: z.string().regex(/^[a-z0-9.-]+:\d{1,5}$/),
  /** Addresses from which calls are taken; empty takes them from everywhere. */
  from: z.array(z.ipv4()),
  /**
   * Where a trunk's sound comes from: from the address that its description says, or from the first from which it comes. The second is for
   * callers behind address translation, and gives the sound of a caller who is silent at first to anybody who sends.
   */
  sound: z.enum(["said", "learned"]).default("said"),
  /** Numbers of emergency lines: the first is the one that `urn:service:sos` reaches, and none of them is refused while it can be tried again. */
  emergency: z
    .array(z.string().regex(/^\d{2,6}$/))
    .min(1)
    .default(["17"]),
  ports: linesPorts,
});
export type LinesFile = z.output<typeof linesFile>;
export type LinesInput = z.input<typeof linesFile>;

export type LinesSettings =
  | { readonly kind: "set_up"; readonly folder: string; readonly secret: string; readonly lines: LinesFile }
  | { readonly kind: "not_set_up"; readonly missing: readonly string[]; readonly command: string };

/** Where Debian keeps Kamailio's modules, by machine. */
const MODULES = ["x86_64", "aarch64"].map((machine) => `/usr/lib/${machine}-linux-gnu/kamailio/modules`);

/** The folder of Kamailio's modules; null where they are not installed. */
export const modulesFolder = (): string | null => MODULES.find((each) => existsSync(each)) ?? null;

const isModule = (name: string): boolean => MODULES.some((folder) => existsSync(join(folder, name)));

/** Debian packages of the lines. */
export const LINES_PACKAGES: readonly { readonly name: string; readonly isThere: () => boolean }[] = [
  { name: "kamailio", isThere: () => existsSync("/usr/sbin/kamailio") },
  { name: "kamailio-websocket-modules", isThere: () => isModule("websocket.so") },
  { name: "kamailio-extra-modules", isThere: () => isModule("evapi.so") },
  { name: "kamailio-autheph-modules", isThere: () => isModule("auth_ephemeral.so") },
  { name: "rtpengine-daemon", isThere: () => existsSync("/usr/bin/rtpengine") },
];

export const missingPackages = (): string[] => LINES_PACKAGES.filter(({ isThere }) => !isThere()).map(({ name }) => name);

export const SETUP_COMMAND = "npm run lines:setup";

/** Reads the folder that `npm run lines:setup` wrote; null is a room that was given none. */
export async function readLines(folder: string | null): Promise<LinesSettings> {
  const missing = missingPackages();
  const text = folder === null ? null : await readFile(join(folder, "lines.json"), "utf8").catch(() => null);
  const secret = folder === null ? null : await readFile(join(folder, "secret"), "utf8").catch(() => null);
  if (folder === null || text === null || secret === null || missing.length > 0)
    return { kind: "not_set_up", missing, command: SETUP_COMMAND };
  return { kind: "set_up", folder, secret: secret.trim(), lines: linesFile.parse(JSON.parse(text)) };
}

export const recordingsFolder = (folder: string): string => join(folder, "recordings");
/** Announcements that come with the lines; a room may put its own before them. */
export const announcementsFolder = (folder: string): string => join(folder, "announcements");
/** What is kept of calls that the edge saves while the room is dead. */
export const savedFolder = (folder: string): string => join(folder, "saved");
export const holdMusic = (folder: string): string => join(folder, "hold.wav");
