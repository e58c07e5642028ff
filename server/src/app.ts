import { existsSync } from "node:fs";
import { mayCallOut, plainNumber } from "@amaliyat/domain/calls";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { alertsJobs, alertsRoutes, endAlertsOfChildren, openVapidKeys, tellAlertsOfChildren, type AlertsDeps } from "./alerts/index.ts";
import { adopting, Approvals, approvalsRoutes, expireApprovals } from "./approvals/index.ts";
import { append, auditRoutes, eraseExpired, openLog } from "./audit/index.ts";
import {
  bolosRoutes,
  eraseBoloPictures,
  openBolos,
  sealOldBoloPictures,
  sealOldThumbnails,
  startExpiryWatch,
  sweepBoloPictures,
} from "./bolos/index.ts";
import {
  callsRoutes,
  dropIntoFolder,
  expireCallRecordings,
  expireCallTexts,
  expireVehicles,
  dereferenceJob,
  heldHosts,
  latePlaceJob,
  peaksJob,
  readLines as linesOfRoom,
  shipLines,
  Switchboard,
  type CallsDeps,
} from "./calls/index.ts";
import { camerasRoutes, placeOfCamera, type CamerasDeps } from "./cameras/index.ts";
import {
  aboutRoom,
  boloPicturesOf,
  publicAlertsOf,
  callsOf,
  controllerOf,
  partnersOf,
  photosOf,
  pushOf,
  spaceOf,
  ConfigError,
  type Config,
} from "./settings/index.ts";
import {
  dispatchRoutes,
  Force,
  type DispatchDeps,
  openRoads,
  phoneOfUnit,
  sendNearestOf,
  startLearning,
  unitsPort,
} from "./dispatch/index.ts";
import {
  identityRoutes,
  openBreachedPasswords,
  openFirstRun,
  personOf,
  sectorOfPoint,
  sessionsFollow,
  startSessionKeeper,
  touch,
  type Terminal,
} from "./identity/index.ts";
import {
  erasePhotos,
  interventionsRoutes,
  openIntervention,
  openPhotos,
  patrolActs,
  photoRoutes,
  sealOldPhotos,
  sweepPhotos,
} from "./interventions/index.ts";
import { partnerOf, partnersJobs, partnersRoutes, reviseForwards, subscribeToPartners, type PartnersDeps } from "./partners/index.ts";
import { askForLandmarks, placesJobs, placesRoutes, publicLandmarks, TownNames, warningsAt } from "./places/index.ts";
import { planToSend, plansRoutes, shipPlans } from "./plans/index.ts";
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
  userOf,
  withVault,
} from "./platform/database/index.ts";
import { networkList } from "./platform/network-list.ts";
import { lockFolderAs } from "./platform/folder-lock.ts";
import { holdPort, type OnUndeclared, type ReadRate } from "./platform/http/index.ts";
import { prepareJobs } from "./platform/jobs/index.ts";
import { openJournal, warmThread } from "./platform/journal/index.ts";
import { startHub } from "./platform/live/index.ts";
import { checkKeys, recordKeys, type KeyUse } from "./platform/database/keyring.ts";
import { makeLog, type Log } from "./platform/log.ts";
import { LogUnavailable } from "./platform/log-unavailable.ts";
import { Space } from "./platform/space/index.ts";
import { openVault, VAULT_FILES } from "./platform/vault.ts";
import { isClockTrusted, recordedBytes, recordingsRoutes, startViewKeeper } from "./recordings/index.ts";
import { startApi } from "./roles/api.ts";
import { gateKeepers } from "./roles/gate-keepers.ts";
import { recordingsFolder, startRecorderRole } from "./roles/recorder.ts";
import { startWorkerRole } from "./roles/worker.ts";
import {
  fileKeeper,
  mediaHosts,
  openFiles,
  repairFiles,
  reportsJobs,
  reportsRoutes,
  sealOldReports,
  moveOpenWalks,
  startWalkWatch,
  tellContactJob,
} from "./reports/index.ts";
import { findMap, roomRoutes } from "./room/index.ts";
import { shiftsRoutes } from "./shifts/index.ts";
import {
  announcementsFolder,
  holdMusic,
  consoleEdge,
  readLines,
  startExchange as startTelephones,
  type Exchange,
  type Keep,
  type OnExchange,
} from "./telephony/index.ts";
import { countedRowsKeeper, statisticsJobs, statisticsRoutes } from "./statistics/index.ts";
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
};

