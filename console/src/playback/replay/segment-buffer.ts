import { AppendQueue } from "../../players/index.ts";
import { isEmpty, offsetOf, spansOf, type ByteRange, type Located, type Span } from "./ranges.ts";
import type { ReplaySource } from "./replay-source.ts";

/** Init segments kept; each is under a kilobyte. */
const INITS_KEPT = 64;

/**
 * The media of several segments in one source buffer, on one time line whose 0 is `origin`. Each segment is put where the wall clock
 * says, by `timestampOffset`; its own times begin with 0.
 */
export class SegmentBuffer implements Disposable {
  readonly #source: ReplaySource;
  readonly #origin: number;
  readonly #media = new MediaSource();
  readonly #opened: Promise<void>;
  readonly #url: string;
  readonly #inits = new Map<string, ArrayBuffer>();
  #queue: AppendQueue | null = null;
  #codec = "";
  /** The segment whose init segment the buffer read last. */
  #current = "";

  constructor(video: HTMLVideoElement, source: ReplaySource, origin: number) {
    this.#source = source;
    this.#origin = origin;
    this.#opened = new Promise((resolve) => this.#media.addEventListener("sourceopen", () => resolve(), { once: true }));
    this.#url = URL.createObjectURL(this.#media);
    video.src = this.#url;
  }

  get spans(): readonly Span[] {
    return this.#queue ? spansOf(this.#queue.buffer.buffered) : [];
  }

  /** Fetches a part of a segment, and its init segment beside it the first time. */
  async fetch(plan: Located, range: ByteRange, signal: AbortSignal): Promise<readonly ArrayBuffer[]> {
    return Promise.all([this.#initOf(plan, signal), ...(isEmpty(range) ? [] : [this.#source.bytes(plan.segmentId, range, signal)])]);
  }

  /** Puts fetched parts in their place; first empties the buffer if `fresh`. False if another `fresh` overtook it. */
  async put(plan: Located, [init, ...parts]: readonly ArrayBuffer[], fresh: boolean): Promise<boolean> {
    await this.#opened;
    const queue = this.#prepare(plan);
    const work: Promise<boolean>[] = [];
    if (fresh) {
      queue.clear();
      this.#current = "";
      work.push(queue.run((buffer) => buffer.buffered.length > 0 && buffer.remove(0, Number.POSITIVE_INFINITY)));
    }
    if (this.#current !== plan.segmentId && init) {
      this.#current = plan.segmentId;
      work.push(queue.run((buffer) => (buffer.timestampOffset = offsetOf(plan, this.#origin))));
      work.push(queue.append(init));
    }
    for (const part of parts) work.push(queue.append(part));
    return (await Promise.all(work)).every(Boolean);
  }

  /** Drops the buffer before a time, s. */
  async drop(before: number): Promise<void> {
    const start = this.spans[0]?.start;
    if (start !== undefined && before > start) await this.#queue?.run((buffer) => buffer.remove(start, before));
  }

  [Symbol.dispose](): void {
    this.#queue?.[Symbol.dispose]();
    URL.revokeObjectURL(this.#url);
  }

  #prepare(plan: Located): AppendQueue {
    const type = `video/mp4; codecs="${plan.codec}"`;
    if (!this.#queue) this.#queue = new AppendQueue(this.#media.addSourceBuffer(type));
    else if (this.#codec !== plan.codec) {
      void this.#queue.run((buffer) => buffer.changeType(type));
      this.#current = "";
    }
    this.#codec = plan.codec;
    return this.#queue;
  }

  async #initOf({ segmentId, init }: Located, signal: AbortSignal): Promise<ArrayBuffer> {
    const known = this.#inits.get(segmentId);
    if (known) return known;
    const bytes = await this.#source.bytes(segmentId, init, signal);
    const [oldest] = this.#inits.keys();
    if (this.#inits.size >= INITS_KEPT && oldest !== undefined) this.#inits.delete(oldest);
    this.#inits.set(segmentId, bytes);
    return bytes;
  }
}
