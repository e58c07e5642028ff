import { TIMESCALE } from "../fmp4/boxes.ts";
import type { Sample } from "../fmp4/fragment.ts";
import type { DecoderConfig, ParameterSets } from "../decoder-config.ts";
import { Arena, type ArenaPool } from "../rtp/arena.ts";
import type { CaptureClock } from "../rtp/capture-clock.ts";
import { DecodeDelay, orderDecoding } from "./decode-order.ts";
import { Rhythm } from "./rhythm.ts";
import { ShownOrder } from "./shown-order.ts";
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
  readonly #order = new ShownOrder();
  /** Decode time of the last picture of the last fragment. */
  #handedOut = -Infinity;
  /** A fragment whose last picture stands until the first one of the next fragment, which is not known before that is whole (B pictures). */
  #held: Fragment | null = null;
  /** Added to the camera's media time since it stepped back, ticks of the camera's clock. */
  #shift = 0;
  readonly #rhythm: Rhythm;
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
    /** As the camera announced it; null if it did not. */
    readonly framesPerSecond: number | null;
    readonly limits: { readonly fragmentMs: number; readonly gopBytes: number };
    readonly handlers: AssemblerHandlers;
  }) {
    this.#pool = options.pool;
    this.#sets = options.sets;
    this.#clock = options.clock;
    this.#scale = TIMESCALE / options.clockRate;
    this.#rhythm = new Rhythm(options.framesPerSecond);
    this.#limits = options.limits;
    this.#handlers = options.handlers;
    this.arena = new Arena(this.#pool);
  }

  accessUnit({ from, to, ticks: told, key, waitedMs }: AccessUnit): void {
    const arrivedAt = Date.now() - waitedMs;
    if (this.#config !== null) this.#bridge(told);
    if (this.#config !== null && this.#jumps(told + this.#shift, arrivedAt)) {
      this.#lose("media_clock_jumped", from);
      this.#clock.restart();
      this.#shift = 0;
    }
    const ticks = told + this.#shift;
    const config = key ? this.#sets.config() : this.#config;
    const start = this.#pictures.length === 0 ? 0 : from;
    if (config === null) {
      this.arena.used = start;
      return;
    }
    this.#clock.arrived(ticks, arrivedAt, performance.now() - waitedMs);
    this.#lastTicks = ticks;
    const pts = Math.round(ticks * this.#scale);
    // Before the first B picture has come, the step to the first anchor is no usual duration.
    const endsAt = pts + this.#lastDuration;
    const isAhead = pts < this.#order.highest || this.#order.isYoung || this.#comesEarly(pts, arrivedAt);
    this.#lastArrival = arrivedAt;
    this.#follow(pts);
    const offset = this.#cutBefore(start, { pts, isAhead, endsAt, key, config });
    const dts = Math.max(pts, (this.#pictures.at(-1)?.dts ?? this.#handedOut) + 1);
    const liveDts = this.#delay.next(pts, key, this.#lastDuration);
    const captureMs = this.#clock.captureMs(ticks);
    const picture: Picture = { offset, size: to - from, dts, pts, duration: this.#lastDuration, key, captureMs, liveDts };
    this.#order.take(pts);
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

  /** Usual time between two pictures, ms; 0 while nothing is known of it. */
  get usualMs(): number {
    return this.#rhythm.usual;
  }

  get config(): DecoderConfig | null {
    return this.#config;
  }

  /** Hands out what is left and gives all buffers back. */
  end(): void {
    this.#finish(
      this.#pictures.reduce((end, picture) => Math.max(end, picture.offset + picture.size), 0),
      null,
    );
    this.#forgetGroup();
    this.arena.release();
    this.#config = null;
  }

  /** A media clock that stepped back a little, with no picture lost: the pictures go on behind the last one. */
  #bridge(told: number): void {
    const pts = Math.round((told + this.#shift) * this.#scale);
    const { highest, reorders, isYoung } = this.#order;
    const isLittle = ((pts - highest) * 1000) / TIMESCALE >= BACK_MS;
    if (reorders || isYoung || !isLittle || this.#order.placeOf(pts) !== "amiss") return;
    this.#shift += Math.round((highest + this.#lastDuration - pts) / this.#scale);
    this.#clock.shifted(this.#shift);
  }

  #jumps(ticks: number, arrivedAt: number): boolean {
    const stepMs = ((ticks - this.#lastTicks) * this.#scale * 1000) / TIMESCALE;
    const unconfirmed = Math.abs(stepMs - (arrivedAt - this.#lastArrival)) > JUMP_MS && stepMs > JUMP_MS;
    // A camera that sends one picture a second steps back by seconds for a B picture.
    return unconfirmed || (stepMs < BACK_MS && this.#order.placeOf(Math.round(ticks * this.#scale)) === "amiss");
  }

  /** True for a picture that arrives long before its time after the one before it: those that are shown in between may follow (B pictures). */
  #comesEarly(pts: number, arrivedAt: number): boolean {
    const stepMs = ((pts - this.#order.highest) * 1000) / TIMESCALE;
    return !this.#order.reorders && stepMs > 2 * (arrivedAt - this.#lastArrival) + BATCH_MS;
  }

  /** Learns from the next picture how long the one before it stands. In a stream that reorders, the one that is shown next has not come yet. */
  #follow(pts: number): void {
    const last = this.#pictures.at(-1);
    const { highest, reorders } = this.#order;
    if (last === undefined || reorders || pts <= highest) return;
    last.duration = pts - highest;
    if (!this.#stood(highest, pts) && last.duration > 1) this.#lastDuration = last.duration;
  }

  /** A picture stood from one shown time to another. True if the camera froze meanwhile, which is told. */
  #stood(from: number, to: number): boolean {
    const due = this.#rhythm.took(((to - from) * 1000) / TIMESCALE);
    const captured = (pts: number): number => this.#clock.captureMs(pts / this.#scale);
    if (due !== null) this.#handlers.froze(captured(from) + due, captured(to));
    return due !== null;
  }

  /**
   * Ends the fragment in hand if the next picture does not belong to it. Gives where that picture lies afterwards. `isAhead`: pictures of the
   * fragment in hand may follow this one, or it is one of them; a fragment waits for them, up to four times its usual length.
   */
  #cutBefore(
    from: number,
    { pts, isAhead, endsAt, key, config }: { pts: number; isAhead: boolean; endsAt: number; key: boolean; config: DecoderConfig },
  ): number {
    const first = this.#pictures[0];
    const lasts = first === undefined ? 0 : ((endsAt - first.pts) * 1000) / TIMESCALE;
    const isFull = (parts: number): boolean => lasts > this.#limits.fragmentMs * parts || from > FRAGMENT_BYTES * parts;
    const cut = first && (key || isFull(isAhead ? 4 : 1) || config !== this.#config);
    if (cut) this.#finish(from, pts);
    if (key) {
      this.#forgetGroup();
      this.#groupWhole = true;
    }
    return cut ? 0 : from;
  }

  /** Makes a fragment of the pictures in hand, which end at `to` in the arena. `next` is the shown time of the next picture; null for none. */
  #finish(to: number, next: number | null): void {
    const pictures = this.#pictures;
    const [first] = pictures;
    if (first && this.#config !== null) {
      this.#pictures = [];
      if (this.#order.reorders) orderDecoding(pictures, this.#handedOut);
      this.#handedOut = pictures.at(-1)?.dts ?? this.#handedOut;
      // By what is known of the clock now: when the first picture came, no earlier arrival was known.
      const startMs = this.#clock.captureMs((pictures[0]?.dts ?? 0) / this.#scale);
      const fragment = shared(this.#pool, this.arena.cut(to), { bytes: to, pictures, startMs, config: this.#config });
      fragment.retain();
      this.#handOutHeld(pictures[0]?.dts ?? null);
      this.#held = fragment;
      this.#group.push(fragment);
      this.#groupBytes += to;
      if (!this.#groupWhole || this.#groupBytes > this.#limits.gopBytes) this.#forgetGroup();
    }
    if (next === null) this.#handOutHeld(null);
    else if (!this.#order.reorders) this.#handOutHeld(next);
  }

  /** Hands out the fragment that is held; `next` is the first decode time after it, null if none follows. */
  #handOutHeld(next: number | null): void {
    const fragment = this.#held;
    if (fragment === null) return;
    this.#held = null;
    if (this.#order.reorders) this.#lastDuration = this.#durationsOf(fragment.pictures, next);
    this.#handlers.fragment(fragment);
    fragment.release();
  }

  /** Lets each picture stand until the next one, in the order of showing. Gives the usual time between two. */
  #durationsOf(pictures: readonly Picture[], next: number | null): number {
    const ends = pictures.map((_, nth) => pictures[nth + 1]?.dts ?? next);
    const usual = pictures.flatMap(({ dts }, nth) => {
      const to = ends[nth] ?? null;
      return to === null || this.#stood(dts, to) ? [] : [to - dts];
    });
    const middle = usual.toSorted((a, b) => a - b)[Math.floor(usual.length / 2)] ?? this.#lastDuration;
    for (const [nth, picture] of pictures.entries()) picture.duration = Math.max(1, (ends[nth] ?? picture.dts + middle) - picture.dts);
    return middle;
  }

  #forgetGroup(): void {
    for (const fragment of this.#group) fragment.release();
    this.#group = [];
    this.#groupBytes = 0;
    this.#groupWhole = false;
  }

  /** The pictures in hand end at `to` in the arena; what comes next begins with a key frame. */
  #lose(cause: "packets_lost" | "media_clock_jumped", to: number): void {
    this.#finish(to, null);
    this.#forgetGroup();
    this.#config = null;
    this.#delay.restart();
    this.#order.restart();
    this.#handedOut = -Infinity;
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
