import type { Interval } from "@amaliyat/domain/kernel";
import { Filler, SEAM_MS } from "./filler.ts";
import { advance, holds, isEmpty, locate, type Located } from "./ranges.ts";
import type { ReplaySource } from "./replay-source.ts";
import { FIRST_STATE, type ReplayState } from "./replay-state.ts";
import { SegmentBuffer } from "./segment-buffer.ts";

const TICK_MS = 100;
/**
 * The video's time line begins this long before the span. The first picture stands on a key frame before it, and the browser drops anything
 * before 0. Longer than any group of pictures.
 */
const LEAD_MS = 60_000;
/** Media kept before and after the playhead, s at normal speed. At 4 Mbit/s the whole is some 15 MB. */
const AHEAD_S = 12;
const BEHIND_S = 20;
/** The speed with which to go on after running backwards. */
const forwards = (speed: number): number => (speed > 0 ? speed : 1);

export type ReplayListener = {
  readonly onState: (state: ReplayState) => void;
  /** Each picture that comes on the screen, with the moment it shows; called up to 60 times a second. */
  readonly onPicture: (at: number) => void;
};

/** Duration of one picture, s, learnt from the pictures seen. */
type FrameTime = { readonly see: (mediaS: number) => void; readonly seconds: () => number };

const SEEN = 25;
/** Until two pictures were seen in a row: 25 a second, as most cameras send. */
const USUAL_S = 0.04;

/** The least of the last distances: a browser that is busy leaves pictures out, and none comes earlier than it is due. */
export function createFrameTime(): FrameTime {
  let last: number | null = null;
  let steps: number[] = [];
  return {
    see(mediaS) {
      const step = last === null ? 0 : mediaS - last;
      last = mediaS;
      if (step > 0.005 && step < 0.5) steps = [...steps, step].slice(-SEEN);
    },
    seconds: () => (steps.length === 0 ? USUAL_S : Math.min(...steps)),
  };
}

/**
 * Plays a span of a recording: byte ranges of its segments through Media Source Extensions, put on one time line by the wall clock. It
 * first fetches the least that shows the picture; the rest follows during viewing.
 */
export class ReplayPlayer implements Disposable {
  readonly #video: HTMLVideoElement;
  readonly #source: ReplaySource;
  readonly #span: Interval;
  readonly #listener: ReplayListener;
  readonly #buffer: SegmentBuffer;
  readonly #filler: Filler;
  readonly #timer: ReturnType<typeof setInterval>;
  #state: ReplayState = FIRST_STATE;
  #turn = new AbortController();
  /** The segment with which the buffer begins, until what lies before its first key frame in hand is fetched too. */
  #head: Located | null = null;
  #shownS: number | null = null;
  readonly #frames = createFrameTime();
  /** Place and time at which running backwards began. */
  #backFrom: { readonly s: number; readonly at: number } | null = null;
  #landing: { readonly at: number; readonly done: () => void } | null = null;
  #callback = 0;

  constructor(video: HTMLVideoElement, source: ReplaySource, span: Interval, listener: ReplayListener) {
    this.#video = video;
    this.#source = source;
    this.#span = span;
    this.#listener = listener;
    this.#buffer = new SegmentBuffer(video, source, span.from - LEAD_MS);
    this.#filler = new Filler(source, this.#buffer, span);
    this.#timer = setInterval(() => void this.#tick(), TICK_MS);
    this.#callback = video.requestVideoFrameCallback((_, frame) => this.#pictured(frame));
  }

