/** Pictures that stand for this much longer than usual are a hole in the recording, ms. */
const FREEZE_MS = 500;
/** The same while the usual time is not known yet, or so many times the time that the camera announced. */
const FIRST_FREEZE_MS = 3_000;
const FIRST_FREEZE_TIMES = 5;
/** Longest time between two pictures that is believed, ms. */
const SLOWEST_MS = 10_000;
/** Durations from which the usual one is taken, and how many of them are needed to know it. */
const [REMEMBERED, NEEDED] = [16, 8];
/** Long pictures one after the other are a slower camera, no freeze. */
const FREEZES_IN_A_ROW = 3;

/**
 * Tells a freeze from a camera that is slow by nature: cameras send 25 pictures a second, or one, and change that at night. All times in ms.
 */
export class Rhythm {
  readonly #durations: number[] = [];
  readonly #announced: number;
  #inARow = 0;

  /** `framesPerSecond` as the camera announced it; null if it did not. */
  constructor(framesPerSecond: number | null = null) {
    this.#announced = framesPerSecond === null ? 0 : Math.min(1000 / framesPerSecond, SLOWEST_MS);
  }

  /** Usual time between two pictures; what was announced while it is not known yet, and 0 if nothing was. */
  get usual(): number {
    return this.#durations.length === 0 ? this.#announced : Math.max(...this.#durations);
  }

  /** Takes the time for which a picture stood. Returns the time after which the next one was due, if it came too late; else null. */
  took(duration: number): number | null {
    const isKnown = this.#durations.length >= NEEDED;
    const { usual } = this;
    const isFrozen = isKnown ? duration - usual >= FREEZE_MS : duration > Math.max(FIRST_FREEZE_MS, FIRST_FREEZE_TIMES * this.#announced);
    this.#inARow = isFrozen ? this.#inARow + 1 : 0;
    if (!isFrozen || this.#inARow >= FREEZES_IN_A_ROW) this.#remember(duration);
    return isFrozen && this.#inARow < FREEZES_IN_A_ROW ? usual : null;
  }

  #remember(duration: number): void {
    this.#durations.push(duration);
    if (this.#durations.length > REMEMBERED) this.#durations.shift();
  }
}
