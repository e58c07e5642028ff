import type { Problem } from "@amaliyat/contract/route";
import type { Interval } from "@amaliyat/domain/kernel";
import { roomNow } from "@amaliyat/ui/hooks";
import { isEmpty, locate, type ByteRange, type Located } from "./ranges.ts";
import type { ReplaySource } from "./replay-source.ts";
import type { SegmentBuffer } from "./segment-buffer.ts";

/** A hole shorter than this is a seam between two files and is not told. */
export const SEAM_MS = 250;
/** Interval of new requests while the end of the span is the present: for later segments, and for failed ones. */
const ASK_AGAIN_MS = 1000;
const PRESENT_MS = 15_000;

/** Fetches on behind the picture that was landed on: the rest of its segment, then one segment after the other, over gaps too. */
export class Filler {
  readonly #source: ReplaySource;
  readonly #buffer: SegmentBuffer;
  readonly #span: Interval;
  #running = false;
  #rest: { readonly plan: Located; readonly range: ByteRange } | null = null;
  /** End of the buffer by the wall clock; null while it is empty. */
  #edge: number | null = null;
  /** Time of the next request for more; never, once nothing more will follow. */
  #askAgainAt = 0;

  constructor(source: ReplaySource, buffer: SegmentBuffer, span: Interval) {
    this.#source = source;
    this.#buffer = buffer;
    this.#span = span;
  }

  /** Nothing follows the buffer's content, and nothing will. */
  get isOver(): boolean {
    return this.#rest === null && this.#askAgainAt === Number.POSITIVE_INFINITY;
  }

  /** Goes on from the first group of a segment, which is in the buffer. */
  begin(plan: Located): void {
    this.#rest = isEmpty(plan.rest) ? null : { plan, range: plan.rest };
    this.#edge = plan.endsAt;
    this.#askAgainAt = 0;
  }

  /** Something did not come: asked for again in a moment. */
  wait(): void {
    this.#askAgainAt = Date.now() + ASK_AGAIN_MS;
  }

  /**
   * Fetches until `isEnough`, one piece at a time; a call while another runs does nothing. Gives the room's refusal, if it refused more
   * than an end. Throws the errors of the source, and the abort of `signal`.
   */
  async fill(isEnough: () => boolean, signal: AbortSignal): Promise<Problem | null> {
    if (this.#running) return null;
    this.#running = true;
    try {
      while (!signal.aborted && !isEnough()) {
        const more = await this.#more(signal);
        if (typeof more !== "boolean") return more;
        if (!more) break;
      }
      return null;
    } finally {
      this.#running = false;
    }
  }

  /** One piece; false if there is nothing to fetch now. */
  async #more(signal: AbortSignal): Promise<Problem | boolean> {
    const rest = this.#rest;
    if (rest) {
      await this.#put(rest.plan, rest.range, signal);
      if (this.#rest === rest) this.#rest = null;
      return true;
    }
    if (this.#edge === null || Date.now() < this.#askAgainAt) return false;
    const answer = this.#edge < this.#span.to ? await this.#askNext(this.#edge, signal) : null;
    const plan = answer?.ok ? locate(answer.value) : null;
    if (plan && plan.endsAt > this.#edge) {
      await this.#put(plan, plan.whole, signal);
      this.#edge = plan.endsAt;
      return true;
    }
    this.#askAgainAt = this.#mayGrow(this.#edge) ? Date.now() + ASK_AGAIN_MS : Number.POSITIVE_INFINITY;
    return answer?.ok === false && answer.error.code !== "replay.nothing_recorded" ? answer.error : false;
  }

  async #put(plan: Located, range: ByteRange, signal: AbortSignal): Promise<void> {
    const parts = await this.#buffer.fetch(plan, range, signal);
    signal.throwIfAborted();
    await this.#buffer.put(plan, parts, false);
  }

  /** A file may end a hair after its last picture: asked for at its very end, the room finds it again, and nothing in it. */
  async #askNext(edge: number, signal: AbortSignal): ReturnType<ReplaySource["next"]> {
    const answer = await this.#source.next(edge, signal);
    const beyond = edge + SEAM_MS;
    if (answer.ok || answer.error.code !== "replay.nothing_recorded" || beyond >= this.#span.to) return answer;
    return this.#source.next(beyond, signal);
  }

  /** The end of the span is about now, and the recorder is still writing towards it. */
  #mayGrow(edge: number): boolean {
    return edge < this.#span.to - SEAM_MS && roomNow() - this.#span.to < PRESENT_MS;
  }
}
