import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { append, openLog } from "./audit/index.ts";
import type { CallsDeps } from "./calls/index.ts";
import { openBreachedPasswords, sessionsFollow, type Terminal } from "./identity/index.ts";
import { watchClock, type Clock, type FollowedClock } from "./platform/clock.ts";
import {
  checkRoomUser,
  checkServer,
  migrate,
  openDatabase,
  schemaName,
  startEmbedded,
  SYSTEM,
  transaction,
  untilReachable,
  userOf,
  withVault,
} from "./platform/database/index.ts";
import { checkKeys, recordKeys, type KeyUse } from "./platform/database/keys/keyring.ts";
import type { ServerRole } from "./platform/feature.ts";
import { lockFolderAs } from "./platform/folder-lock.ts";
import { reservePort, type OnUndeclared, type ReadRate } from "./platform/http/index.ts";
import { prepareJobs } from "./platform/jobs/index.ts";
import { openJournal, warmThread, type Journal } from "./platform/journal/index.ts";
import { LogUnavailable } from "./platform/log-unavailable.ts";
import { makeLog, type Log } from "./platform/log.ts";
import { Space } from "./platform/space/index.ts";
import { openVault, VAULT_FILES } from "./platform/vault.ts";
import { recordedBytes } from "./recordings/index.ts";
import { moveFollowedPlaces, moveOpenWalks } from "./reports/index.ts";
import { ConfigError, pushOf, spaceOf, type Config } from "./settings/index.ts";
import { readLines } from "./telephony/index.ts";
import { VERSION } from "./version.ts";

export type RoomOptions = {
  readonly config: Config;
  /** Folder of the built console; null serves the API alone. */
  readonly pages: string | null;
  /** Folder of the built app of the patrols. */
  readonly patrol?: string | null;
  /** Folder of the built app of the citizens. */
  readonly citizen?: string | null;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Shows the secrets of a room that begins to whoever started it; nobody sees them when it is not given. */
  readonly terminal?: Terminal;
  /** Told of refusals that a route does not declare; they are logged when it is not given. */
  readonly onUndeclared?: OnUndeclared;
  /** Refusals of one person that are written one by one in a minute, before they are counted together; a test that counts them needs all. */
  readonly refusalsWritten?: number | undefined;
  /** Read rate of one session; default: that of a normal room. */
  readonly readRate?: ReadRate | undefined;
  /** The telephones; those that were set up when not given, and a room without says what is missing. */
  readonly startExchange?: CallsDeps["startExchange"];
  /** Aborted when there is no time left to stop in order: the embedded database is told to end at once. */
  readonly hurry?: AbortSignal;
  /** Aborted when the room is to stop: a start that waits for its database ends. */
  readonly stopping?: AbortSignal;
};

/** Work that goes on while the database is away at a start; begun once if it does not answer soon. */
export type Meanwhile = AsyncDisposable & {
  readonly begin: (parts: { readonly journal: Journal; readonly clock: Clock; readonly log: Log }) => void;
};

/** A running room. `url` is where its console is served; null without the role api. */
export type Room = AsyncDisposable & { readonly url: string | null; readonly databaseUrl: string };

/** Parts of a room that all its roles stand on. */
export type OpenRoom = Awaited<ReturnType<typeof openRoom>>;

/** The list of breached passwords that the configuration names; null if it names none. */
async function breachedOf({ AMALIYAT_BREACHED_PASSWORDS: path }: Config, stack: AsyncDisposableStack) {
  if (path === undefined) return null;
  const list = await openBreachedPasswords(path);
  if (!list.ok) throw new ConfigError([`AMALIYAT_BREACHED_PASSWORDS: ${list.error}`]);
  return stack.use(list.value);
}

/** Port on which consoles reach the edge while this server is dead; null if the lines have none. */
async function standbyPortOf({ AMALIYAT_LINES: folder }: Config): Promise<number | null> {
  const found = await readLines(folder ?? null);
  return found.kind === "set_up" ? (found.lines.ports.standby ?? null) : null;
}

type Starting = Pick<RoomOptions, "config" | "hurry" | "stopping"> & { readonly log: Log };

/** A database that has not answered by then is away, ms: an embedded one needs up to two seconds. */
const AWAY_AFTER_MS = 3_000;
/** A start that does nothing but wait for its database ends after this, ms; one that records meanwhile does not. */
const WAITS_MS = 300_000;

