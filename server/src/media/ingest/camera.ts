import type { Disk } from "../files/disk.ts";
import { LivePublisher, type InFlight } from "../live/publisher.ts";
import type { LiveMessage } from "../live/messages.ts";
import type { CameraSource, GapCause, MediaEvent, StreamAddress, StreamName, StreamState } from "../model.ts";
import type { ArenaPool } from "../rtp/arena.ts";
import type { Tuning } from "../tuning.ts";
import type { OpenGap } from "./gap-log.ts";
import type { Gate } from "./gate.ts";
import type { DeadHosts } from "./hosts.ts";
import { Recorder } from "./recorder.ts";
import { StreamIngest, type StreamEvents } from "./stream-ingest.ts";

/** Surroundings that the cameras of one worker share. */
export type CameraSurroundings = {
  readonly root: string;
  readonly disk: Disk;
  /** False where a recording would take the room of something else. */
  readonly hasRoom: () => boolean;
  readonly tuning: Tuning;
  readonly pool: ArenaPool;
  readonly gate: Gate;
  readonly hosts: DeadHosts;
  readonly inFlight: InFlight;
  readonly now: () => number;
  readonly emit: (event: MediaEvent) => void;
  live(cameraId: string, stream: StreamName, message: LiveMessage, transfer: ArrayBuffer[]): void;
};

type Stream = { readonly ingest: StreamIngest; readonly publisher: LivePublisher };

/** One camera: one connection per stream, shared by the recorder and all viewers. */
export class Camera {
  readonly source: CameraSource;
  readonly #around: CameraSurroundings;
  readonly #recorder: Recorder | null;
  readonly #streams: Readonly<Record<StreamName, Stream | null>>;
  #linger: NodeJS.Timeout | null = null;

  constructor(source: CameraSource, openGap: OpenGap | null, around: CameraSurroundings) {
    this.source = source;
    this.#around = around;
    const { cameraId } = source;
    this.#recorder = source.record ? new Recorder({ ...around, cameraId, openGap, emit: (event) => around.emit(event) }) : null;
    this.#streams = {
      main: this.#stream("main", source.main, this.#recorder),
      sub: source.sub ? this.#stream("sub", source.sub, null) : null,
    };
    if (source.record) this.#streams.main?.ingest.start();
    if (source.isSubRetained) this.#streams.sub?.ingest.start();
  }

  get openGap(): OpenGap | null {
    return this.#recorder?.gaps.open ?? null;
  }

  get packetsLost(): number {
    return this.#each((stream) => stream.ingest.packetsLost).reduce((sum, lost) => sum + lost, 0);
  }

  read(): void {
    this.#streams.main?.ingest.read();
    this.#streams.sub?.ingest.read();
  }

  check(now: number, lastCheck: number): void {
    this.#streams.main?.ingest.check(now, lastCheck);
    this.#streams.sub?.ingest.check(now, lastCheck);
  }

  /** The first viewer of a stream has come, or its last has left. */
  watch(name: StreamName, on: boolean): void {
    const stream = this.#streams[name];
    if (!stream) return;
    stream.ingest.realtime = on;
    if (on) {
      stream.publisher.watch(stream.ingest.assembler);
      stream.ingest.start();
    } else stream.publisher.unwatch();
    if (this.#linger) clearTimeout(this.#linger);
    this.#linger = setTimeout(() => this.#stopUnused(), this.#around.tuning.subLingerMs);
  }

  /** Ends all connections and files. `cause` is why recording misses what follows. */
  async stop(cause: GapCause): Promise<void> {
    if (this.#linger) clearTimeout(this.#linger);
    this.#each((stream) => stream.ingest.stop());
    await this.#recorder?.stop(cause);
  }

  #stopUnused(): void {
    const { main, sub } = this.#streams;
    if (sub && !this.source.isSubRetained && !sub.publisher.watched) sub.ingest.stop();
    if (main && !this.source.record && !main.publisher.watched) main.ingest.stop();
  }

  #each<T>(use: (stream: Stream) => T): T[] {
    return [this.#streams.main, this.#streams.sub].filter((stream) => stream !== null).map(use);
  }

  #stream(name: StreamName, address: StreamAddress, recorder: Recorder | null): Stream {
    const around = this.#around;
    const { cameraId, credentials } = this.source;
    const publisher = new LivePublisher(around.inFlight, around.now(), (message, transfer) =>
      around.live(cameraId, name, message, transfer),
    );
    const events: StreamEvents = {
      fragment: (fragment) => recorder?.fragment(fragment),
      picture: (picture, buffer, durationTicks, config) => publisher.picture(picture, buffer, durationTicks, config),
      froze: (from, to) => recorder?.froze(from, to),
      interrupted: (cause) => recorder?.interrupted(cause),
      clock: (offsetMs) => around.emit({ kind: "clock", cameraId, stream: name, offsetMs }),
      state: (state, cause) => this.#state(name, state, cause, publisher),
    };
    const { gate, hosts, pool, tuning } = around;
    const site = this.source.site ?? address.host;
    return { publisher, ingest: new StreamIngest({ address, site, credentials, gate, hosts, pool, tuning, events }) };
  }

  #state(stream: StreamName, state: StreamState, cause: GapCause | null, publisher: LivePublisher): void {
    const fields = { state, since: this.#around.now(), ...(cause === null ? {} : { cause }) };
    publisher.state({ kind: "state", ...fields });
    this.#around.emit({ kind: "state", cameraId: this.source.cameraId, stream, ...fields });
  }
}
