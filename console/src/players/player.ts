import { recordings } from "@amaliyat/contract/recordings";
import { address, type Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { isPassing } from "../api/index.ts";
import { backOffMs } from "../live/index.ts";
import type { Engine, EngineListener } from "./engine.ts";
import { learn, newFacts, stateOf, type EngineEvent, type PlayerEvent, type PlayerFacts, type PlayerState } from "./facts.ts";
import { CanvasEngine } from "./canvas/canvas-engine.ts";
import { MseEngine } from "./mse/mse-engine.ts";

/**
 * WebCodecs where the browser has it (20 ms behind the camera in the trial), else Media Source Extensions (80–150 ms); null where
 * there is neither. WebCodecs needs a secure context: HTTPS or localhost.
 */
function makeEngine(host: HTMLElement, listener: EngineListener): Engine | null {
  if (typeof VideoDecoder === "function") return new CanvasEngine(host, listener);
  if (typeof MediaSource === "function") return new MseEngine(host, listener);
  return null;
}

/** Asks the room for a view; asked again, for a new one, whenever the socket of the last one broke. */
export type OpenView = (signal: AbortSignal) => Promise<Result<{ readonly viewId: string }, Problem>>;

/** Measurements of a player, for the tile and for benches. Times in ms; `pictureAt` and `captureMs` since epoch. */
export type PlayerReport = {
  readonly state: PlayerState;
  readonly firstFrameMs: number | null;
  readonly captureMs: number | null;
  readonly pictureAt: number | null;
  readonly fps: number;
  readonly dropped: number;
};

const TICK_MS = 500;

/** Codes with which the room ends a view for good; any other end is a broken link. */
const isFinal = (code: string): boolean => code.startsWith("session.") || code === "view.case_ended";

/** Shows live pictures inside `host` until disposed, and says four times a second at most how it goes. */
export function openPlayer(host: HTMLElement, openView: OpenView, onReport: (report: PlayerReport) => void): Disposable {
  return new LivePlayer(host, openView, onReport);
}

class LivePlayer implements Disposable {
  readonly #openView: OpenView;
  readonly #onReport: (report: PlayerReport) => void;
  readonly #engine: Engine | null;
  readonly #leaving = new AbortController();
  readonly #tick: ReturnType<typeof setInterval>;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #facts: PlayerFacts = newFacts(Date.now());

  constructor(host: HTMLElement, openView: OpenView, onReport: (report: PlayerReport) => void) {
    this.#openView = openView;
    this.#onReport = onReport;
    this.#engine = makeEngine(host, (event) => this.#hear(event));
    this.#tick = setInterval(() => this.#report(), TICK_MS);
    if (this.#engine) void this.#open(this.#engine);
    else queueMicrotask(() => this.#learn({ kind: "unplayable" }));
  }

  [Symbol.dispose](): void {
    this.#leaving.abort();
    clearInterval(this.#tick);
    clearTimeout(this.#retry);
    this.#engine?.[Symbol.dispose]();
  }

  async #open(engine: Engine): Promise<void> {
    const { signal } = this.#leaving;
    this.#learn({ kind: "opening" });
    // An abort is the only exception that asking throws, and it is ours.
    const answer = await this.#openView(signal).catch(() => null);
    if (signal.aborted || answer === null) return;
    if (!answer.ok && isPassing(answer.error)) this.#wait();
    else if (!answer.ok) this.#learn({ kind: "refused", problem: answer.error });
    else {
      this.#learn({ kind: "open" });
      const path = address(recordings.watch, { viewId: answer.value.viewId }, { format: engine.format });
      engine.connect(new URL(path, location.href.replace(/^http/, "ws")).href);
    }
  }

  #hear(event: EngineEvent): void {
    if (this.#leaving.signal.aborted) return;
    if (event.kind === "closed") {
      if (event.code !== null && isFinal(event.code)) this.#learn({ kind: "ended", code: event.code });
      else this.#wait();
      return;
    }
    if (event.kind === "picture") this.#attempt = 0;
    this.#learn(event);
  }

  /** Opens a new view later: the old one ended with its socket. */
  #wait(): void {
    const at = Date.now();
    const ms = backOffMs(this.#attempt++, Math.random());
    this.#learn({ kind: "waiting", at, retryAt: at + ms });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#engine && void this.#open(this.#engine), ms);
  }

  #learn(event: PlayerEvent): void {
    this.#facts = learn(this.#facts, event);
    this.#report();
  }

  #report(): void {
    const { firstFrameMs, picture, fps, dropped } = this.#facts;
    const state = stateOf(this.#facts, Date.now());
    const isMoving = state.kind === "live";
    this.#onReport({
      state,
      firstFrameMs,
      captureMs: picture?.captureMs ?? null,
      pictureAt: picture?.at ?? null,
      fps: isMoving ? fps : 0,
      dropped,
    });
  }
}
