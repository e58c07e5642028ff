import { mkdir } from "node:fs/promises";
import { recoverCamera } from "./files/recover.ts";
import { writeJournal } from "./files/journal.ts";
import { checkCameraId } from "./files/layout.ts";
import type { OpenGap } from "./ingest/gap-log.ts";
import { LiveHub, type Subscription, type Viewer } from "./live/hub.ts";
import type { CameraSource, GapEvent, MediaEvent, StreamName } from "./model.ts";
import { recoverRun } from "./recovery.ts";
import { TUNING, type Tuning } from "./tuning.ts";
import { assignWorkers } from "./worker/assign.ts";
import { HostBoard } from "./worker/host-board.ts";
import type { FromWorker } from "./worker/protocol.ts";
import { WorkerPool } from "./worker/worker-pool.ts";

export type MediaOptions = {
  /** Folder of the recordings; made if it is missing. One room per folder. */
  readonly root: string;
  /** Most worker threads, at least 1; the next is begun when those before it are full. */
  readonly workers: number;
  readonly now: () => number;
  /** Called in order; on this thread. */
  readonly onEvent: (event: MediaEvent) => void;
  readonly tuning?: Partial<Tuning>;
  /** The file that worker threads run, for tests. */
  readonly workerFile?: URL;
};

const JOURNAL_MS = 5_000;
/** Acknowledging every frame would be a message per frame. */
const TAKEN_BYTES = 256 * 1024;

/** Repairs what the last run left, starts the workers, and records nothing until `setCameras`. */
export async function startMedia(options: MediaOptions): Promise<Media> {
  await mkdir(options.root, { recursive: true });
  const gaps = await recoverRun(options.root, options.now(), (event) => options.onEvent(event));
  return new Media(options, gaps);
}

/** The cameras of a room: recorded, watched over, and shown live. */
export class Media implements AsyncDisposable {
  readonly #options: MediaOptions;
  readonly #pool: WorkerPool;
  readonly #hub: LiveHub;
  readonly #hosts: HostBoard;
  #sources = new Map<string, CameraSource>();
  #workerOf = new Map<string, number>();
  /** Cameras that are to be recorded, with the gap that is open now. */
  readonly #recording = new Map<string, OpenGap | null>();
  /** Gaps of the last run whose cameras were not named yet. */
  #carried: Map<string, OpenGap>;
  readonly #taken = new Map<number, number>();
  readonly #journalTimer: NodeJS.Timeout;
  #journal: Promise<void> = Promise.resolve();
  #named = false;
  #hasRoom = true;

