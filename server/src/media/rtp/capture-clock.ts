import type { SenderReport } from "./rtcp.ts";

/** Window of arrivals, ms. Of each one the earliest arrival counts. */
const WINDOW_MS = 5_000;
/** The line is laid along the earliest arrivals of this one and of so many before it: 15 to 20 s. */
const WINDOWS = 3;
/** The line is only being found for so long after the first picture, ms. */
const SETTLING_MS = 10_000;
/** Bending of the line towards later arrivals at most, ms for each ms of arrival: a delay may pass. */
const LATER = 500e-6;
/** Bending towards earlier arrivals at most. Delay only adds, so an earlier arrival is nearer the truth. Intervals of pictures stay within 0.5 %. */
const EARLIER = 5_000e-6;
/** A line is left if so many pictures in a row arrive so long before it, ms: no network does that. */
const EARLY_MS = 1_000;
const EARLY_PICTURES = 10;
/** A line is left if it lies so long before all arrivals of its windows, ms: the media clock stood still. Delays up to 2 s only bend it. */
const LATE_MS = 2_500;
/** Readings of the room's clock and of the steady clock are apart by less than this while nobody sets the room's, ms. */
const UNSET_MS = 10;
/** Time for which both clocks agree that the room's was set, ms. A thread that pauses between the two readings is shorter than that. */
const SURE_MS = 200;
/** A rate that bending does not make good is taken from so many windows, 70 s. Some cameras count 30 pictures where they send 29.97. */
const RATED = 15;
const RATE = 400e-6;
/** A large rate is taken from so many, 30 s. */
const RATED_SOON = 7;
const LARGE_RATE = 2_000e-6;
/** A large rate is forgotten if the last windows show a small one that differs by more than this. */
const FORGOTTEN = 500e-6;
/** The earliest arrivals of a media clock lie so near to a straight line, ms or as a part of its rise. Those of a network do not. */
const STRAIGHT_MS = 2.5;
const STRAIGHT_PART = 0.03;

/** The earliest arrival of a window: when it came, and the time of RTP time 0 that it shows, ms. */
type Low = { readonly at: number; readonly base: number };

/** The line over the RTP time, and what it is laid along. Times are the room's clock as it was before anyone set it, ms since epoch. */
type Line = {
  /** Time of RTP time 0; NaN before the first picture. */
  at: number;
  bentAt: number;
  settledAt: number;
  windowEnds: number;
  /** The earliest arrival of the window, in the view of the rate. */
  low: Low | null;
  /** Those of the windows before it, the oldest first. */
  readonly lows: Low[];
  /** Rate of the media clock, ms for each ms. */
  rate: number;
  /** True while the line makes good what it was behind when a large rate was learnt. */
  isBehind: boolean;
  /** Number of pictures in a row that arrived `EARLY_MS` before the line. */
  early: number;
};

const noLine = (): Line => ({
  at: Number.NaN,
  bentAt: 0,
  settledAt: 0,
  windowEnds: 0,
  low: null,
  lows: [],
  rate: 0,
  isBehind: false,
  early: 0,
});

/** Difference of the room's clock from the steady clock that is not believed yet, since `since`, with the line of the time before it. */
type Doubt = { readonly by: number; readonly since: number; readonly before: Line };

/**
 * Says when a picture was taken, by the room's clock.
 *
 * A line over the RTP time, laid along the earliest arrivals, because delay only ever adds. It is found in the first 10 s. From then on delays up
 * to 2 s only bend it: by 500 ppm towards later arrivals and by 5,000 ppm towards earlier ones. So pictures keep the camera's own intervals.
 * A media clock that is steadily worse is followed at its own rate. The camera's clock of the day (sender reports) is compared with the line, and
 * never moves a picture. A clock that is wrong by half a second looks right by itself, and beside another camera of the same crossing it is wrong.
 *
 * The room's own clock may be set. A steady clock, read with each arrival, shows by how much, so a delay of the network is not taken for it. The
 * line then moves by that much. CLOCK_MONOTONIC is slewed with CLOCK_REALTIME and never set (clock_settime(2)).
 */
export class CaptureClock {
  readonly #ticksPerMs: number;
  #line: Line = noLine();
  /** Sum by which the room's clock was set, ms. */
  #set = 0;
  /** The room's clock less the steady clock, ms; NaN before the first picture. */
  #apart = Number.NaN;
  #doubt: Doubt | null = null;
  /** Ticks by which pictures are given later than the camera's RTP time. Its reports speak of the RTP time. */
  #shift = 0;
  #news: SenderReport | null = null;
  #report: { readonly wallMs: number; readonly ticks: number } | null = null;

