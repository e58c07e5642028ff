import { decodeWire, readStart, type WireMessage } from "@amaliyat/contract/picture";
import type { EngineEvent } from "../facts.ts";
import { createRate } from "../rate.ts";
import { drawsSlowly } from "./slow-graphics.ts";
import { readTelling } from "../telling.ts";
import { admit, CLOSED_GATE, type Gate } from "./frame-gate.ts";
import { createLateness, LATE_MS } from "./lateness.ts";

export type Surface = HTMLCanvasElement | OffscreenCanvas;

const TELL_EVERY_MS = 250;
/** Decoders that fail one after the other, without a picture between them, before the stream counts as unplayable. */
const MOST_FAILURES = 3;

/** Runs before the next picture of the screen; where a worker has no such moment, at once. */
const soon: (work: () => void) => void =
  typeof requestAnimationFrame === "function" ? (work) => void requestAnimationFrame(work) : (work) => void setTimeout(work, 0);

type Size = { readonly width: number; readonly height: number };

/**
 * Size to draw a picture at: its own, or smaller if shown smaller (device pixels). The proportion is kept. Extra pixels in the canvas cost
 * memory and time for nothing.
 */
export function fit(picture: Size, shownWidth: number): Size {
  const scale = shownWidth > 0 ? Math.min(1, shownWidth / picture.width) : 1;
  return { width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)) };
}

/**
 * Decodes the pictures of one socket and draws the newest on a canvas. It runs in a worker, or on the page if a worker cannot draw. At most
 * one decoded picture is held. A decoder that fails is replaced and begins at the next key frame.
 */
export class PictureStream implements Disposable {
  readonly #canvas: Surface;
  readonly #context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  readonly #tell: (event: EngineEvent) => void;
  readonly #rate = createRate();
  #socket: WebSocket | null = null;
  #decoder: VideoDecoder | null = null;
  #config: VideoDecoderConfig | null = null;
  #gate: Gate = CLOSED_GATE;
  #newest: VideoFrame | null = null;
  #shownWidth = 0;
  #failures = 0;
  #dropped = 0;
  #toldAt = 0;
  #lateness = createLateness();

  constructor(canvas: Surface, tell: (event: EngineEvent) => void) {
    this.#canvas = canvas;
    this.#tell = tell;
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: drawsSlowly() });
    if (!context) throw new Error("the canvas cannot be drawn on");
    this.#context = context;
  }

  connect(url: string): void {
    this.#hangUp();
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
      const message = socket === this.#socket ? decodeWire(new Uint8Array(data)) : null;
      if (message) this.#take(message);
    });
    socket.addEventListener("close", ({ reason }) => {
      if (socket !== this.#socket) return;
      this.#hangUp();
      this.#tell({ kind: "closed", code: reason === "" ? null : reason });
    });
    this.#socket = socket;
    this.#toldAt = 0;
  }

  /** Sets the width of the canvas on the screen, in device pixels. */
  showAt(width: number): void {
    this.#shownWidth = width;
  }

  [Symbol.dispose](): void {
    this.#hangUp();
    this.#newest?.close();
    this.#newest = null;
  }

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    if (this.#decoder?.state !== "closed") this.#decoder?.close();
    this.#decoder = null;
    this.#gate = CLOSED_GATE;
    this.#lateness = createLateness();
  }

  #take(message: WireMessage): void {
    if (message.type === "state") {
      const telling = readTelling(message);
      if (telling) this.#tell({ kind: "camera", telling });
    } else if (message.type === "config") {
      const start = readStart(message.payload);
      if (start) this.#begin({ codec: start.codec, description: start.bytes, optimizeForLatency: true });
    } else if (message.type === "frame") this.#decode(message);
  }

  /** Makes a new decoder for a new shape of pictures; pictures in the old one are useless. */
  #begin(config: VideoDecoderConfig): void {
    this.#config = config;
    this.#failures = 0;
    this.#renew();
  }

  #renew(): void {
    if (this.#decoder && this.#decoder.state !== "closed") this.#decoder.close();
    this.#gate = CLOSED_GATE;
    const decoder = new VideoDecoder({
      output: (frame) => (decoder === this.#decoder ? this.#decoded(frame) : frame.close()),
      error: () => decoder === this.#decoder && this.#failed(),
    });
    this.#decoder = decoder;
    this.#configure(decoder);
  }

  #configure(decoder: VideoDecoder): void {
    try {
      if (this.#config) decoder.configure(this.#config);
    } catch {
      this.#failed();
    }
  }

  #failed(): void {
    this.#failures += 1;
    this.#dropped += 1;
    if (this.#failures < MOST_FAILURES) return this.#renew();
    this.#decoder = null;
    return this.#tell({ kind: "unplayable" });
  }

  #decode({ key, atMs, durationUs, payload }: WireMessage): void {
    const decoder = this.#decoder;
    if (!decoder || decoder.state !== "configured") return;
    const now = Date.now();
    const { lateMs, lasting } = this.#lateness.see(now, atMs);
    const wasClosed = this.#gate.needKey;
    const arrival = { key, waiting: decoder.decodeQueueSize, lateMs, lasting };
    const { gate, act } = admit(this.#gate, arrival);
    this.#gate = gate;
    if (wasClosed && !gate.needKey && lateMs > LATE_MS) this.#lateness.accept();
    if (act === "drop") {
      this.#dropped += 1;
      return;
    }
    if (act === "restart") {
      this.#dropped += decoder.decodeQueueSize;
      decoder.reset();
      this.#configure(decoder);
    }
    // The time stamp carries the moment of capture through the decoder.
    const chunk = { type: key ? "key" : "delta", timestamp: Math.round(atMs * 1000), duration: durationUs, data: payload } as const;
    try {
      if (decoder.state === "configured") decoder.decode(new EncodedVideoChunk(chunk));
    } catch {
      this.#failed();
    }
  }

  #decoded(frame: VideoFrame): void {
    this.#failures = 0;
    if (this.#newest) {
      this.#newest.close();
      if (!this.#gate.first) this.#dropped += 1;
    } else soon(() => this.#draw());
    this.#newest = frame;
  }

  #draw(): void {
    const frame = this.#newest;
    this.#newest = null;
    if (!frame) return;
    const canvas = this.#canvas;
    const { width, height } = fit({ width: frame.displayWidth, height: frame.displayHeight }, this.#shownWidth);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    this.#context.drawImage(frame, 0, 0, width, height);
    const captureMs = frame.timestamp / 1000;
    frame.close();
    const at = Date.now();
    // A picture that was decoded and replaced before the screen took it was not seen.
    this.#rate.count(at);
    if (at - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = at;
    this.#tell({ kind: "picture", at, captureMs, fps: this.#rate.perSecond(at), dropped: this.#dropped });
  }
}
