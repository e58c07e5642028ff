/** Pictures that a stream sends before one that is shown earlier, at most (H.264 §A.3.1: 16 frames in the buffer). */
export const DEEPEST = 16;
const REMEMBERED = 2 * DEEPEST;
/** Pictures of a stream after which the first B picture has come, if there are any. */
const YOUNG = 5;
/** Pictures from which on the shortest time between two is known. */
const KNOWN = 50;
/** Pictures without a step back after which a stream counts as one without B pictures. */
const STRAIGHT = 300;

/** Finding on a picture: it is shown after all others, between two others (a B picture), or where none can be. */
export type Place = "onward" | "between" | "amiss";

/** The order in which the pictures of a stream are shown. Times in ticks of 1/90000 s. */
export class ShownOrder {
  /** The latest shown time. */
  highest = -Infinity;
  /** True while some pictures are shown before one that was sent earlier. */
  reorders = false;
  /** Shown times of the last pictures, in order. */
  #recent: number[] = [];
  #count = 0;
  #straight = 0;

  /** True while it is not known yet whether pictures come that are shown before the last one. */
  get isYoung(): boolean {
    return this.#count < YOUNG;
  }

  placeOf(pts: number): Place {
    if (pts > this.highest) return "onward";
    const at = this.#recent.findLastIndex((each) => each < pts);
    const [before, after] = [this.#recent[at], this.#recent[at + 1]];
    if (before === undefined || after === undefined) return "amiss";
    if (this.#count < KNOWN) return "between";
    // A picture that is shown between two others halves the time between them at most.
    const steps = this.#recent.slice(1).map((each, nth) => each - (this.#recent[nth] ?? 0));
    return after - before >= 1.5 * Math.min(...steps) ? "between" : "amiss";
  }

  take(pts: number): void {
    this.#count++;
    this.#straight = pts < this.highest ? 0 : this.#straight + 1;
    if (this.#straight === 0) this.reorders = true;
    else if (this.#straight > STRAIGHT) this.reorders = false;
    this.highest = Math.max(this.highest, pts);
    this.#recent.splice(this.#recent.findLastIndex((each) => each <= pts) + 1, 0, pts);
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
  }

  /** Forgets the times: the stream goes on with a key frame. */
  restart(): void {
    this.highest = -Infinity;
    this.#recent = [];
  }
}
