import type { SenderReport } from "./rtcp.ts";

/** Window of arrivals, ms. The earliest of this one and of the one before it counts: 10 to 20 s of them. */
const WINDOW_MS = 10_000;
/** The line is only being found for so long after the first picture, ms. */
const SETTLING_MS = 10_000;
/** Bending of the camera's media clock at most: ms for each ms of arrival. */
const BENT_AT_MOST = 500e-6;
/** A line that lies this far from the arrivals is left, ms: our clock was set. */
const BROKEN_MS = 250;
/** An arrival this long before its own window shows that our clock was set back, ms. */
const BACK_MS = 1_000;
/** Windows from which the rate of a media clock is taken that bending does not make good. Some cameras count 30 pictures where they send 29.97. */
const RATED = 7;
/** The steps of a media clock are alike: each lies this near to the middle one, ms for each ms. Those of a network are not. */
const ALIKE = 250e-6;

/**
 * Says when a picture was taken, by the room's clock.
 *
 * A line over the RTP time, laid along the earliest arrivals, because delay only ever adds. It is bent by no more than 500 ppm, so that pictures
 * keep the camera's own intervals; a media clock that is steadily worse is followed at its own rate. The camera's clock of the day (sender
 * reports) is compared with the line, and never moves a picture. A clock that is wrong by half a second looks right by itself, and beside
 * another camera of the same crossing it is wrong.
 */
export class CaptureClock {
  readonly #ticksPerMs: number;
  #windowEnds = 0;
  #earliest = Infinity;
  #earliestBefore = Infinity;
  /** Time of RTP time 0, ms since epoch; NaN before the first picture. */
  #line = Number.NaN;
  #bentAt = 0;
  /** Steps of the earliest arrival from window to window, and the rate that they show: ms for each ms. */
  #steps: number[] = [];
  #rate = 0;
  #settledAt = 0;
  #news: SenderReport | null = null;
  #report: { readonly wallMs: number; readonly ticks: number } | null = null;

  /** `clockRate` in ticks per second. */
  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1000;
  }

  /** The camera's media clock began anew: what is known of its times is void. */
  restart(): void {
    this.#windowEnds = 0;
    this.#earliest = Infinity;
    this.#earliestBefore = Infinity;
    this.#forgetLine();
    this.#report = null;
    this.#news = null;
  }

  /** A picture of time `ticks` was complete at `atMs`. */
  arrived(ticks: number, atMs: number): void {
    // Before its own beginning: our clock was set back, and would not end the window until it has caught up.
    const isBack = atMs < this.#windowEnds - WINDOW_MS - BACK_MS;
    if (isBack) this.#forgetLine();
    if (atMs >= this.#windowEnds || isBack) {
      if (!isBack) this.#learnRate();
      this.#earliestBefore = this.#windowEnds === 0 || isBack ? Infinity : this.#earliest;
      this.#earliest = Infinity;
      this.#windowEnds = atMs + WINDOW_MS;
    }
    this.#earliest = Math.min(this.#earliest, atMs - ticks / this.#ticksPerMs);
    this.#bend(atMs);
    if (this.#news === null) return;
    const { wallMs, timestamp } = this.#news;
    this.#report = { wallMs, ticks: ticks + ((timestamp - (ticks % 2 ** 32)) | 0) };
    this.#news = null;
  }

  /** Takes a sender report of the camera. It may come before the first picture and is applied once there is a picture to compare with. */
  reported(report: SenderReport): void {
    this.#news = report;
  }

  /** Capture time of the picture of RTP time `ticks`, ms since epoch. Valid only after a first arrival. */
  captureMs(ticks: number): number {
    return this.#line + ticks / this.#ticksPerMs;
  }

  /** Camera clock minus ours; null while either is unknown. */
  offsetMs(): number | null {
    return this.#report === null || Number.isNaN(this.#line) ? null : this.#report.wallMs - this.captureMs(this.#report.ticks);
  }

  #forgetLine(): void {
    this.#line = Number.NaN;
    this.#steps = [];
    this.#rate = 0;
  }

  /** The middle one of the last steps counts, if all but one are alike: a network that becomes slower once makes one large step. */
  #learnRate(): void {
    const step = this.#earliest - this.#earliestBefore;
    if (!Number.isFinite(step)) return;
    this.#steps.push(step / WINDOW_MS);
    if (this.#steps.length > RATED) this.#steps.shift();
    const middle = this.#steps.toSorted((a, b) => a - b)[Math.floor(RATED / 2)] ?? 0;
    const alike = this.#steps.filter((each) => Math.abs(each - middle) <= ALIKE).length;
    const isSteady = this.#steps.length === RATED && alike >= RATED - 1;
    this.#rate = isSteady && Math.abs(middle) > 0.8 * BENT_AT_MOST ? middle : 0;
  }

  #bend(atMs: number): void {
    const wanted = Math.min(this.#earliest, this.#earliestBefore);
    if (Number.isNaN(this.#line)) this.#settledAt = atMs + SETTLING_MS;
    const passed = Math.max(0, atMs - this.#bentAt);
    const going = this.#line + this.#rate * passed;
    const distance = wanted - going;
    const most = BENT_AT_MOST * passed;
    const isLaidAnew = Number.isNaN(distance) || atMs < this.#settledAt || Math.abs(distance) > BROKEN_MS;
    this.#line = isLaidAnew ? wanted : going + Math.max(-most, Math.min(most, distance));
    this.#bentAt = atMs;
  }
}
