import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { alertsJobs, alertsRoutes, openVapidKeys, type AlertsDeps } from "./alerts/index.ts";
import { Approvals, approvalsRoutes, expireApprovals } from "./approvals/index.ts";
import { append, auditRoutes } from "./audit/index.ts";
import { bolosRoutes, eraseBoloPictures, openBolos, sealOldBoloPictures, sweepBoloPictures } from "./bolos/index.ts";
import {
  callsRoutes,
  dropIntoFolder,
  expireCallRecordings,
  keepDialogs,
  latePlaceJob,
  peaksJob,
  readLines as linesOfRoom,
  shipLines,
  Switchboard,
} from "./calls/index.ts";
import { camerasRoutes, placeOfCamera, type CamerasDeps } from "./cameras/index.ts";
import { aboutRoom, boloPicturesOf, callsOf, partnersOf, photosOf, pushOf, type Config } from "./config.ts";
import { dispatchRoutes, Force, openRoads, phoneOfUnit, unitsPort } from "./dispatch/index.ts";
import { identityRoutes, openFirstRun, personOf, sectorOfPoint, startSessionKeeper, touch, type Terminal } from "./identity/index.ts";
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
import { askForLandmarks, placesJobs, placesRoutes, publicLandmarks, warningsAt } from "./places/index.ts";
import { needsOf, plansRoutes, shipPlans } from "./plans/index.ts";
import { systemClock, type Clock } from "./platform/clock.ts";
import { checkServer, migrate, openDatabase, startEmbedded, SYSTEM, transaction } from "./platform/database/index.ts";
import { networkList } from "./platform/network-list.ts";
import type { OnUndeclared } from "./platform/http/index.ts";
import { prepareJobs } from "./platform/jobs/index.ts";
import { startHub } from "./platform/live/index.ts";
import { makeLog, type Log } from "./platform/log.ts";
import { openVault } from "./platform/vault.ts";
import { isClockTrusted, recordingsRoutes, startViewKeeper } from "./recordings/index.ts";
import { startApi } from "./roles/api.ts";
import { gateKeepers } from "./roles/gate-keepers.ts";
import { recordingsFolder, startRecorderRole } from "./roles/recorder.ts";
import { startWorkerRole } from "./roles/worker.ts";
import { fileKeeper, openFiles, repairFiles, reportsJobs, reportsRoutes } from "./reports/index.ts";
import { findMap, roomRoutes } from "./room/index.ts";
import { shiftsRoutes } from "./shifts/index.ts";
import {
  announcementsFolder,
  holdMusic,
  joinEdgeAt,
  readLines,
  startExchange as startTelephones,
  type Exchange,
  type OnExchange,
} from "./telephony/index.ts";
import { statisticsJobs, statisticsRoutes } from "./statistics/index.ts";
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
  /** The telephones; those that were set up when not given, and a room without says what is missing. */
  readonly startExchange?: (on: OnExchange) => Promise<Exchange>;
};

/** A running room. `url` is where its console is served; null without the role api. */
export type Room = AsyncDisposable & { readonly url: string | null; readonly databaseUrl: string };

