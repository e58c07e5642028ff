import { join } from "node:path";
import { ROLES } from "@amaliyat/domain/identity";
import { allowedHost } from "@amaliyat/domain/kernel";
import { z } from "zod";
import { KEY_USES } from "../platform/database/keys/keyring.ts";
import type { ServerRole } from "../platform/feature.ts";
import { networkList } from "../platform/network-list.ts";
import { readSpaceSize } from "../platform/space/index.ts";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

/** Roles that one program can take; all of them by default. */
export const SERVER_ROLES = ["api", "recorder", "worker"] as const satisfies readonly ServerRole[];

const list = (text: string): string[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

const spaceSize = (fallback: string) =>
  z
    .string()
    .refine((text) => readSpaceSize(text) !== null, "expected a share (5%) or a size (512MiB, 20GiB, 1TiB)")
    .default(fallback);

function isOnEarth(text: string): boolean {
  const [lat = NaN, lon = NaN] = text.split(",").map(Number);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

const schema = z.object({
  AMALIYAT_DATA: z.string().min(1).default(".data").describe("Folder of everything that the room keeps: database, recordings, log, keys"),
  AMALIYAT_HOST: z.string().min(1).default("localhost").describe("Name or address to listen on; anything but localhost needs HTTPS"),
  AMALIYAT_NAMES: z
    .string()
    .default("")
    .transform(list)
    .describe("Other names by which people open the room, comma-separated; a request under any other name is refused"),
  AMALIYAT_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .describe(
      "Reverse proxies in front of the room, comma-separated addresses or networks (CIDR): from them alone the client's address is taken from the header of AMALIYAT_PROXY_HEADER, and the scheme from X-Forwarded-Proto, which the proxy must set itself. Without it all behind a proxy count as one network",
    ),
  AMALIYAT_PROXY_HEADER: z
    .enum(["x-forwarded-for", "forwarded"])
    .default("x-forwarded-for")
    .describe(
      "Header in which the trusted proxies name the client: x-forwarded-for or forwarded (which carries the scheme too); the other one is ignored, since a proxy passes it on as the client wrote it",
    ),
  AMALIYAT_PORT: z.coerce.number().int().min(0).max(65535).default(8443).describe("TCP port of console, API and media; 0 takes a free one"),
  AMALIYAT_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(64)
    .max(100_000)
    .default(8_000)
    .describe(
      "Most connections at a time; strangers hold half of them at most, and the least lately used gives way to the next. Lowered by itself where the process may open too few files: a quarter of them, and 512 at least, stay for database, recordings and keys",
    ),
  AMALIYAT_CONNECTIONS_OF_ADDRESS: z.coerce
    .number()
    .int()
    .min(16)
    .max(100_000)
    .default(600)
    .describe(
      "Most connections at a time of one IPv4 address or one /64 of IPv6, and most requests at a time of one client behind a trusted proxy (the proxy's own connections are exempt); a /24 or /56 may hold four times as many. Set it to at least ten for each workplace behind one address",
    ),
  AMALIYAT_ROLES: z
    .string()
    .default(SERVER_ROLES.join(","))
    .transform(list)
    .pipe(z.array(z.enum(SERVER_ROLES)).min(1))
    .describe("Roles of this program, comma-separated: api, recorder, worker"),
  AMALIYAT_TLS_CERT: z.string().optional().describe("PEM file with the certificate chain; with AMALIYAT_TLS_KEY"),
  AMALIYAT_TLS_KEY: z.string().optional().describe("PEM file with the private key of the certificate"),
  AMALIYAT_PLAIN_HTTP: flag.default(false).describe("1 serves plain HTTP; allowed on localhost only"),
  AMALIYAT_HSTS_SUBDOMAINS: flag
    .default(false)
    .describe(
      "1 tells browsers that every server whose name ends with the room's is opened by HTTPS alone (HSTS, includeSubDomains); set it only if that is true of all of them",
    ),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      "PostgreSQL 17 to use, by a user that owns nothing; the embedded one when not given. `npm run database:roles` prints its roles. Instead of a password that stays the same, give client certificates (`?sslmode=verify-full&sslrootcert=FILE&sslcert=FILE&sslkey=FILE`), which your authority renews",
    ),
  DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("The same database by the user that owns its tables and makes the migrations; with DATABASE_URL"),
  AMALIYAT_ALLOW_SUPERUSER: flag
    .default(false)
    .describe("1 lets DATABASE_URL be a superuser or the owner of the log; the log then tells less, see docs/log.md"),
  AMALIYAT_CAMERA_NETWORKS: z
    .string()
    .default("10.0.0.0/8,172.16.0.0/12,192.168.0.0/16")
    .transform(list)
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])))
    .describe("Networks in which cameras may stand; an address outside is refused"),
  AMALIYAT_CAMERA_DIGEST_ONLY: z
    .enum(["true", "false"])
    .default("true")
    .transform((text) => text === "true")
    .describe("Send a camera's password by Digest alone; false also lets Basic carry it, readable on the camera network"),
  AMALIYAT_MEDIA_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe("Most threads that cameras are spread over, 16 to a thread before the next"),
  AMALIYAT_NAME_AR: z.string().default("قاعة العمليات").describe("Name of the room in Arabic"),
  AMALIYAT_NAME_FR: z.string().default("Salle d’opérations").describe("Name of the room in French"),
  AMALIYAT_NAME_EN: z.string().default("Operations room").describe("Name of the room in English"),
  AMALIYAT_CENTER: z
    .string()
    .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/)
    .refine(isOnEarth, "expected a latitude of -90 to 90 and a longitude of -180 to 180")
    .default("31.95,5.33")
    .describe("Latitude,longitude on which the map opens"),
  AMALIYAT_MAP: z
    .string()
    .min(1)
    .optional()
    .describe("Folder of the town's map as `npm run map:build` writes it; `map` in the data folder when not given"),
  AMALIYAT_HISTORY_MONTHS: z.coerce
    .number()
    .int()
    .min(1)
    .max(12)
    .default(12)
    .describe("Months back that the history of a place covers, 12 at most"),
  AMALIYAT_ORIGIN: z
    .string()
    .regex(/^[a-z0-9./-]+$/)
    .default("amaliyat/room")
    .describe("Name under which the log's tree heads are signed"),
  AMALIYAT_AGENCY: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
    .default("amaliyat.local")
    .describe("Domain name under which partner bodies know the room; it stands in every incident sent to them and never changes"),
  AMALIYAT_PARTNER_HOSTS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().refine((entry) => allowedHost(entry) !== null, "expected host, host:port, or either with =network")))
    .describe(
      "Hosts of partner bodies that the room may call, comma-separated: host or host:port, each with =network (CIDR) if its name leads into a private network; empty calls none",
    ),
  AMALIYAT_PUSH_HOSTS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().refine((entry) => allowedHost(entry) !== null, "expected host, host:port, or either with =network")))
    .describe(
      "Push services through which telephones may be told of public alerts, comma-separated as AMALIYAT_PARTNER_HOSTS; empty sends nothing, and the app reads what is in force by itself",
    ),
  AMALIYAT_MEDIA_HOSTS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().refine((entry) => allowedHost(entry) !== null, "expected host, host:port, or either with =network")))
    .describe(
      "Hosts from which pictures of requests of Open311 (media_url) are fetched, comma-separated as AMALIYAT_PARTNER_HOSTS; empty fetches none, and their addresses are shown as text",
    ),
  AMALIYAT_HELD_HOSTS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().refine((entry) => allowedHost(entry) !== null, "expected host, host:port, or either with =network")))
    .describe(
      "Location servers of operators (HELD) that are asked for the place of a call behind its reference, comma-separated as AMALIYAT_PARTNER_HOSTS; empty asks none, and the card says so",
    ),
  AMALIYAT_NEW_KEYS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.enum(KEY_USES)))
    .describe(
      "Keys that are lost for good, comma-separated (vault, log, push): the room makes new ones at this start, and what hung on the old ones is lost. For one start only",
    ),
  AMALIYAT_CONTROLLER_AR: z
    .string()
    .default("المديرية العامة للأمن الوطني، أمن الولاية")
    .describe("Controller of what citizens report, in Arabic, as the notice names it"),
  AMALIYAT_CONTROLLER_FR: z
    .string()
    .default("Direction générale de la sûreté nationale, sûreté de wilaya")
    .describe("Controller of what citizens report, in French"),
  AMALIYAT_CONTROLLER_EN: z
    .string()
    .default("General Directorate of National Security, wilaya police headquarters")
    .describe("Controller of what citizens report, in English"),
  AMALIYAT_PRIVACY_CONTACT: z
    .string()
    .max(120)
    .optional()
    .describe("Telephone, mail or address where people use their rights over what they reported; any police station when not given"),
  AMALIYAT_PUSH_CONTACT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/)
    .optional()
    .describe("Address that push services may write to, mailto: or https:; with AMALIYAT_PUSH_HOSTS"),
  AMALIYAT_LINES: z
    .string()
    .min(1)
    .optional()
    .describe("Folder of the telephone lines as `npm run lines:setup` writes it; without it the room has no lines"),
  AMALIYAT_CALL_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90).describe("Retention of recorded calls, in days"),
  AMALIYAT_PHOTO_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .describe("Retention of the crews' pictures after the end of their intervention, in days; one that is held is kept longer"),
  AMALIYAT_BOLO_PICTURE_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe("Retention of a BOLO's pictures after its cancellation or expiry, in days; one that an alert still shows is kept longer"),
  AMALIYAT_ALERT_ALONE_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe(
      "Longest span from its beginning to which one person alone may renew a public alert, in hours; a longer one takes a second person",
    ),
  AMALIYAT_DISK_RESERVE: spaceSize("5%").describe(
    "Kept free for database, log and keys on their volumes: a share (at least 1 GiB, at most 4 GiB) or a size, never above a quarter of the volume. Uploads stop when it would be touched, recordings at twice as much",
  ),
  AMALIYAT_RECORDINGS_SPACE: spaceSize("100%").describe(
    "Most that recordings of all recorders may fill: a share of their volume or a size; 100% leaves the reserve twice. Beyond it nothing is recorded until some are past their retention",
  ),
  AMALIYAT_UPLOADS_SPACE: spaceSize("20%").describe(
    "Most that files of reports, pictures and recorded calls may fill of their volume: a share or a size; beyond it no file is taken",
  ),
  AMALIYAT_UNFINISHED_SPACE: spaceSize("2%").describe(
    "Most that files of reports may fill that have not come whole: a share or a size. They are kept for a day at most",
  ),
  AMALIYAT_LISTENING_SHOWN: flag.default(true).describe("1 shows a call-taker that a supervisor is with the call; 0 does not"),
  AMALIYAT_AML_KEY: z
    .string()
    .min(16)
    .max(200)
    .optional()
    .describe("Key with which places of telephones are handed in (AML over HTTPS, or handed on from SMS)"),
  AMALIYAT_AML_NETWORKS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])))
    .describe("Networks from which places of telephones are taken without the key, comma-separated (CIDR)"),
  AMALIYAT_SMS_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe("Folder into which messages to callers and to contacts of walks are written, one file each; none are sent when not given"),
  AMALIYAT_OUTSIDE_URL: z
    .url({ protocol: /^https?$/ })
    // A browser tells its place to a page of its own machine without HTTPS, and to no other.
    .refine((address) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(address), "expected https")
    .optional()
    .describe("Address by which telephones outside reach the room, for links in messages; with AMALIYAT_SMS_FOLDER"),
  AMALIYAT_SECOND_FACTOR: z
    .string()
    .default("all")
    .transform(list)
    .pipe(z.array(z.enum([...ROLES, "all"])))
    .transform((roles) => ROLES.filter((role) => roles.includes(role) || roles.includes("all")))
    .describe(
      "Roles that must have a second factor (passkey or codes by telephone), comma-separated, or `all`: a session without one can only set one up. Empty proposes it to every desk and makes it nobody's duty, as in the demonstration",
    ),
  AMALIYAT_BREACHED_PASSWORDS: z
    .string()
    .min(1)
    .optional()
    .describe(
      "File of SHA-1 hashes of breached passwords, sorted, one a line, HASH or HASH:COUNT (the form of Pwned Passwords): a new password that stands there is refused. It is searched where it lies, whatever its size; a room does not start without the file that it names",
    ),
  AMALIYAT_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info").describe("Least level of the process log"),
});

