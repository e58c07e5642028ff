import { backOffMs } from "@amaliyat/domain/kernel";

/** State of the link to the room. `since` in ms since the epoch. */
export type Link = { readonly kind: "up" } | { readonly kind: "down"; readonly since: number };

export type LinkListeners = {
  /** Something of this unit changed, or may have: its duty is read again. */
  readonly changed: () => void;
  /** BOLOs changed, or may have. */
  readonly lookOut: () => void;
  /** A code to somebody's sign-in was given or used, or may have been: the person's notices are read again. */
  readonly noticed: () => void;
  readonly link: (link: Link) => void;
};

const AGAIN = { firstMs: 1_000, longestMs: 15_000 };
/** Interval of polls without the held connection. With it, every few polls serve as a heartbeat, since a dead link says nothing. */
const POLL_MS = 20_000;
const HEARTBEAT_POLLS = 2;
/** Without the held connection, BOLOs and notices are asked for every five minutes: BOLOs come with pictures, and notices come seldom. */
const LOOK_OUT_POLLS = 15;

const messageOf = (data: unknown): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = typeof data === "string" ? JSON.parse(data) : null;
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const topicOf = ({ happening }: Readonly<Record<string, unknown>>): unknown =>
  typeof happening === "object" && happening !== null ? Reflect.get(happening, "topic") : null;

/** Happening about a BOLO; null for any other message. */
function boloPart(message: Readonly<Record<string, unknown>>): unknown {
  return topicOf(message) === "bolo" ? Reflect.get(Object(message["happening"]), "part") : null;
}

/** Holds a connection to the room's live channel, resumed after the last number seen, and looks by itself where it cannot be held. */
export class RoomLink implements Disposable {
  readonly #listeners: LinkListeners;
  #socket: WebSocket | null = null;
  #since: number | null = null;
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #isHeld = false;
  /** Time since which nothing gets through; null while the link works. */
  #downSince: number | null = Date.now();
  #polls = 0;
  readonly #poll: ReturnType<typeof setInterval>;

  constructor(listeners: LinkListeners) {
    this.#listeners = listeners;
    this.#poll = setInterval(() => {
      this.#polls += 1;
      if (!this.#isHeld || this.#polls % HEARTBEAT_POLLS === 0) this.#listeners.changed();
      if (this.#isHeld || this.#polls % LOOK_OUT_POLLS !== 0) return;
      this.#listeners.lookOut();
      this.#listeners.noticed();
    }, POLL_MS);
    this.#open();
  }

  /** The network came back, or the phone was taken up again: tries at once. */
  retryNow(): void {
    if (this.#socket === null) this.#open();
    this.#listeners.changed();
  }

  /** A call to the room was lost: the connection is probably dead, whatever it says. */
  doubt(): void {
    this.#become(false);
    if (this.#socket !== null) this.#lost(this.#socket);
  }

  /** A call came through: there is a link, though perhaps none that can be held. */
  answered(): void {
    this.#become(true);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#retry);
    clearInterval(this.#poll);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #open(): void {
    clearTimeout(this.#retry);
    if (!navigator.onLine) return this.#again();
    const query = this.#since === null ? "" : `?since=${this.#since}`;
    const socket = new WebSocket(`${location.origin.replace(/^http/u, "ws")}/api/live${query}`);
    this.#socket = socket;
    socket.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (socket === this.#socket) this.#take(messageOf(event.data));
    });
    socket.addEventListener("close", () => this.#lost(socket));
  }

  #take(message: Readonly<Record<string, unknown>>): void {
    const { kind, seq } = message;
    if (typeof seq === "number") this.#since = seq;
    if (kind === "hello") {
      this.#tries = 0;
      this.#isHeld = true;
      this.#become(true);
    }
    const part = boloPart(message);
    if (kind === "hello" || kind === "reset" || (part !== null && part !== "told")) this.#listeners.lookOut();
    const isNotice = topicOf(message) === "sign_in_code";
    if (kind === "hello" || kind === "reset" || isNotice) this.#listeners.noticed();
    if (part !== null || isNotice) return;
    // Any other happening is covered by one read of the duty.
    if (kind === "hello" || kind === "event" || kind === "reset" || kind === "ended") this.#listeners.changed();
  }

  #lost(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    const wasHeld = this.#isHeld;
    this.#isHeld = false;
    socket.close();
    this.#again();
    // Only a call tells whether the link is gone, or this connection alone.
    if (wasHeld && this.#downSince === null) this.#listeners.changed();
  }

  #become(up: boolean): void {
    if (up === (this.#downSince === null)) return;
    this.#downSince = up ? null : Date.now();
    this.#listeners.link(this.#downSince === null ? { kind: "up" } : { kind: "down", since: this.#downSince });
  }

  #again(): void {
    this.#tries += 1;
    this.#retry = setTimeout(() => this.#open(), backOffMs(AGAIN, this.#tries, Math.random()));
  }
}