/** Starts the embedded database, or finds the configured one, and brings its schema up to date. */
async function startDatabase({ config, log, hurry, stopping }: Starting, stack: AsyncDisposableStack) {
  const embedded =
    config.DATABASE_URL === undefined
      ? stack.use(await startEmbedded({ folder: join(config.AMALIYAT_DATA, "database"), log, hurry }))
      : null;
  const url = embedded?.url ?? config.DATABASE_URL ?? "";
  const ownerUrl = embedded?.ownerUrl ?? config.DATABASE_OWNER_URL ?? url;
  // A recorder has work meanwhile.
  const atMostMs = config.AMALIYAT_ROLES.includes("recorder") ? Infinity : WAITS_MS;
  if (embedded === null) await untilReachable(ownerUrl, { log, stopping, atMostMs });
  await checkServer(ownerUrl);
  await migrate({ url: ownerUrl, log });
  const user = await userOf(url);
  const [jobsSchema] = await Promise.all([
    prepareJobs({ url: ownerUrl, user, log }),
    checkRoomUser(url, config.AMALIYAT_ALLOW_SUPERUSER, log),
  ]);
  return { url, ownerUrl, schema: `${await schemaName()} ${jobsSchema}` };
}

/** Opens what all roles stand on: folder, port, database, keys, journal, log, clock and disks. `stack` ends them in reverse. */
export async function openRoom(options: RoomOptions, stack: AsyncDisposableStack, meanwhile: Meanwhile) {
  const { config, log = makeLog(config.AMALIYAT_LOG_LEVEL) } = options;
  const watched = watchClock(log);
  const clock = options.clock ?? watched.now;
  const has = (role: ServerRole): boolean => config.AMALIYAT_ROLES.includes(role);
  await mkdir(config.AMALIYAT_DATA, { recursive: true, mode: 0o700 });
  // Before anything is touched: a second start in the same folder would close the gaps and states of the first.
  stack.use(await lockFolderAs(config.AMALIYAT_DATA, config.AMALIYAT_ROLES));
  const held = has("api") ? stack.use(await reservePort(config.AMALIYAT_HOST, config.AMALIYAT_PORT)) : null;
  const linesThread = held === null ? null : stack.use(warmThread());
  // A journal has one writer. Processes with other roles may share the folder; the one that publishes the log has the journal that verifiers read.
  const journalName = has("worker") ? "journal" : `journal-${config.AMALIYAT_ROLES.toSorted().join("-")}`;
  // Its thread starts while the database is looked at.
  const journalOpening = openJournal(join(config.AMALIYAT_DATA, journalName));
  journalOpening.catch(() => undefined);
  stack.defer(() => journalOpening.then((opened) => opened[Symbol.asyncDispose]()).catch(() => undefined));
  // It writes to the journal, so it ends before it.
  stack.use(meanwhile);
  const breached = held === null ? null : await breachedOf(config, stack);

  const away = setTimeout(() => {
    journalOpening.then((journal) => meanwhile.begin({ journal, clock, log })).catch(() => undefined);
  }, AWAY_AFTER_MS);
  const { url, ownerUrl, schema } = await startDatabase({ ...options, log }, stack).finally(() => clearTimeout(away));
  const keys = join(config.AMALIYAT_DATA, "keys");
  const pushes = pushOf(config) !== null;
  const uses: KeyUse[] = ["vault", ...(has("worker") ? (["log"] as const) : []), ...(pushes ? (["push"] as const) : [])];
  const keyring = { url: ownerUrl, folder: keys, uses, renewed: config.AMALIYAT_NEW_KEYS };
  await checkKeys(keyring);
  const vault = await openVault(keys);
  if (existsSync(join(keys, VAULT_FILES.before))) log.warn("vault: key rotation is unfinished, run npm run keys -- rotate");
  const followed: FollowedClock = { bootId: null, followedMs: 0 };
  const db = { ...withVault(stack.use(openDatabase({ url, log })), vault), followed };
  const journal = await journalOpening;
  stack.use(await openLog({ db, journal, vault, schema, publishes: has("worker"), clock, log }));
  // Each process of the machine follows its clock: one that only works would else alarm every walk at a step.
  watched.onStep(await sessionsFollow(db, [moveOpenWalks, moveFollowedPlaces]));
  const noted = (type: "room.started" | "room.stopped") =>
    transaction(db, SYSTEM, (tx) => append(tx, { at: clock(), type, detail: { roles: config.AMALIYAT_ROLES, version: VERSION } }));
  return {
    has,
    config,
    log,
    clock,
    stepWith: watched.stepWith,
    /** Port of the room, and that of the edge; both null without role api. */
    held,
    standbyPort: held === null ? null : await standbyPortOf(config),
    linesThread,
    isBreached: async (password: string): Promise<boolean> => breached !== null && breached.has(password),
    url,
    db,
    keys,
    vault,
    journal,
    space: new Space({ ...spaceOf(config), recordedBytes: () => transaction(db, SYSTEM, recordedBytes, { readOnly: true }) }),
    /** Notes that all roles of this process work. */
    async noteStart(): Promise<void> {
      await recordKeys(keyring);
      // A room whose log is shut starts all the same: it records, refuses every command, and works again once the log is whole.
      await noted("room.started").catch((cause: unknown) => {
        if (!(cause instanceof LogUnavailable)) throw cause;
        log.error({ reason: cause.message }, "log: shut, every command is refused");
      });
    },
    noteStop: () => noted("room.stopped").catch((cause: unknown) => log.warn({ err: cause }, "room: stop not logged")),
  };
}