  /** The moment of the picture on the screen. */
  get at(): number | null {
    return this.#shownS === null ? null : this.#wall(this.#shownS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#turn.abort();
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#video.pause();
    this.#buffer[Symbol.dispose]();
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  /** Goes to a moment; `orNext` takes the first picture after it where nothing is recorded. */
  async seek(at: number, orNext = false): Promise<void> {
    this.#backFrom = null;
    const begun = performance.now();
    this.#turn.abort();
    const { signal } = (this.#turn = new AbortController());
    this.#become({ phase: "seeking", problem: null });
    try {
      const answer = await (orNext ? this.#source.next(at, signal) : this.#source.seek(at, signal));
      if (!answer.ok) {
        // Running backwards ends at a gap; the screen says which.
        if (this.#state.speed < 0) this.pause();
        return this.#become({ phase: this.#shownS === null ? "waiting" : "ready", problem: answer.error });
      }
      const plan = locate(answer.value);
      await this.#land(plan, Math.max(at, plan.keyFrameAt), signal);
      if (!signal.aborted) this.#become({ phase: "ready", seekMs: Math.round(performance.now() - begun) });
      if (this.#state.playing && this.#state.speed > 0) await this.#video.play().catch(() => undefined);
    } catch (cause) {
      if (!signal.aborted) this.#lost(cause);
    }
  }

  play(): void {
    this.#become({ playing: true, speed: forwards(this.#state.speed) });
    if (this.#state.phase === "ended") void this.seek(this.#span.from, true);
    else void this.#video.play().catch(() => undefined);
  }

  pause(): void {
    this.#video.pause();
    this.#become({ playing: false, speed: forwards(this.#state.speed) });
  }

  /** 0.5 to 4; below 0 backwards, picture by picture. */
  setSpeed(speed: number): void {
    this.#backFrom = null;
    this.#become({ speed });
    if (speed < 0) this.#video.pause();
    else {
      this.#video.playbackRate = speed;
      if (this.#state.playing) void this.#video.play().catch(() => undefined);
    }
  }

  /** One picture on or back. The steps are smaller, or larger, than a picture lasts by a quarter, as its length is an estimate. */
  step(by: 1 | -1): void {
    this.pause();
    const from = this.#shownS ?? this.#video.currentTime;
    if (by === 1) this.#video.currentTime = Math.min(from + this.#frames.seconds() * 1.25, this.#seconds(this.#span.to));
    else this.#goBack(from - this.#frames.seconds() * 0.25);
  }

  #wall(s: number): number {
    return this.#span.from - LEAD_MS + s * 1000;
  }

  /** Position of a moment on the video's time line. */
  #seconds(at: number): number {
    return (at - this.#span.from + LEAD_MS) / 1000;
  }

  async #land(plan: Located, at: number, signal: AbortSignal): Promise<void> {
    const s = this.#seconds(at);
    const isHere = holds(this.#buffer.spans, s);
    const parts = isHere ? [] : await this.#buffer.fetch(plan, plan.first, signal);
    signal.throwIfAborted();
    const landed = new Promise<void>((done) => {
      this.#landing = { at: s, done };
      // A picture that is on the screen already may come without a word.
      setTimeout(done, 1000);
    });
    if (!isHere) {
      this.#head = plan;
      this.#filler.begin(plan);
      await this.#buffer.put(plan, parts, true);
      signal.throwIfAborted();
    }
    // The first picture of all is shown without being sought.
    if (Math.abs(this.#video.currentTime - s) > 0.001) this.#video.currentTime = s;
    await landed;
  }

  #pictured({ mediaTime, width, height }: VideoFrameCallbackMetadata): void {
    this.#callback = this.#video.requestVideoFrameCallback((_, frame) => this.#pictured(frame));
    this.#frames.see(mediaTime);
    this.#shownS = mediaTime;
    this.#listener.onPicture(this.#wall(mediaTime));
    const { size } = this.#state;
    if (size?.width !== width || size.height !== height) this.#become({ size: { width, height } });
    if (this.#landing && !this.#video.seeking && Math.abs(mediaTime - this.#landing.at) < 1) {
      this.#landing.done();
      this.#landing = null;
    }
  }

  async #tick(): Promise<void> {
    if (this.#state.phase === "seeking") return;
    void this.#fill();
    if (!this.#state.playing || this.#video.seeking) return;
    const { currentTime } = this.#video;
    if (this.#state.speed < 0) return this.#runBack(currentTime);
    const next = advance(this.#buffer.spans, currentTime);
    const isPast = this.#wall(currentTime) >= this.#span.to;
    if (isPast || (next.kind === "wait" && this.#filler.isOver)) {
      // It ends even if the file goes on: the pictures shown match the log.
      this.#video.pause();
      this.#become({ phase: "ended", playing: false });
    } else if (next.kind === "jump") {
      this.#video.currentTime = next.to;
      const [from, to] = [this.#wall(currentTime), this.#wall(next.to)];
      if (to - from > SEAM_MS) this.#become({ jump: { from, to, nth: (this.#state.jump?.nth ?? 0) + 1 } });
    } else this.#become({ phase: next.kind === "wait" ? "waiting" : "ready" });
    await this.#buffer.drop(currentTime - BEHIND_S).catch(() => undefined);
  }

  /** Fetches on until enough lies ahead; a seek ends it, and the next tick begins anew. */
  async #fill(): Promise<void> {
    const { signal } = this.#turn;
    const wanted = AHEAD_S * Math.max(1, this.#state.speed);
    const isEnough = (): boolean => (this.#buffer.spans.at(-1)?.end ?? 0) - this.#video.currentTime >= wanted;
    try {
      const problem = await this.#filler.fill(isEnough, signal);
      if (problem && !signal.aborted) this.#become({ problem });
    } catch (cause) {
      if (!signal.aborted) this.#lost(cause);
    }
  }

  /** Backwards in the pace of the clock, with as many pictures as there is time for: each is a seek of its own. */
  #runBack(currentS: number): void {
    const now = performance.now();
    this.#backFrom ??= { s: currentS, at: now };
    const { s, at } = this.#backFrom;
    this.#goBack(s + (this.#state.speed * (now - at)) / 1000);
  }

  /** Shows a moment before the one on the screen: from the buffer, from the begin of its segment, else by a seek. */
  #goBack(s: number): void {
    if (this.#video.seeking || this.#state.phase === "seeking") return;
    if (this.#wall(s) < this.#span.from) return this.pause();
    if (holds(this.#buffer.spans, s)) this.#video.currentTime = s;
    else void this.#fetchBack(this.#wall(s));
  }

  async #fetchBack(at: number): Promise<void> {
    const head = this.#head;
    if (!head || at < head.segmentStart || isEmpty(head.before)) return this.seek(at);
    this.#head = null;
    this.#become({ phase: "seeking" });
    const { signal } = this.#turn;
    try {
      await this.#buffer.put(head, await this.#buffer.fetch(head, head.before, signal), false);
      this.#become({ phase: "ready" });
      this.#video.currentTime = this.#seconds(at);
    } catch (cause) {
      if (!signal.aborted) this.#lost(cause);
    }
    return undefined;
  }

  #lost(cause: unknown): void {
    if (!(cause instanceof Error)) throw cause;
    this.#filler.wait();
    this.#become({ phase: "waiting" });
  }

  #become(change: Partial<ReplayState>): void {
    const next = { ...this.#state, ...change };
    const isSame = (Object.keys(change) as (keyof ReplayState)[]).every((key) => next[key] === this.#state[key]);
    this.#state = next;
    if (!isSame) this.#listener.onState(next);
  }
}