export type Config = Readonly<z.output<typeof schema>>;

const isLocal = (host: string): boolean => host === "localhost" || host === "127.0.0.1" || host === "::1";

/** Every key with what it means and its default, for `docs/configuration.md`. */
export const describeConfig = (): readonly { key: string; meaning: string; fallback: string }[] => {
  const defaults = schema.partial().parse({});
  return Object.entries(schema.shape).map(([key, part]) => ({
    key,
    meaning: part.description ?? "",
    fallback: String(defaults[key as keyof typeof defaults] ?? ""),
  }));
};

/**
 * Reads the configuration from an environment. All problems are reported at once, each with its key and what was expected;
 * values are not repeated, since one of them may be a secret.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.keys(schema.shape);
  const strange = Object.keys(environment).filter((key) => key.startsWith("AMALIYAT_") && !known.includes(key));
  const parsed = schema.safeParse(environment);
  const problems = [
    ...strange.map((key) => `${key}: there is no such setting`),
    ...(parsed.success ? consistency(parsed.data) : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)),
  ];
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return Object.freeze(parsed.data);
}

function consistency(config: Config): string[] {
  const problems: string[] = [];
  if (config.DATABASE_OWNER_URL !== undefined && config.DATABASE_URL === undefined)
    problems.push("DATABASE_OWNER_URL: expected DATABASE_URL beside it");
  if (config.AMALIYAT_PLAIN_HTTP && !isLocal(config.AMALIYAT_HOST))
    problems.push("AMALIYAT_PLAIN_HTTP: plain HTTP is served on localhost only; give a certificate, or leave it out for a local authority");
  if ((config.AMALIYAT_TLS_CERT === undefined) !== (config.AMALIYAT_TLS_KEY === undefined))
    problems.push("AMALIYAT_TLS_CERT, AMALIYAT_TLS_KEY: expected both or neither");
  if ((config.AMALIYAT_SMS_FOLDER === undefined) !== (config.AMALIYAT_OUTSIDE_URL === undefined))
    problems.push("AMALIYAT_SMS_FOLDER, AMALIYAT_OUTSIDE_URL: expected both or neither");
  if ((config.AMALIYAT_PUSH_HOSTS.length === 0) !== (config.AMALIYAT_PUSH_CONTACT === undefined))
    problems.push("AMALIYAT_PUSH_HOSTS, AMALIYAT_PUSH_CONTACT: expected both or neither");
  return problems;
}

/** A configuration that cannot be used; `message` lists every problem. */
export class ConfigError extends Error {
  readonly code = "config.invalid";
  constructor(problems: readonly string[]) {
    super(`the configuration cannot be used:\n${problems.map((each) => `  ${each}`).join("\n")}`);
  }
}

