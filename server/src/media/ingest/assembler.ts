import { TIMESCALE } from "../fmp4/boxes.ts";
import type { Sample } from "../fmp4/fragment.ts";
import type { DecoderConfig, ParameterSets } from "../decoder-config.ts";
import { Arena, type ArenaPool } from "../rtp/arena.ts";
import type { CaptureClock } from "../rtp/capture-clock.ts";
import { DecodeDelay, orderDecoding } from "./decode-order.ts";
import { Rhythm } from "./rhythm.ts";
import type { AccessUnit, AccessUnitSink } from "../rtp/depacketizer.ts";

/**
 * A coded picture with the time when it was taken (ms since epoch, the room's clock). `dts` is its decode time in a file, known once its fragment
 * ends; `liveDts` is that for a viewer who gets it at once.
 */
export type Picture = Sample & { dts: number; readonly captureMs: number; readonly liveDts: number };

/**
 * Consecutive pictures in one buffer. The buffer goes back to its pool when everyone who called `hold` has called `release`:
 * recorder and live viewers share it.
 */
export type Fragment = {
  readonly buffer: Buffer;
  readonly bytes: number;
  readonly pictures: readonly Picture[];
  /** Time when the picture that is shown first was taken, ms since epoch. */
  readonly startMs: number;
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
  interrupted(cause: "packets_lost" | "media_clock_jumped"): void;
};

/** A step of the camera's media clock that the time of arrival does not confirm; B pictures step back by far less than a second. */
const JUMP_MS = 5_000;
const BACK_MS = -1_000;
/** Sockets are read in batches: pictures may seem to arrive this much too soon, ms. */
const BATCH_MS = 120;
const FRAGMENT_BYTES = 1_500_000;
/** Pictures of a stream after which the first B picture has come, if there are any. */
const YOUNG = 5;
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
  readonly #delay = new DecodeDelay();
  /** The latest shown time of the stream, and when that picture was taken. */
  #highest = -Infinity;
  #highestCapture = 0;
  /** True once a picture was shown before one that was sent earlier. */
  #reorders = false;
  #young = YOUNG;
  /** Decode time of the last picture that was handed out in a fragment. */
  #handedOut = -Infinity;
  /** Time for which the last picture in hand stands longer than usual, ticks. */
  #frozen = 0;
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
      this.#lose("media_clock_jumped", from);
      this.#clock.restart();
    }
    const config = key ? this.#sets.config() : this.#config;
    const start = this.#pictures.length === 0 ? 0 : from;
    if (config === null) {
      this.arena.used = start;
      return;
    }
    this.#clock.arrived(ticks, arrivedAt);
    this.#lastTicks = ticks;
    const pts = Math.round(ticks * this.#scale);
    const last = this.#pictures.at(-1);
    const captureMs = this.#clock.captureMs(ticks);
    // Before the first B picture has come, the step to the first anchor is no usual duration.
    const endsAt = pts + this.#lastDuration;
    const isAhead = pts < this.#highest || this.#young > 0 || this.#comesEarly(pts, arrivedAt);
    this.#young--;
    this.#lastArrival = arrivedAt;
    this.#follow(last, pts, captureMs);
    const offset = this.#cutBefore(start, { isAhead, endsAt, key, config });
    const dts = Math.max(pts, (this.#pictures.at(-1)?.dts ?? this.#handedOut) + 1);
    const liveDts = this.#delay.next(pts, key, this.#lastDuration);
    const picture: Picture = { offset, size: to - from, dts, pts, duration: this.#lastDuration, key, captureMs, liveDts };
    if (pts >= this.#highest) [this.#highest, this.#highestCapture] = [pts, captureMs];
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

  /** True for a picture that arrives long before its time after the one before it: those that are shown in between may follow (B pictures). */
  #comesEarly(pts: number, arrivedAt: number): boolean {
    const stepMs = ((pts - this.#highest) * 1000) / TIMESCALE;
    return !this.#reorders && stepMs > 2 * (arrivedAt - this.#lastArrival) + BATCH_MS;
  }

  /** Learns from the next picture how long the one before it stands, and whether the camera froze in between. */
  #follow(last: Picture | undefined, pts: number, captureMs: number): void {
    const step = pts - this.#highest;
    if (step < 0) this.#reorders = true;
    if (last === undefined || step <= 0) return;
    const due = this.#rhythm.took((step * 1000) / TIMESCALE);
    if (due !== null) this.#handlers.froze(this.#highestCapture + due, captureMs);
    this.#frozen = due === null ? 0 : step - Math.round((due * TIMESCALE) / 1000);
    // The picture that is shown next has not come yet in a stream that reorders.
    if (this.#reorders) return;
    last.duration = step;
    if (due === null && step > 1) this.#lastDuration = step;
  }

  /**
   * Ends the fragment in hand if the next picture does not belong to it. Gives where that picture lies afterwards. `isAhead`: pictures of the
   * fragment in hand may follow this one, or it is one of them; a fragment waits for them, up to four times its usual length.
   */
  #cutBefore(
    from: number,
    { isAhead, endsAt, key, config }: { isAhead: boolean; endsAt: number; key: boolean; config: DecoderConfig },
  ): number {
    const first = this.#pictures[0];
    const lasts = first === undefined ? 0 : ((endsAt - first.pts) * 1000) / TIMESCALE;
    const isFull = (parts: number): boolean => lasts > this.#limits.fragmentMs * parts || from > FRAGMENT_BYTES * parts;
    const cut = first && (key || isFull(isAhead ? 4 : 1) || config !== this.#config);
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
    if (this.#reorders) {
      this.#lastDuration = orderDecoding(pictures, this.#handedOut, this.#lastDuration);
      const end = pictures.at(-1);
      if (end !== undefined) end.duration += this.#frozen;
    }
    this.#handedOut = pictures.at(-1)?.dts ?? this.#handedOut;
    // By what is known of the clock now: when the first picture came, no earlier arrival was known.
    const startMs = this.#clock.captureMs((pictures[0]?.dts ?? 0) / this.#scale);
    const fragment = shared(this.#pool, this.arena.cut(to), { bytes: to, pictures, startMs, config: this.#config });
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
  #lose(cause: "packets_lost" | "media_clock_jumped", to: number): void {
    this.#finish(to);
    this.#forgetGroup();
    this.#config = null;
    this.#delay.restart();
    [this.#highest, this.#handedOut] = [-Infinity, -Infinity];
    this.#handlers.interrupted(cause);
  }
}

function shared(pool: ArenaPool, buffer: Buffer, parts: Pick<Fragment, "bytes" | "pictures" | "startMs" | "config">): Fragment {
  let holders = 1;
  return {
    ...parts,
    buffer,
    key: parts.pictures[0]?.key ?? false,
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
