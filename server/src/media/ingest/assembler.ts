import { TIMESCALE } from "../fmp4/boxes.ts";
import type { Sample } from "../fmp4/fragment.ts";
import type { DecoderConfig, ParameterSets } from "../h264/parameter-sets.ts";
import { Arena, type ArenaPool } from "../rtp/arena.ts";
import type { CaptureClock } from "../rtp/capture-clock.ts";
import { Rhythm } from "./rhythm.ts";
import type { AccessUnit, AccessUnitSink } from "../rtp/depacketizer.ts";

/** A coded picture with the time when it was taken (ms since epoch, the room's clock). */
export type Picture = Sample & { readonly captureMs: number };

/**
 * Consecutive pictures in one buffer. The buffer goes back to its pool when everyone who called `hold` has called `release`:
 * recorder and live viewers share it.
 */
export type Fragment = {
  readonly buffer: Buffer;
  readonly bytes: number;
  readonly pictures: readonly Picture[];
  readonly key: boolean;
  readonly config: DecoderConfig;
  retain(): void;
  release(): void;
};

export type AssemblerHandlers = {
  fragment(fragment: Fragment): void;
  /** Every picture at once, before its duration is known. `durationTicks` is that of the picture before it. */
  picture(picture: Picture, buffer: Buffer, durationTicks: number, config: DecoderConfig): void;
  /** The camera delivered nothing for a while and then went on, without a loss. */
  froze(fromMs: number, toMs: number): void;
  /** Pictures are missing up to the next key frame. */
  interrupted(cause: "packets_lost" | "clock_changed"): void;
};

/** A step of the camera's media clock that the time of arrival does not confirm; B pictures step back by far less than a second. */
const JUMP_MS = 5_000;
const BACK_MS = -1_000;
const FRAGMENT_BYTES = 1_500_000;
const USUAL_DURATION = TIMESCALE / 25;

/** Makes fragments of access units, and keeps the pictures since the last key frame for a viewer who comes late. */
export class Assembler implements AccessUnitSink {
  readonly arena: Arena;
  packetsLost = 0;
  #pictures: Picture[] = [];
  #config: DecoderConfig | null = null;
  #group: Fragment[] = [];
  #groupBytes = 0;
  #groupWhole = false;
  #lastDuration = USUAL_DURATION;
  readonly #rhythm = new Rhythm();
  #lastArrival = 0;
  #lastTicks = 0;
  readonly #pool: ArenaPool;
  readonly #sets: ParameterSets;
  readonly #clock: CaptureClock;
  readonly #scale: number;
  readonly #limits: { readonly fragmentMs: number; readonly gopBytes: number };
  readonly #handlers: AssemblerHandlers;