  /** `clockRate` in ticks per second. */
  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1000;
  }

  /** The camera's media clock began anew: what is known of its times is void. */
  restart(): void {
    this.#line = noLine();
    this.#doubt = null;
    this.#report = null;
    this.#news = null;
    this.#shift = 0;
  }

  /** A picture of time `ticks` was complete at `atMs` of the room's clock and at `steadyMs` of a clock that nobody sets. */
  arrived(ticks: number, atMs: number, steadyMs = performance.now()): void {
    this.#compare(atMs, steadyMs);
    const at = atMs - this.#set;
    const base = at - ticks / this.#ticksPerMs;
    this.#leaveLate(base, at);
    const line = this.#line;
    if (at >= line.windowEnds) {
      this.#endWindow();
      line.windowEnds = at + WINDOW_MS;
    }
    if (line.early === 0 && (line.low === null || base < along(line.low, line.rate, at))) line.low = { at, base };
    this.#bend(at);
    if (this.#news === null) return;
    const { wallMs } = this.#news;
    const timestamp = this.#news.timestamp + this.#shift;
    this.#report = { wallMs, ticks: ticks + ((timestamp - (ticks % 2 ** 32)) | 0) };
    this.#news = null;
  }

  /** From now on pictures are given `ticks` later than the camera's RTP time says. */
  shifted(ticks: number): void {
    this.#shift = ticks;
  }

  /** Takes a sender report of the camera. It may come before the first picture and is applied once there is a picture to compare with. */
  reported(report: SenderReport): void {
    this.#news = report;
  }

  /** Capture time of the picture of RTP time `ticks`, ms since epoch. Valid only after a first arrival. */
  captureMs(ticks: number): number {
    return this.#line.at + this.#set + ticks / this.#ticksPerMs;
  }

  /** Camera clock minus ours; null while either is unknown. */
  offsetMs(): number | null {
    return this.#report === null || Number.isNaN(this.#line.at) ? null : this.#report.wallMs - this.captureMs(this.#report.ticks);
  }

  /** Moves the line if the room's clock was set. The arrivals since then were dated wrong and count for nothing. */
  #compare(atMs: number, steadyMs: number): void {
    if (Number.isNaN(this.#apart)) this.#apart = atMs - steadyMs;
    const by = atMs - steadyMs - this.#apart;
    const doubt = this.#doubt;
    if (Math.abs(by) < UNSET_MS) this.#doubt = null;
    else if (doubt === null || Math.abs(by - doubt.by) >= UNSET_MS) {
      const before = doubt?.before ?? { ...this.#line, lows: [...this.#line.lows] };
      this.#doubt = { by, since: steadyMs, before };
    } else if (steadyMs - doubt.since >= SURE_MS) {
      this.#apart += by;
      this.#set += by;
      this.#line = doubt.before;
      this.#doubt = null;
    }
  }

  /** Learns the rate of the media clock from the windows. A stretch that is not straight says nothing: the rate that is known stays. */
  #endWindow(): void {
    const { lows, low, rate } = this.#line;
    if (low === null) return;
    lows.push(low);
    if (lows.length > RATED) lows.shift();
    const soon = slope(lows, RATED_SOON, WINDOW_MS / 2);
    const long = slope(lows, RATED, 0);
    const isGone = soon !== null && Math.abs(soon - rate) > FORGOTTEN;
    if (long !== null) this.#line.rate = Math.abs(long) > RATE ? long : 0;
    else if (soon !== null && Math.abs(soon) >= LARGE_RATE) this.#line.rate = soon;
    else if (Math.abs(rate) >= LARGE_RATE && isGone) this.#line.rate = 0;
    if (Math.abs(rate) < LARGE_RATE && Math.abs(this.#line.rate) >= LARGE_RATE) this.#line.isBehind = true;
    if (Math.abs(this.#line.rate) < LARGE_RATE) this.#line.isBehind = false;
    this.#line.low = null;
  }

  /** Forgets a line that a row of pictures proves to be late. One picture of a wrong RTP time counts for nothing. */
  #leaveLate(base: number, at: number): void {
    const line = this.#line;
    const isEarly = at >= line.settledAt && base < line.at - EARLY_MS;
    line.early = isEarly ? line.early + 1 : 0;
    if (line.early >= EARLY_PICTURES) this.#line = noLine();
  }

  #bend(at: number): void {
    const line = this.#line;
    let wanted = line.low === null ? Infinity : along(line.low, line.rate, at);
    for (const low of line.lows.slice(-WINDOWS)) wanted = Math.min(wanted, along(low, line.rate, at));
    if (Number.isNaN(line.at)) line.settledAt = at + SETTLING_MS;
    const passed = Math.max(0, at - line.bentAt);
    const distance = wanted - line.at;
    const isLaidAnew = Number.isNaN(distance) || at < line.settledAt || (distance > LATE_MS && distance < Infinity);
    if (distance <= 0) line.isBehind = false;
    const latest = (Math.max(0, line.rate) + (line.isBehind ? EARLIER : LATER)) * passed;
    const soonest = (Math.min(0, line.rate) - EARLIER) * passed;
    line.at = isLaidAnew ? wanted : line.at + Math.max(soonest, Math.min(latest, distance));
    line.bentAt = at;
  }
}

/** Time of RTP time 0 that an arrival shows at `at`, if the media clock goes on at `rate`. */
const along = (low: Low, rate: number, at: number): number => low.base + rate * (at - low.at);

/**
 * Rate that the last `count` windows show, ms for each ms; null if they are fewer or do not lie on a straight line. Null too if two of them lie
 * nearer than `apart` ms: a network whose delay falls in steps shows the same step twice.
 */
function slope(lows: readonly Low[], count: number, apart: number): number | null {
  const [first, last] = [lows.at(-count), lows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const rate = (last.base - first.base) / (last.at - first.at);
  const near = Math.max(STRAIGHT_MS, STRAIGHT_PART * Math.abs(last.base - first.base));
  const isStraight = lows.slice(-count).every((low, i, all) => {
    const before = all[i - 1];
    return Math.abs(low.base - along(first, rate, low.at)) <= near && (before === undefined || low.at - before.at >= apart);
  });
  return isStraight ? rate : null;
}
