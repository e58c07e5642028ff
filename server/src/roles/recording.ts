import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { keptAddresses, type CamerasDeps } from "../cameras/index.ts";
import { startMedia, type CameraSource, type Media } from "../media/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database/index.ts";
import type { Journal } from "../platform/journal/index.ts";
import type { Log } from "../platform/log.ts";
import { Space } from "../platform/space/index.ts";
import { openVault, type Vault } from "../platform/vault.ts";
import { startRecorder, type Recorder } from "../recordings/index.ts";
import { camerasOf, spaceOf, type Config } from "../settings/index.ts";

export type RecordingParts = {
  readonly config: Config;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
};

/** Cameras under recording, and the recorder of their events. Both work without a database: the events wait for one. */
export type Recording = AsyncDisposable & { readonly media: Media; readonly recorder: Recorder };

export const recordingsFolder = (config: Config): string => join(config.AMALIYAT_DATA, "recordings");

/** Repairs what the last run left, and records nothing until cameras are named. */
export async function startRecording({ config, journal, clock, log }: RecordingParts): Promise<Recording> {
  const root = recordingsFolder(config);
  await mkdir(root, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const recorder = stack.use(startRecorder({ log, journal, root, clock }));
  const media = stack.use(await startMedia({ root, workers: config.AMALIYAT_MEDIA_WORKERS, now: clock, onEvent: recorder.receive }));
  const running = stack.move();
  return { media, recorder, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Name of the cameras in the journal, and what they are sealed for: they hold addresses and passwords. */
const CAMERAS = "recordings.cameras";

/** Stores the cameras for a start without a database. Nobody waits for it: a journal whose disk hangs must not stop the next change of cameras. */
export function storeCameras({ journal, log }: RecordingParts, vault: Vault, sources: readonly CameraSource[]): void {
  journal.put(CAMERAS, vault.seal(JSON.stringify(sources), CAMERAS).toString("base64")).catch((cause: unknown) => {
    log.error({ err: cause }, "recordings: cameras not stored for a start without the database");
  });
}

/** Cameras of the last run, as far as this configuration still allows their addresses. */
async function lastCameras({ config, journal }: RecordingParts, allowed: CamerasDeps["allowed"]): Promise<CameraSource[]> {
  const sealed = await journal.get(CAMERAS);
  if (sealed === null) return [];
  const vault = await openVault(join(config.AMALIYAT_DATA, "keys"));
  const sources = JSON.parse(vault.open(Buffer.from(sealed, "base64"), CAMERAS)) as CameraSource[];
  const find = keptAddresses(allowed);
  const found = await Promise.all(sources.map(async (source) => ((await find(source.main.host)) === null ? null : source)));
  return found.filter((source) => source !== null);
}

/** Records the cameras of the last run; null if none are known, or the vault does not open them. */
async function recordLastCameras(parts: RecordingParts): Promise<Recording | null> {
  const { config, log } = parts;
  const sources = await lastCameras(parts, camerasOf(config).allowed).catch((cause: unknown) => {
    log.error({ err: cause }, "recordings: cameras of the last run not read");
    return [];
  });
  if (sources.length === 0) return null;
  await using stack = new AsyncDisposableStack();
  const { media, recorder } = stack.use(await startRecording(parts));
  media.setCameras(sources);
  log.warn({ cameras: sources.length }, "recordings: database away, recording the cameras of the last run");
  const watch = stack.use(
    watchSpace(media, new Space({ ...spaceOf(config), recordedBytes: () => Promise.resolve(0) }), log, () => undefined),
  );
  const begin = (db: Db): void => {
    // The role watches the disk from here on, and knows what is recorded.
    void watch[Symbol.asyncDispose]();
    recorder.begin(db);
  };
  const running = stack.move();
  return { media, recorder: { ...recorder, begin }, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Recording of a room whose database is away at its start: `begin` starts it, and `take` gives it over once the database is there. */
export function earlyRecording(config: Config): AsyncDisposable & {
  readonly begin: (parts: Omit<RecordingParts, "config">) => void;
  readonly take: () => Promise<Recording | null>;
} {
  let begun: Promise<Recording | null> = Promise.resolve(null);
  const take = async (): Promise<Recording | null> => {
    const taken = begun;
    begun = Promise.resolve(null);
    return taken;
  };
  return {
    begin: (parts) => {
      if (!config.AMALIYAT_ROLES.includes("recorder")) return;
      begun = recordLastCameras({ ...parts, config }).catch((cause: unknown) => {
        parts.log.error({ err: cause }, "recordings: not begun without the database");
        return null;
      });
    },
    take,
    [Symbol.asyncDispose]: async () => {
      const left = await take();
      await left?.[Symbol.asyncDispose]();
    },
  };
}

/** A full disk is looked for this often, ms. */
const MEASURE_EVERY_MS = 500;

/** Stops recording before the reserve of the volume is touched, until there is space again. `full` is called each time that it stops. */
export function watchSpace(media: Media, space: Pick<Space, "mayWrite">, log: Log, full: () => void): AsyncDisposable {
  let hasRoom = true;
  const measure = async (): Promise<void> => {
    const has = await space.mayWrite("recordings", 0);
    if (has === hasRoom) return;
    hasRoom = has;
    media.setRoom(has);
    if (has) return log.info("recordings: volume has space again");
    log.error("recordings: volume full, recording stopped");
    full();
  };
  // A volume that cannot be measured now is measured at the next look: recording goes on as before.
  const measured = (): Promise<void> => measure().catch((error: unknown) => log.error({ err: error }, "recordings: volume not measured"));
  let measuring = measured();
  const measurer = setInterval(() => void (measuring = measuring.then(measured)), MEASURE_EVERY_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(measurer);
      await measuring;
    },
  };
}