  constructor(options: {
    readonly pool: ArenaPool;
    readonly sets: ParameterSets;
    readonly clock: CaptureClock;
    readonly clockRate: number;
    readonly limits: { readonly fragmentMs: number; readonly gopBytes: number };
    readonly handlers: AssemblerHandlers;
  }) {
    this.#pool = options.pool;
    this.#sets = options.sets;
    this.#clock = options.clock;
    this.#scale = TIMESCALE / options.clockRate;
    this.#limits = options.limits;
    this.#handlers = options.handlers;
    this.arena = new Arena(this.#pool);
  }

  accessUnit({ from, to, ticks, key }: AccessUnit): void {
    const arrivedAt = Date.now();
    if (this.#config !== null && this.#jumps(ticks, arrivedAt)) {
      this.#lose("clock_changed", from);
      this.#clock.restart();
    }
    const config = key ? this.#sets.config() : this.#config;
    const start = this.#pictures.length === 0 ? 0 : from;
    if (config === null) {
      this.arena.used = start;
      return;
    }
    this.#clock.arrived(ticks, arrivedAt);
    this.#lastArrival = arrivedAt;
    this.#lastTicks = ticks;
    const pts = Math.round(ticks * this.#scale);
    const last = this.#pictures.at(-1);
    // Pictures that are shown before one sent earlier (B pictures) follow it in decoding by the least step.
    const dts = last && pts <= last.dts ? last.dts + 1 : pts;
    const captureMs = this.#clock.captureMs(ticks);
    if (last) this.#setDuration(last, dts, captureMs);
    const offset = this.#cutBefore(start, dts, key, config);
    const picture: Picture = { offset, size: to - from, dts, pts, duration: this.#lastDuration, key, captureMs };
    this.#config = config;
    this.#pictures.push(picture);
    this.#handlers.picture(picture, this.arena.buffer, this.#lastDuration, config);
  }

  interrupted(packets: number): void {
    this.packetsLost += packets;
    if (this.#config !== null) this.#lose("packets_lost", this.arena.used);
  }

  /** The pictures since the last key frame, oldest first; none if they were too many to keep. */
  *group(): Generator<{ readonly picture: Picture; readonly buffer: Buffer }> {
    if (!this.#groupWhole) return;
    for (const fragment of this.#group) for (const picture of fragment.pictures) yield { picture, buffer: fragment.buffer };
    for (const picture of this.#pictures) yield { picture, buffer: this.arena.buffer };
  }

  get config(): DecoderConfig | null {
    return this.#config;
  }

  /** Hands out what is left and gives all buffers back. */
  end(): void {
    this.#finish(this.#pictures.reduce((end, picture) => Math.max(end, picture.offset + picture.size), 0));
    this.#forgetGroup();
    this.arena.release();
    this.#config = null;
  }

  #jumps(ticks: number, arrivedAt: number): boolean {
    const stepMs = ((ticks - this.#lastTicks) * this.#scale * 1000) / TIMESCALE;
    const unconfirmed = Math.abs(stepMs - (arrivedAt - this.#lastArrival)) > JUMP_MS && Math.abs(stepMs) > JUMP_MS;
    return unconfirmed || stepMs < BACK_MS;
  }

  #setDuration(last: Picture, dts: number, captureMs: number): void {
    last.duration = dts - last.dts;
    const due = this.#rhythm.took((last.duration * 1000) / TIMESCALE);
    if (due !== null) this.#handlers.froze(last.captureMs + due, captureMs);
    else if (last.duration > 1) this.#lastDuration = last.duration;
  }

  /** Ends the fragment in hand if the next picture does not belong to it. Gives where that picture lies afterwards. */
  #cutBefore(from: number, dts: number, key: boolean, config: DecoderConfig): number {
    const first = this.#pictures[0];
    const full = first && ((dts + this.#lastDuration - first.dts) * 1000) / TIMESCALE > this.#limits.fragmentMs;
    const cut = first && (key || full || from > FRAGMENT_BYTES || config !== this.#config);
    if (cut) this.#finish(from);
    if (key) {
      this.#forgetGroup();
      this.#groupWhole = true;
    }
    return cut ? 0 : from;
  }

  /** Makes a fragment of the pictures in hand, which end at `to` in the arena. */
  #finish(to: number): void {
    const pictures = this.#pictures;
    const [first] = pictures;
    if (!first || this.#config === null) return;
    this.#pictures = [];
    const fragment = shared(this.#pool, this.arena.cut(to), to, pictures, this.#config);
    this.#handlers.fragment(fragment);
    this.#group.push(fragment);
    this.#groupBytes += to;
    if (!this.#groupWhole || this.#groupBytes > this.#limits.gopBytes) this.#forgetGroup();
  }

  #forgetGroup(): void {
    for (const fragment of this.#group) fragment.release();
    this.#group = [];
    this.#groupBytes = 0;
    this.#groupWhole = false;
  }

  /** The pictures in hand end at `to` in the arena; what comes next begins with a key frame. */
  #lose(cause: "packets_lost" | "clock_changed", to: number): void {
    this.#finish(to);
    this.#forgetGroup();
    this.#config = null;
    this.#handlers.interrupted(cause);
  }
}

function shared(pool: ArenaPool, buffer: Buffer, bytes: number, pictures: readonly Picture[], config: DecoderConfig): Fragment {
  let holders = 1;
  return {
    buffer,
    bytes,
    pictures,
    key: pictures[0]?.key ?? false,
    config,
    retain: () => {
      holders++;
    },
    release: () => {
      holders--;
      if (holders === 0) pool.release(buffer);
      if (holders < 0) throw new Error("a fragment was released more often than held");
    },
  };
}
