import { alertsFeature, endAlertsOfChildren, openVapidKeys, tellAlertsOfChildren } from "./alerts/index.ts";
import { Approvals, approvalsFeature } from "./approvals/index.ts";
import { archiveFeature } from "./archive/index.ts";
import { auditFeature } from "./audit/index.ts";
import { bolosFeature, openBolos } from "./bolos/index.ts";
import { callsFeature, dropIntoFolder, readLines } from "./calls/index.ts";
import { camerasFeature, placeOfCamera, type CamerasDeps } from "./cameras/index.ts";
import { dispatchFeature, phoneOfUnit, unitsPort } from "./dispatch/index.ts";
import { identityFeature, personOf, sectorOfPoint, startSessionKeeper, type SessionKeeper } from "./identity/index.ts";
import { interventionsFeature, openIntervention, patrolActs } from "./interventions/index.ts";
import { openRoom, type OpenRoom, type Room, type RoomOptions } from "./open-room.ts";
import { partnerOf, partnersFeature, reviseForwards } from "./partners/index.ts";
import { placesFeature, warningsAt } from "./places/index.ts";
import { planToSend, plansFeature } from "./plans/index.ts";
import type { Feature } from "./platform/feature.ts";
import { openHub, visibleOf, type Hub } from "./platform/live/index.ts";
import { recordingsFeature } from "./recordings/index.ts";
import { openFiles, reportsFeature } from "./reports/index.ts";
import { startApi } from "./roles/api.ts";
import { startRecorderRole } from "./roles/recorder.ts";
import { earlyRecording, recordingsFolder } from "./roles/recording.ts";
import { startWorkerRole } from "./roles/worker.ts";
import { findMap, roomFeature } from "./room/index.ts";
import * as settings from "./settings/index.ts";
import { seatsPort, shiftsFeature } from "./shifts/index.ts";
import { statisticsFeature } from "./statistics/index.ts";
import { VERSION } from "./version.ts";
import { workstationsFeature } from "./workstations/index.ts";

/** Parts that features share with the roles. */
type Shared = {
  readonly cameras: CamerasDeps;
  readonly recorder: Awaited<ReturnType<typeof startRecorderRole>> | null;
  readonly keeper: SessionKeeper;
  readonly hub: Hub;
};

/** Lists the features, each with what it gets of the others. Roles start them in this order: no caller waits for screens, roads or old files. */
async function featuresOf(room: OpenRoom, options: RoomOptions, { cameras, recorder, keeper, hub }: Shared): Promise<readonly Feature[]> {
  const { config, db, vault, clock, log, space, journal, isBreached, linesThread, standbyPort } = room;
  const { names, center, mapFolder, listeningShown } = settings.aboutRoom(config);
  const { smsFolder, outsideUrl } = settings.outsideOf(config);
  const sms = smsFolder === null || outsideUrl === null ? null : { send: dropIntoFolder(smsFolder), address: outsideUrl };
  const hasRoom = (bytes: number): Promise<boolean> => space.mayWrite("uploads", bytes);
  const base = { db, vault, clock, log, keeper, hub, space, hasRoom, mapFolder, sectorOf: sectorOfPoint };
  const calls = settings.callsOf(config);
  const approvals = new Approvals(personOf);
  const interventions = { ...base, units: unitsPort, cameras: { placeOf: placeOfCamera }, revise: reviseForwards };
  const pushing = settings.pushOf(config);
  const telling = { ...settings.publicAlertsOf(config), push: pushing && { ...pushing, keys: await openVapidKeys(room.keys) } };
  const child = { onChildOver: endAlertsOfChildren(telling), onChildSpan: tellAlertsOfChildren(telling) };
  const bolos = openBolos({ ...base, ...settings.boloPicturesOf(config), ...child });
  const dispatch = dispatchFeature({
    ...base,
    interventions: patrolActs(interventions),
    seats: seatsPort,
    planFor: planToSend,
    warningsAt,
  });
  const places = placesFeature({ ...base, center, historyMonths: config.AMALIYAT_HISTORY_MONTHS });
  const mapVersion = async (): Promise<string | null> => (await findMap(mapFolder))?.version ?? null;
  return [
    callsFeature({
      ...base,
      ...calls,
      interventions,
      phoneOfUnit,
      sendNearest: dispatch.sendNearest,
      sms,
      startExchange: options.startExchange,
      linesThread,
      standbyPort,
      stepWith: (follow) => room.stepWith((byMs, step) => follow(byMs, step).then(hub.tellTime)),
    }),
    recordingsFeature({ ...base, media: recorder?.media ?? null, root: recordingsFolder(config) }),
    identityFeature({ ...base, ...settings.identityOf(config), approvals, isBreached, terminal: options.terminal }),
    approvalsFeature({ db, approvals }),
    dispatch,
    interventionsFeature({ ...interventions, ...settings.photosOf(config) }),
    partnersFeature({ ...base, ...settings.partnersOf(config), open: (call, also) => openIntervention(interventions, call, also) }),
    bolosFeature({ ...bolos, clock, log }),
    alertsFeature({ ...base, ...telling, bolos }),
    reportsFeature({
      ...base,
      files: await openFiles({ ...base, ...settings.reportFilesOf(config) }),
      about: { names, controller: settings.controllerOf(config), middle: center, contactsTold: sms !== null, mapVersion },
      outsideUrl,
      send: sms?.send ?? null,
      lines: readLines,
      landmarks: places.landmarks,
      interventions,
      partnerOf: (key, at) => partnerOf(db, key, at, "open311"),
    }),
    places,
    archiveFeature({ db, placeNamed: places.placeNamed }),
    plansFeature(base),
    shiftsFeature(base),
    camerasFeature({ ...base, ...cameras, vault }),
    statisticsFeature({ ...base, journal }),
    auditFeature(base),
    workstationsFeature(base),
    roomFeature({
      ...base,
      names,
      center,
      listeningShown,
      hasTelephones: calls.linesFolder !== null,
      roles: config.AMALIYAT_ROLES,
      version: VERSION,
    }),
  ];
}

/** Starts the roles of this program on one database. Parts are stopped in reverse of their start, also if a later part fails to start. */
export async function startRoom(options: RoomOptions): Promise<Room> {
  await using stack = new AsyncDisposableStack();
  const early = earlyRecording(options.config);
  const room = await openRoom(options, stack, early);
  const { config, db, vault, url, clock, log, space, held, standbyPort } = room;
  // The order of the starts is recorder, worker, api: requests are served last and end first, recording begins first and ends last.
  let recorder: Shared["recorder"] = null;
  const cameras = { db, ...settings.camerasOf(config), changed: () => recorder?.look() };
  if (room.has("recorder")) {
    const given = { config, db, journal: room.journal, cameras, vault, space, clock, log };
    recorder = stack.use(await startRecorderRole(given, await early.take()));
  }
  const shared = { cameras, recorder, keeper: startSessionKeeper(db, clock), hub: openHub({ db, url, log }) };
  const features = await featuresOf(room, options, shared);
  const visible = visibleOf(features);
  if (room.has("worker")) stack.use(await startWorkerRole({ config, db, url, clock, log, features }));
  const parts = { ...options, config, db, vault, clock, log, features, visible, standbyPort, ...shared };
  const api = held === null ? null : stack.use(await startApi({ ...parts, held }));
  await room.noteStart();
  for (const { ready } of features) await ready?.(config.AMALIYAT_ROLES);
  const running = stack.move();
  return {
    url: api?.url ?? null,
    databaseUrl: url,
    async [Symbol.asyncDispose]() {
      await room.noteStop();
      await running.disposeAsync();
    },
  };
}
