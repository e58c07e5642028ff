import { backOffMs, type Result } from "@amaliyat/domain/kernel";
import type { CameraRefusal, CameraRefusalCode, Credentials, GapCause, StreamAddress, StreamState } from "../model.ts";
import { cameraRefusal, causeOf } from "../refusals.ts";
import type { ArenaPool } from "../rtp/arena.ts";
import { KeepAlive } from "../rtsp/keep-alive.ts";
import type { Tuning } from "../tuning.ts";
import type { Assembler, AssemblerHandlers } from "./assembler.ts";
import type { Gate } from "./gate.ts";
import type { DeadHosts } from "./hosts.ts";
import { StreamSession } from "./stream-session.ts";

export type StreamEvents = Omit<AssemblerHandlers, "interrupted"> & {
  state(state: StreamState, cause: GapCause | null): void;
  interrupted(cause: GapCause): void;
  clock(offsetMs: number): void;
};

export type StreamIngestOptions = {
  readonly address: StreamAddress;
  readonly site: string;
  readonly credentials: Credentials | null;
  readonly pool: ArenaPool;
  readonly gate: Gate;
  readonly hosts: DeadHosts;
  readonly tuning: Tuning;
  readonly events: StreamEvents;
};

/** Bytes without a picture that show that a camera sends something, and not only its reports. */
const FLOWING_BYTES = 16 * 1024;
const CLOCK_STEP_MS = 250;

const LONG_WAITS: readonly CameraRefusalCode[] = ["camera.wrong_credentials", "camera.basic_only", "camera.floods"];

/**
 * Delay before attempt `failures + 1`, in ms. Half of it is fixed, half by `random` in [0, 1), so that cameras lost together come back
 * apart. The first retry is within `retryFirstMs`. Wrong credentials wait long from the start, and so does a flood, which would come again.
 */
export function retryDelay(failures: number, refusal: CameraRefusal, tuning: Tuning, random: number): number {
  const wrong = LONG_WAITS.includes(refusal.code);
  const { retryCredentialsMs: always, retryFirstMs: firstMs, retryMaxMs: longestMs } = tuning;
  return backOffMs(wrong ? { firstMs: always, longestMs: always } : { firstMs, longestMs }, failures, random);
}

/** Facts of a stream for the watchdog at one moment; times by a monotonic clock, in ms. */
type WatchFacts = {
  readonly now: number;
  /** The last picture, or the begin of the session. */
  readonly lastPicture: number;
  /** Time of the previous check. If it is far back, the event loop stood still, not the camera. */
  readonly lastCheck: number;
};

type WatchLimits = { readonly checkEveryMs: number; readonly stalledMs: number; readonly lostMs: number };

/**
 * `lost` is only a suspicion: the caller reads once more what waits in the kernel and asks again. A loop that stood still excuses
 * the camera for as long as it stood: in a trial a watchdog without this turned one stall into reconnects of all cameras.
 */
export function judge(facts: WatchFacts, limits: WatchLimits): "well" | "stalled" | "lost" {
  const stood = Math.max(0, facts.now - facts.lastCheck - limits.checkEveryMs);
  const silent = facts.now - facts.lastPicture - stood;
  if (silent >= limits.lostMs) return "lost";
  return silent >= limits.stalledMs ? "stalled" : "well";
}

/** Keeps one stream of one camera connected: idle, connecting, live, stalled, lost, and again. */
export class StreamIngest {
  #packetsLost = 0;
  #state: StreamState = "idle";
  #cause: GapCause | null = null;
  #session: StreamSession | null = null;
  #abort: AbortController | null = null;
  #retry: NodeJS.Timeout | null = null;
  #failures = 0;
  #openedAt = 0;
  #lastPicture = 0;
  /** Time of the last picture of any connection. */
  #picturedAt = -Infinity;
  #receivedAtPicture = 0;
  #suspected = false;
  #realtime = false;
  #clockOffset = Number.NaN;
  readonly #alive = new KeepAlive();
  readonly #options: StreamIngestOptions;
  readonly #host: string;

  constructor(options: StreamIngestOptions) {
    this.#options = options;
    this.#host = `${options.address.host}:${options.address.port}`;
  }

  get running(): boolean {
    return this.#abort !== null;
  }

  /** Pictures in hand, for a viewer who comes now. */
  get assembler(): Assembler | null {
    return this.#session?.assembler ?? null;
  }

  get packetsLost(): number {
    return this.#packetsLost + (this.assembler?.packetsLost ?? 0);
  }

