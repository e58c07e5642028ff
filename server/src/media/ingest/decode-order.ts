import { DEEPEST } from "./shown-order.ts";

/** A picture that waits for its decode time. Times in ticks of 1/90000 s. */
type Timed = { dts: number; readonly pts: number };

/** A viewer's decode time this far behind begins anew at the shown time, ticks: 10 min. A composition offset has 32 bits. */
const FARTHEST = 600 * 90_000;

/**
 * Decode times of pictures as they arrive. Where some are shown before one that was sent earlier (B pictures), decoding runs behind by as many
 * pictures: a player takes no decode time that goes back or leaps. The depth is learnt, and holds for the life of the stream.
 */
export class DecodeDelay {
  #depth = 0;
  /** Shown times that no picture got as its decode time yet, in order. */
  #waiting: number[] = [];
  /** Shown times since the last key frame, the latest of them. */
  #recent: number[] = [];
  #given = 0;
  #first = 0;
  #highest = -Infinity;
  #last = -Infinity;

  /** Decode time of the next picture; `interval` is the usual time between two that are shown. */
  next(pts: number, key: boolean, interval: number): number {
    if (key && pts > this.#highest) this.#begin(pts);
    if (pts - this.#last > FARTHEST) this.#last = -Infinity;
    const later = pts > this.#highest ? 0 : this.#recent.filter((each) => each > pts).length;
    this.#depth = Math.max(this.#depth, Math.min(later, DEEPEST));
    this.#remember(pts);
    // A leap of two intervals is a break for a player, which then waits for a key frame. A time that is early is none.
    const due = Math.min(this.#due(interval), this.#last === -Infinity ? Infinity : this.#last + 2 * interval - 1);
    this.#given++;
    this.#last = Math.max(due, this.#last + 1);
    return this.#last;
  }

  /** Forgets the times, and not the depth: the stream goes on with a key frame. */
  restart(): void {
    this.#highest = -Infinity;
    this.#last = -Infinity;
  }

  #begin(pts: number): void {
    this.#waiting = [];
    this.#recent = [];
    this.#given = 0;
    this.#first = pts;
  }

  #remember(pts: number): void {
    this.#highest = Math.max(this.#highest, pts);
    const at = this.#waiting.findLastIndex((each) => each <= pts);
    this.#waiting.splice(at + 1, 0, pts);
    this.#recent.push(pts);
    if (this.#recent.length > DEEPEST + 1) this.#recent.shift();
  }

  #due(interval: number): number {
    if (this.#waiting.length > this.#depth) return this.#waiting.shift() ?? 0;
    // While the first pictures of a group wait, and after the depth has grown.
    return this.#given < this.#depth ? this.#first - (this.#depth - this.#given) * interval : this.#last + 1;
  }
}

/**
 * Gives the pictures of one fragment the times at which they are shown, in order, as decode times. So a file keeps the camera's own rhythm, and
 * its time 0 is its first picture. All of them are shown before any of the next fragment, and after `after`.
 */
export function orderDecoding(pictures: readonly Timed[], after: number): void {
  const shown = pictures.map(({ pts }) => pts).toSorted((a, b) => a - b);
  let last = after;
  for (const [nth, picture] of pictures.entries()) {
    picture.dts = Math.max(shown[nth] ?? 0, last + 1);
    last = picture.dts;
  }
}