/** Name and centre of the room, as its screens ask for them. */
export function aboutRoom(config: Config) {
  const [lat = 0, lon = 0] = config.AMALIYAT_CENTER.split(",").map(Number);
  return {
    names: { ar: config.AMALIYAT_NAME_AR, fr: config.AMALIYAT_NAME_FR, en: config.AMALIYAT_NAME_EN },
    center: { lat, lon },
    mapFolder: config.AMALIYAT_MAP ?? join(config.AMALIYAT_DATA, "map"),
    roles: config.AMALIYAT_ROLES,
    listeningShown: config.AMALIYAT_LISTENING_SHOWN,
  };
}

/** Name of the room beside a passkey, its folder, and the roles that need a second factor. */
export const identityOf = (config: Config) => ({
  names: aboutRoom(config).names,
  dataFolder: config.AMALIYAT_DATA,
  needSecondFactor: config.AMALIYAT_SECOND_FACTOR,
});

/** Controller of the data that citizens report, and the contact for their rights. */
export const controllerOf = (config: Config) => ({
  names: { ar: config.AMALIYAT_CONTROLLER_AR, fr: config.AMALIYAT_CONTROLLER_FR, en: config.AMALIYAT_CONTROLLER_EN },
  contact: config.AMALIYAT_PRIVACY_CONTACT ?? null,
});