  start(): void {
    if (this.#abort) return;
    this.#abort = new AbortController();
    this.#failures = 0;
    this.#to("connecting", null);
    void this.#attempt(this.#abort.signal);
  }

  /** Ends the connection; the last pictures are handed out before it returns. */
  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    if (this.#retry) clearTimeout(this.#retry);
    this.#options.hosts.left(this.#host, this);
    this.#closeSession();
    this.#to("idle", null);
  }

  /** Read on arrival (somebody watches) or in batches by `read`. */
  set realtime(on: boolean) {
    this.#realtime = on;
    if (this.#session?.rtsp) this.#session.rtsp.batched = !on;
  }

  /** Reads what has gathered since the last turn. */
  read(): void {
    if (!this.#realtime) this.#session?.rtsp?.resume();
  }

  /** The watchdog. To be called from a timer, so that an immediate after it comes behind a poll of the sockets. */
  check(now: number, lastCheck: number): void {
    const session = this.#session;
    if (!session?.rtsp || this.#suspected) return;
    this.#tellClock(session);
    const { tuning } = this.#options;
    const flowing = session.rtsp.received - this.#receivedAtPicture > FLOWING_BYTES;
    // A camera that sends one picture in five seconds is well for as long.
    const usualMs = session.assembler?.usualMs ?? 0;
    const stalledMs = Math.max(tuning.stalledMs, 1.5 * usualMs + 500);
    const lostMs = Math.max(flowing ? tuning.keyFrameMs : tuning.lostMs, stalledMs + 1.5 * usualMs);
    const cause: GapCause = flowing ? "no_key_frame" : "camera_stalled";
    const verdict = judge({ now, lastCheck, lastPicture: this.#lastPicture }, { ...tuning, stalledMs, lostMs });
    if (verdict === "stalled" && this.#state !== "stalled") {
      if (flowing) this.#options.events.interrupted(cause);
      this.#to("stalled", cause);
    }
    if (verdict === "lost") this.#suspect(session, cause, now);
  }

  /** Asks the kernel once more; a camera is lost only if nothing of it waits there. */
  #suspect(session: StreamSession, cause: GapCause, now: number): void {
    const { rtsp } = session;
    const before = rtsp?.received ?? 0;
    const hopeless = now - this.#lastPicture > this.#options.tuning.keyFrameMs;
    this.#suspected = true;
    rtsp?.resume();
    setImmediate(() => {
      this.#suspected = false;
      if (this.#session !== session || ((rtsp?.received ?? 0) > before && !hopeless)) return;
      this.#closeSession();
      this.#lost(cameraRefusal("camera.timed_out", "no picture"), cause);
    });
  }

  async #attempt(signal: AbortSignal): Promise<void> {
    const { site, gate, hosts, tuning, events } = this.#options;
    const host = this.#host;
    let opened: Result<StreamSession, CameraRefusal> | null = null;
    while (opened === null) {
      if (hosts.isProbedByOther(host, this)) {
        events.interrupted("camera_unreachable");
        this.#to("lost", "camera_unreachable");
        await hosts.untilProbed(host, this);
      }
      const isRecent = performance.now() - this.#picturedAt < tuning.recentMs;
      // The host may have died while the stream waited for its turn.
      const begin = async (): Promise<typeof opened> => (signal.aborted || hosts.isProbedByOther(host, this) ? null : this.#open(signal));
      if (!signal.aborted) opened = await gate.run({ host, site, isRecent }, begin);
      if (signal.aborted) {
        if (opened?.ok) opened.value.close();
        return;
      }
    }
    if (!opened.ok) return this.#lost(opened.error, causeOf(opened.error));
    this.#session = opened.value;
    this.#openedAt = performance.now();
    this.#lastPicture = this.#openedAt;
    this.#receivedAtPicture = opened.value.rtsp?.received ?? 0;
    this.realtime = this.#realtime;
  }

  async #open(signal: AbortSignal): Promise<Result<StreamSession, CameraRefusal>> {
    const { address, credentials, pool, hosts, tuning, events } = this.#options;
    let isReached = false;
    const opened = await StreamSession.open({
      address,
      credentials,
      pool,
      signal,
      alive: this.#alive,
      limits: tuning,
      handlers: {
        ...events,
        picture: (picture, buffer, durationTicks, config) => {
          this.#pictured();
          events.picture(picture, buffer, durationTicks, config);
        },
      },
      reached: () => {
        isReached = true;
        hosts.reached(this.#host);
      },
      ended: (refusal) => {
        this.#forgetSession();
        if (!signal.aborted) this.#lost(refusal, causeOf(refusal));
      },
    });
    if (!isReached && !signal.aborted) hosts.failed(this.#host, this);
    return opened;
  }

  #pictured(): void {
    this.#lastPicture = performance.now();
    this.#picturedAt = this.#lastPicture;
    this.#receivedAtPicture = this.#session?.rtsp?.received ?? 0;
    if (this.#state !== "live") this.#to("live", null);
  }

  #lost(refusal: CameraRefusal, cause: GapCause): void {
    const { tuning, events } = this.#options;
    if (this.#openedAt > 0 && this.#lastPicture - this.#openedAt > tuning.settledMs) this.#failures = 0;
    this.#openedAt = 0;
    this.#failures++;
    events.interrupted(cause);
    this.#to("lost", cause);
    const { signal } = this.#abort ?? {};
    if (!signal) return;
    this.#retry = setTimeout(() => void this.#attempt(signal), retryDelay(this.#failures, refusal, tuning, Math.random()));
  }

  #closeSession(): void {
    const session = this.#session;
    this.#forgetSession();
    session?.close();
  }

  #forgetSession(): void {
    this.#packetsLost += this.#session?.assembler?.packetsLost ?? 0;
    this.#session = null;
    this.#clockOffset = Number.NaN;
  }

  #tellClock(session: StreamSession): void {
    const offset = session.clock?.offsetMs() ?? null;
    if (offset === null || Math.abs(offset - this.#clockOffset) < CLOCK_STEP_MS) return;
    this.#clockOffset = offset;
    this.#options.events.clock(Math.round(offset));
  }

  #to(state: StreamState, cause: GapCause | null): void {
    if (state === this.#state && cause === this.#cause) return;
    this.#state = state;
    this.#cause = cause;
    this.#options.events.state(state, cause);
  }
}
