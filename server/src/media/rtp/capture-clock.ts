import type { SenderReport } from "./rtcp.ts";

/** A camera whose clock is this near to ours is believed about when a picture was taken; else the time of arrival is used. */
const TRUST_MS = 1_000;
const WINDOW_MS = 10_000;

/**
 * Says when a picture was taken, by the room's clock.
 *
 * Two lines over the RTP time: the camera's own (sender reports) and the arrival (the earliest arrivals of the last 10 to 20 s,
 * because delay only ever adds). Their distance is the offset of the camera's clock. A wrong camera clock never moves a recording:
 * its line is used only while it runs within a second of ours.
 */
export class CaptureClock {
  readonly #ticksPerMs: number;
  #windowEnds = 0;
  #earliest = Infinity;
  #earliestBefore = Infinity;
  #news: SenderReport | null = null;
  #report: { readonly wallMs: number; readonly ticks: number } | null = null;

  /** `clockRate` in ticks per second. */
  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1000;
  }

  /** The camera's media clock began anew: what is known of both lines is void. */
  restart(): void {
    this.#windowEnds = 0;
    this.#earliest = Infinity;
    this.#earliestBefore = Infinity;
    this.#report = null;
    this.#news = null;
  }

  /** A picture of time `ticks` was complete at `atMs`. */
  arrived(ticks: number, atMs: number): void {
    // Before its own beginning: our clock was set back, and would not end the window until it has caught up.
    if (atMs >= this.#windowEnds || atMs < this.#windowEnds - WINDOW_MS) {
      this.#earliestBefore = this.#windowEnds === 0 ? Infinity : this.#earliest;
      this.#earliest = Infinity;
      this.#windowEnds = atMs + WINDOW_MS;
    }
    this.#earliest = Math.min(this.#earliest, atMs - ticks / this.#ticksPerMs);
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
    const arrival = this.#arrival(ticks);
    const offset = this.offsetMs();
    return offset === null || Math.abs(offset) > TRUST_MS ? arrival : arrival + offset;
  }

  /** Camera clock minus ours; null while either is unknown. */
  offsetMs(): number | null {
    if (this.#report === null) return null;
    const arrival = this.#arrival(this.#report.ticks);
    return Number.isFinite(arrival) ? this.#report.wallMs - arrival : null;
  }

  get trusted(): boolean {
    const offset = this.offsetMs();
    return offset !== null && Math.abs(offset) <= TRUST_MS;
  }

  #arrival(ticks: number): number {
    return Math.min(this.#earliest, this.#earliestBefore) + ticks / this.#ticksPerMs;
  }
}