/** Hosts that the room may call, of a list of settings. */
const hostsOf = (entries: readonly string[]) => entries.flatMap((entry) => allowedHost(entry) ?? []);

/** Retention and supervision of calls, their folders, and the sources of places. */
export const callsOf = (config: Config) => ({
  dataFolder: config.AMALIYAT_DATA,
  linesFolder: config.AMALIYAT_LINES ?? null,
  folders: { recordings: join(config.AMALIYAT_DATA, "call-recordings") },
  retentionMs: config.AMALIYAT_CALL_RETENTION_DAYS * 86_400_000,
  listeningShown: config.AMALIYAT_LISTENING_SHOWN,
  aml: { key: config.AMALIYAT_AML_KEY ?? null, networks: networkList(config.AMALIYAT_AML_NETWORKS) },
  heldHosts: hostsOf(config.AMALIYAT_HELD_HOSTS),
});

/** Networks in which cameras may stand, and how they may ask for their password. */
export const camerasOf = (config: Config) => ({
  allowed: networkList(config.AMALIYAT_CAMERA_NETWORKS),
  digestOnly: config.AMALIYAT_CAMERA_DIGEST_ONLY,
});

/** Folder of the files that come with reports, and the hosts from which pictures of other systems are fetched. */
export const reportFilesOf = (config: Config) => ({
  folder: join(config.AMALIYAT_DATA, "reports"),
  mediaHosts: hostsOf(config.AMALIYAT_MEDIA_HOSTS),
});

