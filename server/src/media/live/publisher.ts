import { TIMESCALE } from "../fmp4/boxes.ts";
import type { DecoderConfig } from "../decoder-config.ts";
import type { Assembler, Picture } from "../ingest/assembler.ts";
import type { LiveMessage, LiveState } from "./messages.ts";

/** Bytes that a worker sent to the main thread and that it has not acknowledged: a main thread that stands still costs no memory. */
export class InFlight {
  #bytes = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False if there is no room; else the bytes count as sent. */
  reserve(bytes: number): boolean {
    if (this.#bytes + bytes > this.#limit) return false;
    this.#bytes += bytes;
    return true;
  }

  acknowledged(bytes: number): void {
    this.#bytes = Math.max(0, this.#bytes - bytes);
  }
}

/** Sends one stream's pictures to the main thread while somebody there watches. Each is copied once and then handed over. */
export class LivePublisher {
  #watched = false;
  #config: DecoderConfig | null = null;
  #needKey = true;
  #state: LiveState;
  readonly #inFlight: InFlight;
  readonly #send: (message: LiveMessage, transfer: ArrayBuffer[]) => void;

  constructor(inFlight: InFlight, now: number, send: (message: LiveMessage, transfer: ArrayBuffer[]) => void) {
    this.#inFlight = inFlight;
    this.#send = send;
    this.#state = { kind: "state", state: "idle", since: now };
  }

  get watched(): boolean {
    return this.#watched;
  }

  /** Begins with the state and the pictures since the last key frame, so that the first picture needs no waiting. */
  watch(assembler: Assembler | null): void {
    this.#watched = true;
    this.#config = null;
    this.#needKey = true;
    this.#send(this.#state, []);
    const config = assembler?.config;
    if (!assembler || !config) return;
    for (const { picture, buffer } of assembler.group()) this.picture(picture, buffer, picture.duration, config);
  }

  unwatch(): void {
    this.#watched = false;
  }

  state(state: LiveState): void {
    this.#state = state;
    if (this.#watched) this.#send(state, []);
  }

  picture(picture: Picture, buffer: Buffer, durationTicks: number, config: DecoderConfig): void {
    if (!this.#watched || (this.#needKey && !picture.key)) return;
    this.#needKey = !this.#inFlight.reserve(picture.size);
    if (this.#needKey) return;
    if (config !== this.#config) {
      this.#config = config;
      const { codec, width, height } = config;
      this.#send({ kind: "config", codec, width, height, record: new Uint8Array(config.record) }, []);
    }
    const data = new Uint8Array(picture.size);
    buffer.copy(data, 0, picture.offset, picture.offset + picture.size);
    const us = 1_000_000 / TIMESCALE;
    const ptsUs = Math.round(picture.pts * us);
    const dtsUs = Math.round(picture.liveDts * us);
    const durationUs = Math.round(durationTicks * us);
    this.#send({ kind: "frame", key: picture.key, captureMs: picture.captureMs, ptsUs, dtsUs, durationUs, data }, [data.buffer]);
  }
}
