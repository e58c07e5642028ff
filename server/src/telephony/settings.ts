import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const port = z.number().int().min(1).max(65_535);

/** Ports of the lines, all on the address of the trunk or on loopback. */
export const linesPorts = z.object({
  /** SIP over UDP and TCP from the operator, and over TLS. */
  trunk: port,
  secure: port.default(5061),
  /** SIP over WebSocket from the consoles, by way of our own HTTPS server. */
  consoles: port,
  /** The same from the process that watches the lines, open while the room's server is dead. */
  standby: port.optional(),
  /** SIP over TCP between the edge and us: where we find it, and where it finds us. */
  edge: port,
  room: port,
  /** Events of the edge about consoles and saved calls (TCP). */
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
  secure: 5061,
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

/** SIP transport between the operator and us. */
const transport = z.enum(["udp", "tcp", "tls"], { error: "udp, tcp or tls" });
const file = z.string().regex(/^\/[\w./ -]{1,400}$/, "a full path of letters, digits, dots, dashes and spaces");

/** Content that `npm run lines:setup` writes to `lines.json`. */
export const linesFile = z
  .object({
    realm: z.string().regex(/^[a-z0-9.-]+$/),
    /** Address on which the operator finds the edge, and on which sound goes. */
    address: z.ipv4(),
    /** A second address, on which the operator finds the same by IPv6; null where there is none. */
    address6: z.ipv6().nullable().default(null),
    /** The operator's gateway for calls out, `host:port`. */
    gateway: z.string().regex(/^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\]):\d{1,5}$/),
    /** Addresses from which calls are taken; empty takes them from everywhere. */
    from: z.array(z.union([z.ipv4(), z.ipv6()])),
    /**
     * The source of a trunk's sound: the address that its description says, or the first from which it comes. The second is for
     * callers behind address translation, and gives the sound of a caller who is silent at first to anybody who sends.
     */
    sound: z.enum(["said", "learned"]).default("said"),
    /** Numbers of emergency lines: the first is the one that `urn:service:sos` reaches, and none of them is refused while it can be tried again. */
    emergency: z
      .array(z.string().regex(/^\d{2,6}$/))
      .min(1)
      .default(["17"]),
    /** Ways on which calls are taken. */
    trunk: z.array(transport).min(1).default(["udp"]),
    /** The way by which calls go out to the gateway. */
    out: transport.default("udp"),
    /** Files in PEM: our certificate with what leads to its authority, its key, and the authority of the operator's, which is demanded then. */
    tls: z
      .object({ certificate: file, key: file, authority: file.nullable().default(null) })
      .nullable()
      .default(null),
    ports: linesPorts,
  })
  .refine(({ trunk, out, tls }) => tls !== null || !(trunk.includes("tls") || out === "tls"), {
    path: ["tls"],
    error: "TLS needs a certificate and its key",
  })
  .refine(({ gateway, address6 }) => address6 !== null || !gateway.startsWith("["), {
    path: ["gateway"],
    error: "a gateway by IPv6 needs an address of ours by IPv6",
  })
  .refine(({ trunk, out }) => trunk.includes(out), { path: ["out"], error: "calls go out by one of the ways of the trunk" });
export type LinesFile = z.output<typeof linesFile>;
export type LinesInput = z.input<typeof linesFile>;

/** The family of addresses by which sound of calls out goes. */
export const outFamily = ({ gateway }: Pick<LinesFile, "gateway">): "IP4" | "IP6" => (gateway.startsWith("[") ? "IP6" : "IP4");

export type LinesSettings =
  | { readonly kind: "set_up"; readonly folder: string; readonly secret: string; readonly lines: LinesFile }
  | { readonly kind: "not_set_up"; readonly missing: readonly string[]; readonly command: string };

/** Folders of Kamailio's modules on Debian, by machine. */
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

/** Needed where the trunk is TLS, and for nothing else. */
export const TLS_PACKAGE = "kamailio-tls-modules";
export const hasTls = (): boolean => isModule("tls.so");

export const missingPackages = (): string[] => LINES_PACKAGES.filter(({ isThere }) => !isThere()).map(({ name }) => name);

export const SETUP_COMMAND = "npm run lines:setup";

/** Reads the folder that `npm run lines:setup` wrote; null is a room that was given none. */
export async function readLines(folder: string | null): Promise<LinesSettings> {
  const missing = missingPackages();
  const text = folder === null ? null : await readFile(join(folder, "lines.json"), "utf8").catch(() => null);
  const secret = folder === null ? null : await readFile(join(folder, "secret"), "utf8").catch(() => null);
  if (folder === null || text === null || secret === null || missing.length > 0)
    return { kind: "not_set_up", missing, command: SETUP_COMMAND };
  const lines = linesFile.parse(JSON.parse(text));
  if (lines.tls !== null && !hasTls()) return { kind: "not_set_up", missing: [TLS_PACKAGE], command: SETUP_COMMAND };
  return { kind: "set_up", folder, secret: secret.trim(), lines };
}

export const recordingsFolder = (folder: string): string => join(folder, "recordings");
/** Announcements that come with the lines; a room may put its own before them. */
export const announcementsFolder = (folder: string): string => join(folder, "announcements");
/** Folder of the calls that the edge saves while the room is dead. */
export const savedFolder = (folder: string): string => join(folder, "saved");
export const holdMusic = (folder: string): string => join(folder, "hold.wav");
