import { fromRoom, type FromRoom } from "@amaliyat/contract/live";
import { backOffMs } from "./back-off.ts";
import { follow, type Effect, type Followed } from "./follow.ts";

/** State of the link as the screen shows it. Times in ms since the epoch. */
export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "connected"; readonly since: number }
  | { readonly kind: "lost"; readonly since: number; readonly retryAt: number }
  | { readonly kind: "ended"; readonly code: string };

/** The part of a WebSocket that is used, so that tests need no network. */
export type Socket = { readonly send: (text: string) => void; readonly close: () => void };

/** Handlers of a socket. */
export type SocketListeners = { readonly message: (data: unknown) => void; readonly closed: () => void };

export type Surroundings = {
  readonly open: (since: number | null, listeners: SocketListeners) => Socket;
  /** True if the room answers at all. It is asked after a long silence of the link, since a dead link says nothing. */
  readonly isThere: () => Promise<boolean>;
  readonly now: () => number;
  readonly chance: () => number;
  readonly onState: (state: LinkState) => void;
  readonly onEffect: (effect: Effect) => void;
  /** The room says its time of this moment, in ms. */
  readonly onClock: (roomAt: number) => void;
};

/** With the time limit for an answer and the banner's delay, a dead link shows within 10 s. */
const SILENT_MS = 4_000;
const PRESENT_EVERY_MS = 60_000;

function parse(data: unknown): FromRoom | null {
  if (typeof data !== "string") return null;
  try {
    const parsed = fromRoom.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * One screen's link to the live channel, for the lifetime of a session. It opens, resumes after the last number seen, waits longer after
 * each failure, and reports its state. A message outside the contract is dropped.
 */
export class LiveConnection implements Disposable {
  readonly #around: Surroundings;
  #followed: Followed = { seq: null };
  #socket: Socket | null = null;
  #state: LinkState = { kind: "connecting" };
  #attempt = 0;
  #lostSince: number | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #presentAt = Number.NEGATIVE_INFINITY;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#open();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** The last sequence number seen; null before the first word of the room. */
  get seq(): number | null {
    return this.#followed.seq;
  }

  /** Tries at once instead of waiting; the person asked for it, or the machine's network came back. */
  retryNow(): void {
    if (this.#state.kind === "lost") this.#open();
  }

  /** A person is there: told at most once a minute, also after the clock was set, and it keeps the session from ending. */
  present(): void {
    const at = this.#around.now();
    if (this.#state.kind !== "connected" || Math.abs(at - this.#presentAt) < PRESENT_EVERY_MS) return;
    this.#presentAt = at;
    this.#socket?.send(JSON.stringify({ kind: "present" }));
  }

  [Symbol.dispose](): void {
    this.#drop();
    clearTimeout(this.#retry);
  }

  #open(): void {
    clearTimeout(this.#retry);
    this.#drop();
    // A socket that was let go of is not heard any more, whatever it still says.
    const heard = (act: () => void): void => {
      if (this.#socket === socket) act();
    };
    const socket = this.#around.open(this.#followed.seq, {
      message: (data) => heard(() => this.#take(data)),
      closed: () => heard(() => this.#lost()),
    });
    this.#socket = socket;
    this.#listenToSilence();
  }

  #drop(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #take(data: unknown): void {
    this.#listenToSilence();
    const message = parse(data);
    if (!message) return;
    if (message.kind === "hello") this.#greeted(Date.parse(message.at));
    const { next, effect } = follow(this.#followed, message);
    this.#followed = next;
    if (effect.kind === "end") {
      this.#drop();
      this.#become({ kind: "ended", code: effect.code });
    }
    if (effect.kind !== "nothing") this.#around.onEffect(effect);
  }

  #greeted(roomAt: number): void {
    this.#attempt = 0;
    this.#lostSince = null;
    if (Number.isFinite(roomAt)) this.#around.onClock(roomAt);
    // The room greets again when its clock was set.
    if (this.#state.kind !== "connected") this.#become({ kind: "connected", since: this.#around.now() });
  }

  #lost(): void {
    this.#drop();
    const now = this.#around.now();
    this.#lostSince ??= now;
    const wait = backOffMs(this.#attempt, this.#around.chance());
    this.#attempt += 1;
    this.#become({ kind: "lost", since: this.#lostSince, retryAt: now + wait });
    this.#retry = setTimeout(() => this.#open(), wait);
  }

  #listenToSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => void this.#ask(), SILENT_MS);
  }

  async #ask(): Promise<void> {
    const socket = this.#socket;
    const there = await this.#around.isThere();
    if (socket === null || socket !== this.#socket) return;
    if (there && this.#state.kind === "connected") this.#listenToSilence();
    else this.#lost();
  }

  #become(state: LinkState): void {
    this.#state = state;
    this.#around.onState(state);
  }
}