/** Folder from which a gateway sends messages to telephones; null if the room has none. URL by which outside systems reach the room. */
export const outsideOf = (config: Config) => ({
  smsFolder: config.AMALIYAT_SMS_FOLDER ?? null,
  outsideUrl: config.AMALIYAT_OUTSIDE_URL?.replace(/\/$/, "") ?? null,
});

/** Folders that share the disks, and the space that each use may fill. */
export function spaceOf(config: Config) {
  const data = (name: string): string => join(config.AMALIYAT_DATA, name);
  const size = (text: string) => readSpaceSize(text) ?? { kind: "bytes" as const, bytes: 0 };
  return {
    folders: {
      // Another machine's database is measured there.
      database: [...(config.DATABASE_URL === undefined ? [data("database")] : []), data("log"), data("keys")],
      recordings: [data("recordings")],
      uploads: [data(join("reports", "sealed")), data("photos"), data("bolo-pictures"), data("call-recordings")],
      parts: [data(join("reports", "incoming"))],
    },
    limits: {
      reserve: size(config.AMALIYAT_DISK_RESERVE),
      recordings: size(config.AMALIYAT_RECORDINGS_SPACE),
      uploads: size(config.AMALIYAT_UPLOADS_SPACE),
      parts: size(config.AMALIYAT_UNFINISHED_SPACE),
    },
  };
}

/** Folder of the pictures that crews take, and their retention after the end of the intervention. */
export const photosOf = (config: Config) => ({
  folder: join(config.AMALIYAT_DATA, "photos"),
  retentionMs: config.AMALIYAT_PHOTO_RETENTION_DAYS * 86_400_000,
});

/** Folder of BOLO pictures, and their retention after the end of the BOLO. */
export const boloPicturesOf = (config: Config) => ({
  folder: join(config.AMALIYAT_DATA, "bolo-pictures"),
  retentionMs: config.AMALIYAT_BOLO_PICTURE_RETENTION_DAYS * 86_400_000,
});

/** Sender names of the feed of public alerts, and the longest span to which one person alone may renew an alert. */
export const publicAlertsOf = (config: Config) => ({
  sender: {
    agency: config.AMALIYAT_AGENCY,
    names: { ar: config.AMALIYAT_NAME_AR, fr: config.AMALIYAT_NAME_FR, en: config.AMALIYAT_NAME_EN },
  },
  aloneMs: config.AMALIYAT_ALERT_ALONE_HOURS * 3_600_000,
});

/** Name by which partner bodies know the room, and the hosts that it may call. */
export const partnersOf = (config: Config) => ({
  issuer: { agency: config.AMALIYAT_AGENCY, names: { ar: config.AMALIYAT_NAME_AR, fr: config.AMALIYAT_NAME_FR } },
  hosts: hostsOf(config.AMALIYAT_PARTNER_HOSTS),
});

/** Push services that the room may use; null if push is off. */
export const pushOf = (config: Config) =>
  config.AMALIYAT_PUSH_CONTACT === undefined ? null : { hosts: hostsOf(config.AMALIYAT_PUSH_HOSTS), contact: config.AMALIYAT_PUSH_CONTACT };