/** Starts the roles of this program on one database. What was started is stopped in reverse, also when a later part fails to start. */
export async function startRoom({
  config,
  pages,
  patrol = null,
  citizen = null,
  clock = systemClock,
  log = makeLog(config.AMALIYAT_LOG_LEVEL),
  terminal = () => undefined,
  onUndeclared,
  startExchange,
}: RoomOptions): Promise<Room> {
  await using stack = new AsyncDisposableStack();
  const has = (role: Config["AMALIYAT_ROLES"][number]): boolean => config.AMALIYAT_ROLES.includes(role);
  await mkdir(config.AMALIYAT_DATA, { recursive: true, mode: 0o700 });

  const embedded =
    config.DATABASE_URL === undefined ? stack.use(await startEmbedded({ folder: join(config.AMALIYAT_DATA, "database"), log })) : null;
  const databaseUrl = embedded?.url ?? config.DATABASE_URL ?? "";
  await checkServer(databaseUrl);
  await migrate({ url: databaseUrl, log });
  await prepareJobs({ url: databaseUrl, log });
  const db = stack.use(openDatabase({ url: databaseUrl, log }));
  const vault = await openVault(join(config.AMALIYAT_DATA, "keys"));

  const calls = callsOf(config);
  let recorder: Awaited<ReturnType<typeof startRecorderRole>> | null = null;
  const cameras: CamerasDeps = { db, allowed: networkList(config.AMALIYAT_CAMERA_NETWORKS), changed: () => recorder?.look() };
  if (has("recorder")) recorder = stack.use(await startRecorderRole({ config, db, cameras, vault, clock, log }));
  const files = await openFiles({ db, clock, log, vault, folder: join(config.AMALIYAT_DATA, "reports") });
  const partners: PartnersDeps = { ...partnersOf(config), db, vault, clock, log, sectorOf: sectorOfPoint };
  const pushing = pushOf(config);
  const push = pushing === null ? null : { ...pushing, keys: await openVapidKeys(join(config.AMALIYAT_DATA, "keys")) };
  const photos = openPhotos({ ...photosOf(config), db, vault });
  const bolos = openBolos({ ...boloPicturesOf(config), db, vault });
  const alerts: AlertsDeps = { db, clock, log, vault, bolos, push };
  if (has("worker")) {
    const landmarks = { db, clock, log, file: join(aboutRoom(config).mapFolder, "landmarks.json") };
    const jobs = [
      ...statisticsJobs({ db, clock }),
      ...partnersJobs(partners),
      ...alertsJobs(alerts),
      ...placesJobs(landmarks),
      peaksJob(db, calls.folders.recordings),
      ...reportsJobs(files),
      latePlaceJob({ db, clock, sectorOf: sectorOfPoint }),
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
          whenTrusted((at) => erasePhotos(photos, at)),
          whenTrusted((at) => eraseBoloPictures(bolos, at)),
          async (at) => keepFiles(at, await isTrusted(at)),
          (at) => expireApprovals(db, at),
        ],
      }),
    );
    stack.use(subscribeToPartners(partners));
  }

  let url: string | null = null;
  if (has("api")) {
    const views = stack.use(await startViewKeeper(db, clock));
    const hub = stack.use(await startHub({ db, url: databaseUrl, log }));
    const keeper = stack.use(startSessionKeeper(db, clock));
    const approvals = new Approvals(personOf);
    const first = await openFirstRun(db, config.AMALIYAT_DATA, clock(), terminal);
    const present = (sessionId: string): Promise<void> => touch(db, sessionId, clock());
    const interventions = { db, units: unitsPort, cameras: { placeOf: placeOfCamera }, sectorOf: sectorOfPoint, revise: reviseForwards };
    await shipLines(db, clock());
    await repairFiles(files);
    await sealOldPhotos(photos, log);
    await sealOldBoloPictures(bolos, log);
    await sweepPhotos(photos, clock(), log);
    await sweepBoloPictures(bolos, clock(), log);
    const telephones = async (heard: OnExchange): Promise<Exchange> => {
      const { recordings } = calls.folders;
      await mkdir(recordings, { recursive: true, mode: 0o700 });
      return startTelephones({
        settings: await readLines(config.AMALIYAT_LINES ?? null),
        log,
        clock,
        keep: keepDialogs(db),
        heard,
        recordings,
      });
    };
    const aml = { key: config.AMALIYAT_AML_KEY ?? null, networks: networkList(config.AMALIYAT_AML_NETWORKS) };
    const [folder, address] = [config.AMALIYAT_SMS_FOLDER, config.AMALIYAT_OUTSIDE_URL?.replace(/\/$/, "")];
    const sms = folder === undefined || address === undefined ? null : { send: dropIntoFolder(folder), address };
    const linesSettings = await readLines(config.AMALIYAT_LINES ?? null);
    const standbyPort = linesSettings.kind === "set_up" ? (linesSettings.lines.ports.standby ?? null) : null;
    const linesFolder = config.AMALIYAT_LINES ?? config.AMALIYAT_DATA;
    const lines = {
      ...calls,
      // A room's own announcements stand before those that the lines were set up with.
      sounds: {
        folders: [join(config.AMALIYAT_DATA, "announcements"), announcementsFolder(linesFolder)],
        music: holdMusic(linesFolder),
      },
      db,
      clock,
      log,
      startExchange: startExchange ?? telephones,
      standbyPort,
      joinEdge: async () => {
        const settings = await readLines(config.AMALIYAT_LINES ?? null);
        return settings.kind === "set_up" ? joinEdgeAt(settings.lines.ports.consoles) : null;
      },
      keeper,
      interventions,
      sectorOf: sectorOfPoint,
      phoneOfUnit,
      aml,
      sms,
    };
    const switchboard = stack.use(new Switchboard(lines));
    const roads = await openRoads(join(aboutRoom(config).mapFolder, "roads.json"), log);
    const served = [
      ...roomRoutes({ ...aboutRoom(config), db, hub, keeper, present, version: VERSION }),
      ...identityRoutes({ db, keeper, approvals, first }),
      ...approvalsRoutes(db, approvals),
      ...camerasRoutes(cameras, vault),
      ...recordingsRoutes({ db, media: recorder?.media ?? null, keeper, views, clock, log, root: recordingsFolder(config) }),
      ...interventionsRoutes(interventions),
      ...photoRoutes(photos),
      ...dispatchRoutes({ db, hub, force: new Force(db, roads), roads, interventions: patrolActs(interventions), needsOf, warningsAt }),
      ...callsRoutes({ ...lines, switchboard }),
      ...reportsRoutes({
        db,
        clock,
        log,
        vault,
        files,
        about: {
          names: aboutRoom(config).names,
          middle: aboutRoom(config).center,
          mapVersion: async () => (await findMap(aboutRoom(config).mapFolder))?.version ?? null,
        },
        lines: linesOfRoom,
        landmarks: publicLandmarks,
        sectorOf: sectorOfPoint,
        interventions,
        partnerOf: (key, at) => partnerOf(db, key, at, "open311"),
        outsideUrl: address ?? null,
      }),
      ...plansRoutes(db),
      ...placesRoutes({ db, sectorOf: sectorOfPoint, historyMonths: config.AMALIYAT_HISTORY_MONTHS }),
      ...shiftsRoutes(db),
      ...statisticsRoutes(db, clock),
      ...partnersRoutes(partners, (call, also) => openIntervention(interventions, call, also)),
      ...bolosRoutes(bolos),
      ...alertsRoutes(alerts),
      ...auditRoutes(db),
    ];
    url = stack.use(
      await startApi({ config, keepers: gateKeepers(db, clock), served, clock, log, pages, patrol, citizen, standbyPort, onUndeclared }),
    ).url;
  }

  const noted = (type: "room.started" | "room.stopped") =>
    transaction(db, SYSTEM, (tx) => append(tx, { at: clock(), type, detail: { roles: config.AMALIYAT_ROLES, version: VERSION } }));
  await noted("room.started");
  await shipPlans(db, clock());
  if (has("worker")) await askForLandmarks(db);
  const running = stack.move();
  return {
    url,
    databaseUrl,
    async [Symbol.asyncDispose]() {
      await noted("room.stopped").catch((cause: unknown) => log.warn({ err: cause }, "the stop of the room could not be logged"));
      await running.disposeAsync();
    },
  };
}
