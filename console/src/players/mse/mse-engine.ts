import { decodeWire, readStart, type WireMessage } from "@amaliyat/contract/picture";
import type { Engine, EngineListener } from "../engine.ts";
import { createRate } from "../rate.ts";
import { readTelling } from "../telling.ts";
import { AppendQueue } from "./append-queue.ts";

const TELL_EVERY_MS = 250;
const KEEP_S = 4;
/** A camera's clock that moves by more than this between two pictures was set anew: the picture goes on where it was. */
const CLOCK_STEP_US = 1_000_000;

type Shown = { readonly mediaS: number; readonly captureMs: number };

/**
 * Keeps a live video element near the newest picture, by its delay (s). Gives the rate to play at, and `jumpTo`: seconds behind to jump to.
 * The delay of 80 ms lies in the 50–120 ms that the trial found smooth; at 30 ms it stuttered.
 */
type Chase = { readonly rate: number; readonly jumpTo: number | null };

const WANTED_S = 0.08;
const NEAR_S = 0.05;
const FAR_S = 0.12;
const TOO_FAR_S = 0.6;

export function chase(behindS: number): Chase {
  if (behindS > TOO_FAR_S || behindS < 0) return { rate: 1, jumpTo: WANTED_S };
  if (behindS > FAR_S) return { rate: 1.08, jumpTo: null };
  return { rate: behindS < NEAR_S ? 0.96 : 1, jumpTo: null };
}

/** Span of a buffer to remove: all older than `keepS` before the playhead, once that is worth the work. Null: nothing. */
export function trim(startS: number, nowS: number, retainS: number): { readonly from: number; readonly to: number } | null {
  const to = nowS - retainS;
  return to - startS > retainS ? { from: startS, to } : null;
}

/**
 * Plays a live stream by Media Source Extensions, for browsers without WebCodecs. Every picture is a fragment of its own, and the playhead
 * keeps 50–120 ms behind the newest.
 */
export class MseEngine implements Engine {
  readonly format = "mse";
  readonly #video = document.createElement("video");
  readonly #listener: EngineListener;
  readonly #rate = createRate();
  #socket: WebSocket | null = null;
  #queue: AppendQueue | null = null;
  #url: string | null = null;
  #codec: string | null = null;
  /** Position of the next picture on the video's own time line, and the camera's time for it. */
  #edge: { readonly nextUs: number; readonly offsetS: number } | null = null;
  #captures: Shown[] = [];
  #toldAt = 0;
  #callback = 0;

  constructor(host: HTMLElement, listener: EngineListener) {
    this.#listener = listener;
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.disablePictureInPicture = true;
    host.append(this.#video);
    this.#callback = this.#video.requestVideoFrameCallback((_, frame) => this.#shown(frame));
  }

  connect(url: string): void {
    this.#hangUp();
    const source = new MediaSource();
    this.#url = URL.createObjectURL(source);
    this.#video.src = this.#url;
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    const opened = new Promise((resolve) => source.addEventListener("sourceopen", resolve, { once: true }));
    socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
      const message = decodeWire(new Uint8Array(data));
      if (message) void opened.then(() => socket === this.#socket && this.#take(source, message));
    });
    socket.addEventListener("close", ({ reason }) => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      this.#listener({ kind: "closed", code: reason === "" ? null : reason });
    });
  }

  [Symbol.dispose](): void {
    this.#hangUp();
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#video.remove();
  }

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#queue?.[Symbol.dispose]();
    this.#queue = null;
    this.#edge = null;
    this.#codec = null;
    this.#captures = [];
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }

  #take(source: MediaSource, message: WireMessage): void {
    if (message.type === "state") {
      const telling = readTelling(message);
      if (telling) this.#listener({ kind: "camera", telling });
    } else if (message.type === "init") this.#begin(source, message);
    else if (message.type === "fragment") this.#append(message);
  }

  #begin(source: MediaSource, message: WireMessage): void {
    const start = readStart(message.payload);
    if (!start) return;
    const type = `video/mp4; codecs="${start.codec}"`;
    if (!MediaSource.isTypeSupported(type)) return this.#listener({ kind: "unplayable" });
    if (!this.#queue) this.#queue = new AppendQueue(source.addSourceBuffer(type));
    else if (this.#codec !== start.codec) void this.#queue.run((buffer) => buffer.changeType(type));
    this.#codec = start.codec;
    this.#edge = null;
    void this.#queue.append(start.bytes.slice()).catch(() => undefined);
  }

  #append({ ptsUs, durationUs, atMs, key, payload }: WireMessage): void {
    const queue = this.#queue;
    if (!queue || (this.#edge === null && !key)) return;
    if (this.#edge === null || Math.abs(ptsUs - this.#edge.nextUs) > CLOCK_STEP_US) {
      const { buffered } = queue.buffer;
      const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
      const offsetS = end - ptsUs / 1e6;
      this.#edge = { nextUs: ptsUs, offsetS };
      void queue.run((buffer) => (buffer.timestampOffset = offsetS));
    }
    const { offsetS } = this.#edge;
    this.#edge = { nextUs: ptsUs + durationUs, offsetS };
    this.#captures.push({ mediaS: ptsUs / 1e6 + offsetS, captureMs: atMs });
    if (this.#captures.length > 300) this.#captures = this.#captures.slice(-150);
    queue.append(payload.slice()).then(
      () => this.#chase(queue),
      () => this.#socket?.close(),
    );
  }

  #chase(queue: AppendQueue): void {
    const { buffered } = queue.buffer;
    if (buffered.length === 0 || queue.length > 0) return;
    const video = this.#video;
    const end = buffered.end(buffered.length - 1);
    const { rate, jumpTo } = chase(end - video.currentTime);
    video.playbackRate = rate;
    if (jumpTo !== null) video.currentTime = Math.max(buffered.start(buffered.length - 1), end - jumpTo);
    if (video.paused) void video.play().catch(() => undefined);
    const old = trim(buffered.start(0), video.currentTime, KEEP_S);
    if (old) void queue.run((buffer) => buffer.remove(old.from, old.to));
  }

  #shown({ mediaTime }: VideoFrameCallbackMetadata): void {
    this.#callback = this.#video.requestVideoFrameCallback((_, frame) => this.#shown(frame));
    const at = Date.now();
    this.#rate.count(at);
    const picture = this.#captures.findLast((one) => one.mediaS <= mediaTime + 0.002);
    if (!picture || at - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = at;
    const dropped = this.#video.getVideoPlaybackQuality().droppedVideoFrames;
    this.#listener({ kind: "picture", at, captureMs: picture.captureMs, fps: this.#rate.perSecond(at), dropped });
  }
}
