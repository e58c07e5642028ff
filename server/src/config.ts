import { join } from "node:path";
import { ROLES } from "@amaliyat/domain/identity";
import { allowedHost } from "@amaliyat/domain/kernel";
import { z } from "zod";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

/** Roles that one program can take; all of them by default. */
export const SERVER_ROLES = ["api", "recorder", "worker"] as const;
export type ServerRole = (typeof SERVER_ROLES)[number];

const list = (text: string): string[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

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
      "Reverse proxies in front of the room, comma-separated addresses or networks (CIDR): from them alone the client's address is taken from X-Forwarded-For or Forwarded. Without it all behind a proxy count as one network",
    ),
  AMALIYAT_PORT: z.coerce.number().int().min(0).max(65535).default(8443).describe("TCP port of console, API and media; 0 takes a free one"),
  AMALIYAT_ROLES: z
    .string()
    .default(SERVER_ROLES.join(","))
    .transform(list)
    .pipe(z.array(z.enum(SERVER_ROLES)).min(1))
    .describe("Roles of this program, comma-separated: api, recorder, worker"),
  AMALIYAT_TLS_CERT: z.string().optional().describe("PEM file with the certificate chain; with AMALIYAT_TLS_KEY"),
  AMALIYAT_TLS_KEY: z.string().optional().describe("PEM file with the private key of the certificate"),
  AMALIYAT_PLAIN_HTTP: flag.default(false).describe("1 serves plain HTTP; allowed on localhost only"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("PostgreSQL 17 to use; the embedded one when not given"),
  AMALIYAT_CAMERA_NETWORKS: z
    .string()
    .default("10.0.0.0/8,172.16.0.0/12,192.168.0.0/16")
    .transform(list)
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])))
    .describe("Networks in which cameras may stand; an address outside is refused"),
  AMALIYAT_MEDIA_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe("Most threads that cameras are spread over, 16 to a thread before the next"),
  AMALIYAT_NAME_AR: z.string().default("قاعة العمليات").describe("Name of the room in Arabic"),
  AMALIYAT_NAME_FR: z.string().default("Salle d'opérations").describe("Name of the room in French"),
  AMALIYAT_NAME_EN: z.string().default("Operations room").describe("Name of the room in English"),
  AMALIYAT_CENTER: z
    .string()
    .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/)
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
    .describe("How many months back the history of a place reaches, 12 at most"),
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
      "Where the room may call on partner bodies, comma-separated: host or host:port, each with =network (CIDR) if its name leads into a private network; empty calls on nobody",
    ),
  AMALIYAT_PUSH_HOSTS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().refine((entry) => allowedHost(entry) !== null, "expected host, host:port, or either with =network")))
    .describe(
      "Push services through which telephones may be told of public alerts, comma-separated as AMALIYAT_PARTNER_HOSTS; empty sends nothing, and the app reads what is in force by itself",
    ),
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
  AMALIYAT_CALL_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90).describe("How long recorded calls are kept, in days"),
  AMALIYAT_PHOTO_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .describe("How long pictures that crews took are kept once their intervention is over, in days; one that is held is kept longer"),
  AMALIYAT_BOLO_PICTURE_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe(
      "How long pictures of a BOLO are kept once it was cancelled or expired, in days; one that an alert still shows is kept longer",
    ),
  AMALIYAT_LISTENING_SHOWN: flag.default(true).describe("1 shows a call-taker that a supervisor is with the call; 0 does not"),
  AMALIYAT_AML_KEY: z.string().min(16).max(200).optional().describe("Key with which places of telephones are handed in (ELS over HTTPS)"),
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
    .describe("Folder into which messages to callers are written, one file each; none are sent when not given"),
  AMALIYAT_OUTSIDE_URL: z
    .url({ protocol: /^https?$/ })
    // A browser tells its place to a page of its own machine without HTTPS, and to no other.
    .refine((address) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(address), "expected https")
    .optional()
    .describe("Address by which telephones outside reach the room, for links in messages; with AMALIYAT_SMS_FOLDER"),
  AMALIYAT_SECOND_FACTOR: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.enum(ROLES)))
    .describe(
      "Roles that must have a second factor (passkey or codes by telephone), comma-separated, such as administrator,auditor,supervisor: a session without one can only set one up. Empty proposes it to every desk and makes it nobody's duty",
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

/** What the room is called and where it stands, as its screens ask for it. */
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

/** How calls are kept and watched over, and where their sound lies. */
export const callsOf = (config: Config) => ({
  folders: { recordings: join(config.AMALIYAT_DATA, "call-recordings") },
  retentionMs: config.AMALIYAT_CALL_RETENTION_DAYS * 86_400_000,
  listeningShown: config.AMALIYAT_LISTENING_SHOWN,
});

/** Where pictures that crews take lie, and how long they are kept once their intervention is over. */
export const photosOf = (config: Config) => ({
  folder: join(config.AMALIYAT_DATA, "photos"),
  retentionMs: config.AMALIYAT_PHOTO_RETENTION_DAYS * 86_400_000,
});

/** Where pictures of BOLOs lie, and how long they are kept once their BOLO is over. */
export const boloPicturesOf = (config: Config) => ({
  folder: join(config.AMALIYAT_DATA, "bolo-pictures"),
  retentionMs: config.AMALIYAT_BOLO_PICTURE_RETENTION_DAYS * 86_400_000,
});

/** Under which name partner bodies know the room, and where it may call on them. */
export const partnersOf = (config: Config) => ({
  issuer: { agency: config.AMALIYAT_AGENCY, names: { ar: config.AMALIYAT_NAME_AR, fr: config.AMALIYAT_NAME_FR } },
  hosts: config.AMALIYAT_PARTNER_HOSTS.flatMap((entry) => allowedHost(entry) ?? []),
});

/** Where telephones may be told by push; null where they are not. */
export const pushOf = (config: Config) =>
  config.AMALIYAT_PUSH_CONTACT === undefined
    ? null
    : { hosts: config.AMALIYAT_PUSH_HOSTS.flatMap((entry) => allowedHost(entry) ?? []), contact: config.AMALIYAT_PUSH_CONTACT };