  constructor(options: MediaOptions, carried: Map<string, OpenGap>) {
    this.#options = options;
    this.#carried = carried;
    const tuning = { ...TUNING, ...options.tuning };
    this.#hub = new LiveHub(tuning.gopBytes, (cameraId, stream, on) => this.#watch(cameraId, stream, on));
    const file = options.workerFile ?? new URL("./worker/worker-main.ts", import.meta.url);
    this.#pool = new WorkerPool(
      options.workers,
      file,
      { root: options.root, tuning },
      {
        message: (worker, message) => this.#message(worker, message),
        crashed: (worker, error) => this.#crashed(worker, error),
        started: (worker) => this.#started(worker),
      },
    );
    this.#hosts = new HostBoard(options.workers, (worker, message) => this.#pool.send(worker, message));
    this.#journalTimer = setInterval(() => this.#write(true), JOURNAL_MS);
    this.#journalTimer.unref();
    this.#write(true);
  }

  /** The whole list of cameras; those not named are ended, changed ones are begun anew, others are not touched. */
  setCameras(sources: readonly CameraSource[]): void {
    for (const { cameraId } of sources) checkCameraId(cameraId);
    const next = new Map(sources.map((source) => [source.cameraId, source]));
    if (next.size !== sources.length) throw new Error("a camera is named twice");
    const before = this.#workerOf;
    const viewed = [...this.#hub.watched()];
    for (const { cameraId, stream } of viewed) if (!next.has(cameraId)) this.#watch(cameraId, stream, false);
    this.#sources = next;
    this.#workerOf = assignWorkers(before, [...next.keys()], this.#options.workers);
    this.#account();
    for (let worker = 0; worker < this.#options.workers; worker++) this.#assign(worker);
    for (const { cameraId, stream } of viewed) if (!before.has(cameraId)) this.#watch(cameraId, stream, true);
    this.#write(true);
  }

  /** Whether the disk has room for recordings. Without it nothing is written, and what is missing is a gap `disk_full`; live pictures go on. */
  setRoom(has: boolean): void {
    this.#hasRoom = has;
    for (let worker = 0; worker < this.#options.workers; worker++) this.#pool.send(worker, { kind: "room", has });
  }

  /** Live pictures of one stream. Nothing comes of a camera that is not named, until it is. */
  subscribe(cameraId: string, stream: StreamName, viewer: Viewer): Subscription {
    return this.#hub.subscribe(cameraId, stream, viewer);
  }

  /** Ends all files and connections; what is missing from here on is a gap `room_stopped`. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#journalTimer);
    await this.#pool.stop();
    this.#write(false);
    await this.#journal;
  }

  /** Begins and ends the duty to record. */
  #account(): void {
    const now = this.#options.now();
    for (const { cameraId, record } of this.#sources.values()) {
      if (!record) this.#recording.delete(cameraId);
      if (!record || this.#recording.has(cameraId)) continue;
      const open: OpenGap = this.#carried.get(cameraId) ?? { from: now, cause: "starting" };
      if (!this.#carried.delete(cameraId)) this.#options.onEvent({ kind: "gap", cameraId, ...open, to: null });
      this.#recording.set(cameraId, open);
    }
    for (const cameraId of this.#recording.keys()) if (!this.#sources.has(cameraId)) this.#recording.delete(cameraId);
    for (const [cameraId, { from, cause }] of this.#carried) {
      this.#options.onEvent({ kind: "gap", cameraId, from, to: Math.max(from, now), cause });
    }
    this.#carried = new Map();
    this.#named = true;
  }

  #assign(worker: number): void {
    const mine = [...this.#sources.values()].filter((source) => this.#workerOf.get(source.cameraId) === worker);
    if (mine.length > 0 && this.#pool.begin(worker)) return;
    const cameras = mine.map((source) => ({ source, openGap: this.#recording.get(source.cameraId) ?? null }));
    this.#pool.send(worker, { kind: "cameras", cameras });
  }

  #watch(cameraId: string, stream: StreamName, on: boolean): void {
    const worker = this.#workerOf.get(cameraId);
    if (worker !== undefined) this.#pool.send(worker, { kind: "watch", cameraId, stream, on });
  }

  #message(worker: number, message: Exclude<FromWorker, { kind: "stopped" }>): void {
    if (message.kind === "event") {
      if (message.event.kind === "gap") this.#gap(message.event);
      this.#options.onEvent(message.event);
      return;
    }
    if (message.kind === "host") return this.#hosts.told(worker, message);
    this.#hub.deliver(message.cameraId, message.stream, message.message);
    if (message.message.kind !== "frame") return;
    const taken = (this.#taken.get(worker) ?? 0) + message.message.data.length;
    this.#taken.set(worker, taken >= TAKEN_BYTES ? 0 : taken);
    if (taken >= TAKEN_BYTES) this.#pool.send(worker, { kind: "taken", bytes: taken });
  }

  #gap({ cameraId, from, to, cause }: GapEvent): void {
    if (!this.#recording.has(cameraId)) return;
    if (to === null) this.#recording.set(cameraId, { from, cause });
    else if (this.#recording.get(cameraId)?.from === from) this.#recording.set(cameraId, null);
  }

  /** Repairs what the worker left and begins the gaps of its cameras, before another takes over. */
  async #crashed(worker: number, error: Error | null): Promise<void> {
    const { onEvent, now, root } = this.#options;
    this.#hosts.ended(worker);
    onEvent({
      kind: "worker",
      worker,
      crashed: true,
      ...(error === null ? {} : { error }),
      cameras: 0,
      packetsLost: 0,
      loopDelayP50Ms: 0,
      loopDelayP99Ms: 0,
      loopDelayMaxMs: 0,
      gcMs: 0,
    });
    const mine = [...this.#sources.values()].filter((source) => this.#workerOf.get(source.cameraId) === worker);
    for (const { cameraId, sub } of mine) {
      for (const stream of sub ? (["main", "sub"] as const) : (["main"] as const)) {
        const state = { state: "lost", since: now(), cause: "worker_crashed" } as const;
        onEvent({ kind: "state", cameraId, stream, ...state });
        this.#hub.deliver(cameraId, stream, { kind: "state", ...state });
      }
      const segments = this.#recording.has(cameraId) ? await recoverCamera(root, cameraId).catch(() => []) : [];
      segments.forEach(onEvent);
      if (this.#recording.get(cameraId) !== null) continue;
      const gap: OpenGap = { from: segments.at(-1)?.endedAt ?? now(), cause: "worker_crashed" };
      this.#recording.set(cameraId, gap);
      onEvent({ kind: "gap", cameraId, ...gap, to: null });
    }
  }

  #started(worker: number): void {
    this.#taken.delete(worker);
    if (!this.#hasRoom) this.#pool.send(worker, { kind: "room", has: false });
    if (!this.#named) return;
    this.#assign(worker);
    for (const { cameraId, stream } of this.#hub.watched())
      if (this.#workerOf.get(cameraId) === worker) this.#watch(cameraId, stream, true);
  }

  /** One write after the other. A journal that cannot be written costs only the cause of a gap. */
  #write(running: boolean): void {
    const cameras = new Map<string, OpenGap | null>(this.#named ? this.#recording : this.#carried);
    const journal = { running, at: this.#options.now(), cameras };
    this.#journal = this.#journal.then(() => writeJournal(this.#options.root, journal)).catch(() => undefined);
  }
}