/** Callers wait for a disk that hangs for so long, ms; after it they are answered by what is in memory. */
const DISK_ANSWERS_MS = 3_000;

/** A running room. `url` is where its console is served; null without the role api. */
export type Room = AsyncDisposable & { readonly url: string | null; readonly databaseUrl: string };

/** The list of breached passwords that the configuration names; null if it names none. */
async function breachedOf({ AMALIYAT_BREACHED_PASSWORDS: path }: Config, stack: AsyncDisposableStack) {
  if (path === undefined) return null;
  const list = await openBreachedPasswords(path);
  if (!list.ok) throw new ConfigError([`AMALIYAT_BREACHED_PASSWORDS: ${list.error}`]);
  return stack.use(list.value);
}

/**
 * Starts the roles of this program on one database. At the end, started parts are stopped in reverse, also when a later part fails to
 * start.
 */
export async function startRoom({
  config,
  pages,
  patrol = null,
  citizen = null,
  clock: given,
  log = makeLog(config.AMALIYAT_LOG_LEVEL),
  terminal = () => undefined,
  onUndeclared,
  refusalsWritten,
  readRate,
  startExchange,
  hurry,
}: RoomOptions): Promise<Room> {
  await using stack = new AsyncDisposableStack();
  const watched = watchClock(log);
  const clock = given ?? watched.now;
  const has = (role: Config["AMALIYAT_ROLES"][number]): boolean => config.AMALIYAT_ROLES.includes(role);
  await mkdir(config.AMALIYAT_DATA, { recursive: true, mode: 0o700 });
  // Before anything is touched: a second start in the same folder would close the gaps and states of the first.
  stack.use(await lockFolderAs(config.AMALIYAT_DATA, config.AMALIYAT_ROLES));
  const held = has("api") ? stack.use(await holdPort(config.AMALIYAT_HOST, config.AMALIYAT_PORT)) : null;
  const linesThread = held === null ? null : stack.use(warmThread());
  const breached = held === null ? null : await breachedOf(config, stack);

  const embedded =
    config.DATABASE_URL === undefined
      ? stack.use(await startEmbedded({ folder: join(config.AMALIYAT_DATA, "database"), log, hurry }))
      : null;
  const databaseUrl = embedded?.url ?? config.DATABASE_URL ?? "";
  const ownerUrl = embedded?.ownerUrl ?? config.DATABASE_OWNER_URL ?? databaseUrl;
  await checkServer(ownerUrl);
  await migrate({ url: ownerUrl, log });
  const jobsSchema = await prepareJobs({ url: ownerUrl, user: await userOf(databaseUrl), log });
  await checkRoomUser(databaseUrl, config.AMALIYAT_ALLOW_SUPERUSER, log);
  const pushing = pushOf(config);
  const keys = join(config.AMALIYAT_DATA, "keys");
  const uses: KeyUse[] = ["vault", ...(has("worker") ? (["log"] as const) : []), ...(pushing === null ? [] : (["push"] as const))];
  const keyring = { url: ownerUrl, folder: keys, uses, renewed: config.AMALIYAT_NEW_KEYS };
  await checkKeys(keyring);
  const vault = await openVault(keys);
  if (existsSync(join(keys, VAULT_FILES.before))) log.warn("vault: key rotation is unfinished, run npm run keys -- rotate");
  const followed: FollowedClock = { bootId: null, followedMs: 0 };
  const db = { ...withVault(stack.use(openDatabase({ url: databaseUrl, log })), vault), followed };
  // A journal has one writer. Processes with other roles may share the folder; the one that publishes the log has the journal that verifiers read.
  const journalName = has("worker") ? "journal" : `journal-${config.AMALIYAT_ROLES.toSorted().join("-")}`;
  const journal = stack.use(await openJournal(join(config.AMALIYAT_DATA, journalName)));
  const schema = `${await schemaName()} ${jobsSchema}`;
  stack.use(await openLog({ db, journal, vault, schema, publishes: has("worker"), clock, log }));
  // Each process of the machine follows its clock: one that only works would else alarm every walk at a step.
  watched.onStep(await sessionsFollow(db, [moveOpenWalks]));

  const space = new Space({ ...spaceOf(config), recordedBytes: () => transaction(db, SYSTEM, recordedBytes, { readOnly: true }) });
  const uploadsHaveRoom = (bytes: number): Promise<boolean> => space.mayWrite("uploads", bytes);
  const calls = callsOf(config);
  let recorder: Awaited<ReturnType<typeof startRecorderRole>> | null = null;
  const cameras: CamerasDeps = {
    db,
    allowed: networkList(config.AMALIYAT_CAMERA_NETWORKS),
    digestOnly: config.AMALIYAT_CAMERA_DIGEST_ONLY,
    changed: () => recorder?.look(),
  };
  if (has("recorder")) recorder = stack.use(await startRecorderRole({ config, db, cameras, vault, space, clock, log }));
  const files = await openFiles({
    db,
    clock,
    log,
    vault,
    space,
    folder: join(config.AMALIYAT_DATA, "reports"),
    mediaHosts: mediaHosts(config.AMALIYAT_MEDIA_HOSTS),
  });
  const partners: PartnersDeps = { ...partnersOf(config), db, vault, clock, log, sectorOf: sectorOfPoint };
  const push = pushing === null ? null : { ...pushing, keys: await openVapidKeys(keys) };
  const photos = openPhotos({ ...photosOf(config), db, vault, hasRoom: uploadsHaveRoom });
  const telling = { ...publicAlertsOf(config), push };
  const child = { onChildOver: endAlertsOfChildren(telling), onChildSpan: tellAlertsOfChildren(telling) };
  const bolos = openBolos({ ...boloPicturesOf(config), db, vault, hasRoom: uploadsHaveRoom, ...child });
  const alerts: AlertsDeps = { ...telling, db, clock, log, vault, bolos };
  const [smsFolder, address] = [config.AMALIYAT_SMS_FOLDER, config.AMALIYAT_OUTSIDE_URL?.replace(/\/$/, "")];
  const sms = smsFolder === undefined || address === undefined ? null : { send: dropIntoFolder(smsFolder), address };
  if (has("worker")) {
    const landmarks = { db, clock, log, folder: aboutRoom(config).mapFolder };
    const jobs = [
      ...statisticsJobs({ db, clock }),
      ...partnersJobs(partners),
      ...alertsJobs(alerts),
      ...placesJobs(landmarks),
      peaksJob(db, calls.folders.recordings),
      ...reportsJobs(files),
      tellContactJob({ db, clock, send: sms?.send ?? null }),
      latePlaceJob({ db, clock, sectorOf: sectorOfPoint }),
      dereferenceJob({ db, clock, sectorOf: sectorOfPoint, heldHosts: heldHosts(config.AMALIYAT_HELD_HOSTS) }),
    ];
    const keepFiles = fileKeeper(files);
    // The recorder moves the trusted time on; what asks besides it only looks.
    const isTrusted = (at: number): Promise<boolean> => isClockTrusted(db, at, 0);
    const whenTrusted = (erase: (at: number) => Promise<unknown>) => async (at: number) => (await isTrusted(at)) && erase(at);
    stack.use(
      await startWorkerRole({
        config,
        db,
        url: databaseUrl,
        clock,
        log,
        jobs,
        expire: [
          whenTrusted((at) => expireCallRecordings(db, calls.folders.recordings, at)),
          whenTrusted((at) => expireCallTexts(db, calls.retentionMs, at)),
          whenTrusted((at) => expireVehicles(db, calls.retentionMs, at)),
          whenTrusted((at) => erasePhotos(photos, at)),
          whenTrusted((at) => eraseBoloPictures(bolos, at)),
          whenTrusted((at) => transaction(db, SYSTEM, (tx) => eraseExpired(tx, at))),
          countedRowsKeeper({ db, journal }),
          async (at) => keepFiles(at, await isTrusted(at)),
          (at) => expireApprovals(db, at),
        ],
      }),
    );
    stack.use(subscribeToPartners(partners));
    stack.use(startExpiryWatch({ ...bolos, clock, log }));
    stack.use(startWalkWatch({ db, vault, sectorOf: sectorOfPoint, clock, log }));
  }

  let url: string | null = null;
  if (held !== null) {
    const keeper = stack.use(startSessionKeeper(db, clock));
    const interventions = { db, units: unitsPort, cameras: { placeOf: placeOfCamera }, sectorOf: sectorOfPoint, revise: reviseForwards };
    await shipLines(db, clock());
    const telephones = async (heard: OnExchange, keep: Keep): Promise<Exchange> => {
      const { recordings } = calls.folders;
      await mkdir(recordings, { recursive: true, mode: 0o700 });
      return startTelephones({
        settings: await readLines(config.AMALIYAT_LINES ?? null),
        log,
        clock,
        keep,
        heard,
        recordings,
        mayCallOut: (number) => mayCallOut(plainNumber(number) ?? ""),
      });
    };
    const aml = { key: config.AMALIYAT_AML_KEY ?? null, networks: networkList(config.AMALIYAT_AML_NETWORKS) };
    const linesSettings = await readLines(config.AMALIYAT_LINES ?? null);
    const standbyPort = linesSettings.kind === "set_up" ? (linesSettings.lines.ports.standby ?? null) : null;
    const linesFolder = config.AMALIYAT_LINES ?? config.AMALIYAT_DATA;
    // The lines begin before all that a caller need not wait for: screens, roads, and what old files need.
    const dispatch = Promise.withResolvers<DispatchDeps>();
    const lines = {
      ...calls,
      hasRoomForSound: () => space.leavesReserve("uploads"),
      // A room's own announcements stand before those that the lines were set up with.
      sounds: {
        folders: [join(config.AMALIYAT_DATA, "announcements"), announcementsFolder(linesFolder)],
        music: holdMusic(linesFolder),
      },
      db,
      clock,
      log,
      startExchange: startExchange ?? telephones,
      // Every server of the lines finds it beside them. A room without lines has nothing to share. A disk that hangs keeps no caller waiting.
      openJournal: () =>
        openJournal(join(linesFolder, "lines-journal"), {
          answersWithinMs: DISK_ANSWERS_MS,
          ...(linesThread !== null && { warm: linesThread }),
        }),
      standbyPort,
      consoleEdge: async () => consoleEdge(await readLines(config.AMALIYAT_LINES ?? null)),
      keeper,
      interventions,
      sectorOf: sectorOfPoint,
      phoneOfUnit,
      sendNearest: async (...asked: Parameters<CallsDeps["sendNearest"]>) => sendNearestOf(await dispatch.promise)(...asked),
      aml,
      heldHosts: heldHosts(config.AMALIYAT_HELD_HOSTS),
      sms,
    };
    const switchboard = stack.use(new Switchboard(lines));
    let tellTime = (): void => undefined;
    watched.stepWith(async (byMs, step) => {
      await switchboard.follow(byMs, step);
      tellTime();
    });
    const views = stack.use(await startViewKeeper(db, clock));
    const hub = stack.use(await startHub({ db, url: databaseUrl, log }));
    tellTime = () => hub.tellTime();
    const approvals = new Approvals(personOf);
    approvals.register(adopting);
    const first = await openFirstRun(db, config.AMALIYAT_DATA, clock(), terminal);
    const present = (sessionId: string): Promise<void> => touch(db, sessionId, clock());
    const roads = await openRoads(join(aboutRoom(config).mapFolder, "roads.json"), log);
    if (roads !== null) stack.use(startLearning({ db, roads, clock, log }));
    const units = {
      db,
      hub,
      keeper,
      force: new Force(db, roads),
      roads,
      interventions: patrolActs(interventions),
      planFor: planToSend,
      warningsAt,
    };
    dispatch.resolve(units);
    await repairFiles(files);
    await sealOldPhotos(photos, log);
    await sealOldReports(db, log);
    await sealOldThumbnails(db, log);
    await sealOldBoloPictures(bolos, log);
    await sweepPhotos(photos, clock(), log);
    await sweepBoloPictures(bolos, clock(), log);
    const names = new TownNames();
    const served = [
      ...roomRoutes({ ...aboutRoom(config), db, log, space, hub, keeper, present, version: VERSION }),
      ...identityRoutes({
        db,
        vault,
        keeper,
        approvals,
        first,
        needSecondFactor: config.AMALIYAT_SECOND_FACTOR,
        isBreached: async (password) => breached !== null && breached.has(password),
        names: aboutRoom(config).names,
      }),
      ...approvalsRoutes(db, approvals),
      ...camerasRoutes(cameras, vault),
      ...recordingsRoutes({ db, media: recorder?.media ?? null, keeper, views, clock, log, root: recordingsFolder(config) }),
      ...interventionsRoutes(interventions),
      ...photoRoutes(photos),
      ...dispatchRoutes(units),
      ...callsRoutes({ ...lines, switchboard }),
      ...reportsRoutes({
        db,
        clock,
        log,
        vault,
        files,
        about: {
          names: aboutRoom(config).names,
          controller: controllerOf(config),
          middle: aboutRoom(config).center,
          contactsTold: sms !== null,
          mapVersion: async () => (await findMap(aboutRoom(config).mapFolder))?.version ?? null,
        },
        lines: linesOfRoom,
        landmarks: publicLandmarks(names),
        sectorOf: sectorOfPoint,
        interventions,
        partnerOf: (key, at) => partnerOf(db, key, at, "open311"),
        outsideUrl: address ?? null,
      }),
      ...plansRoutes(db),
      ...placesRoutes({ db, names, sectorOf: sectorOfPoint, historyMonths: config.AMALIYAT_HISTORY_MONTHS }),
      ...shiftsRoutes(db),
      ...statisticsRoutes(db, clock, uploadsHaveRoom),
      ...partnersRoutes(partners, (call, also) => openIntervention(interventions, call, also)),
      ...bolosRoutes(bolos),
      ...alertsRoutes(alerts),
      ...auditRoutes(db),
    ];
    url = stack.use(
      await startApi({
        config,
        held,
        readRate,
        keepers: gateKeepers(db, vault, clock, config.AMALIYAT_SECOND_FACTOR, refusalsWritten),
        served,
        clock,
        log,
        pages,
        patrol,
        citizen,
        standbyPort,
        onUndeclared,
      }),
    ).url;
  }

  await recordKeys(keyring);
  const noted = (type: "room.started" | "room.stopped") =>
    transaction(db, SYSTEM, (tx) => append(tx, { at: clock(), type, detail: { roles: config.AMALIYAT_ROLES, version: VERSION } }));
  // A room whose log is shut starts all the same: it records, refuses every command, and works again once the log is whole.
  await noted("room.started").catch((cause: unknown) => {
    if (!(cause instanceof LogUnavailable)) throw cause;
    log.error({ reason: cause.message }, "log: shut, every command is refused");
  });
  await shipPlans(db, clock());
  if (has("worker")) await askForLandmarks(db);
  const running = stack.move();
  return {
    url,
    databaseUrl,
    async [Symbol.asyncDispose]() {
      await noted("room.stopped").catch((cause: unknown) => log.warn({ err: cause }, "room: stop not logged"));
      await running.disposeAsync();
    },
  };
}
