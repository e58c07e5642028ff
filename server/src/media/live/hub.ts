import type { StreamName } from "../model.ts";
import type { LiveConfig, LiveFrame, LiveMessage, LiveState } from "./messages.ts";

export type Viewer = {
  onMessage(message: LiveMessage): void;
  /** Asked before every frame. After a `false` the viewer gets nothing more until a key frame that it can take. */
  canSend?(): boolean;
};

export type Subscription = Disposable & {
  /** Frames that the viewer could not take. */
  readonly dropped: number;
};

type Seat = { readonly viewer: Viewer; config: LiveConfig | null; needKey: boolean; dropped: number };
type Stream = { readonly seats: Set<Seat>; config: LiveConfig | null; state: LiveState | null; group: LiveFrame[]; groupBytes: number };

/** Spreads the pictures of every watched stream over its viewers. It keeps the pictures since the last key frame, once. */
export class LiveHub {
  readonly #streams = new Map<string, Stream>();
  readonly #watch: (cameraId: string, stream: StreamName, on: boolean) => void;
  readonly #groupLimit: number;

  /** `watch` is called when a stream gets its first viewer and when it loses its last. */
  constructor(groupLimit: number, watch: (cameraId: string, stream: StreamName, on: boolean) => void) {
    this.#groupLimit = groupLimit;
    this.#watch = watch;
  }

  /** Starts with the state and the pictures since the last key frame, as far as they are known. */
  subscribe(cameraId: string, name: StreamName, viewer: Viewer): Subscription {
    const seat: Seat = { viewer, config: null, needKey: true, dropped: 0 };
    const stream = this.#streams.get(keyOf(cameraId, name)) ?? this.#open(cameraId, name);
    stream.seats.add(seat);
    if (stream.state) viewer.onMessage(stream.state);
    for (const frame of stream.group) give(seat, frame, stream.config);
    if (stream.seats.size === 1) this.#watch(cameraId, name, true);
    return {
      get dropped() {
        return seat.dropped;
      },
      [Symbol.dispose]: () => {
        if (!stream.seats.delete(seat) || stream.seats.size > 0) return;
        this.#streams.delete(keyOf(cameraId, name));
        this.#watch(cameraId, name, false);
      },
    };
  }

  /** Takes a message of a stream from its worker. */
  deliver(cameraId: string, name: StreamName, message: LiveMessage): void {
    const stream = this.#streams.get(keyOf(cameraId, name));
    if (!stream) return;
    switch (message.kind) {
      case "config":
        stream.config = message;
        this.#keep(stream, null);
        return;
      case "state":
        stream.state = message;
        for (const { viewer } of stream.seats) viewer.onMessage(message);
        return;
      case "frame":
        this.#keep(stream, message);
        for (const seat of stream.seats) give(seat, message, stream.config);
    }
  }

  /** The streams that somebody watches. */
  *watched(): Generator<{ readonly cameraId: string; readonly stream: StreamName }> {
    for (const key of this.#streams.keys()) {
      const [cameraId = "", stream] = key.split(" ");
      yield { cameraId, stream: stream === "sub" ? "sub" : "main" };
    }
  }

  #open(cameraId: string, name: StreamName): Stream {
    const stream: Stream = { seats: new Set(), config: null, state: null, group: [], groupBytes: 0 };
    this.#streams.set(keyOf(cameraId, name), stream);
    return stream;
  }

  #keep(stream: Stream, frame: LiveFrame | null): void {
    const begins = frame === null || frame.key;
    const tooLarge = stream.groupBytes + (frame?.data.length ?? 0) > this.#groupLimit;
    if (begins || tooLarge) {
      stream.group = [];
      stream.groupBytes = 0;
    }
    if (frame === null || tooLarge || (!frame.key && stream.group.length === 0)) return;
    stream.group.push(frame);
    stream.groupBytes += frame.data.length;
  }
}

const keyOf = (cameraId: string, stream: StreamName): string => `${cameraId} ${stream}`;

function give(seat: Seat, frame: LiveFrame, config: LiveConfig | null): void {
  const able = (!seat.needKey || frame.key) && (seat.viewer.canSend?.() ?? true);
  seat.needKey = !able;
  if (!able || config === null) {
    seat.dropped++;
    return;
  }
  if (seat.config !== config) {
    seat.config = config;
    seat.viewer.onMessage(config);
  }
  seat.viewer.onMessage(frame);
}
