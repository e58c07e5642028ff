import { readFile } from "node:fs/promises";
import type { Server, Socket } from "node:net";
import type { Log } from "../../log.ts";
import { networkOf } from "../../network-of.ts";

/** Most connections at a time. */
export type ConnectionBounds = {
  readonly total: number;
  /** Of people who have not signed in on them. */
  readonly strangers: number;
  /** Of one line: an IPv4 address, or a /64 of IPv6. */
  readonly line: number;
  /** Of a /24 of IPv4, or a /56 of IPv6. */
  readonly exchange: number;
  /** Of one person who has signed in, that give way to nobody. */
  readonly person: number;
};

/** Descriptors that connections never take: 200 for the database, two for each camera and call that is recorded, and files. */
const RESERVE = 512;
/** On a machine with many, a quarter: as many more cameras may be recorded there. */
const RESERVE_SHARE = 0.25;
/** A room's workplaces may all stand in one /24: as many lines as this may use all that a line may. */
const LINES_OF_EXCHANGE = 4;
/** The rest is for people who sign in: each of their connections begins as a stranger's, and replaces the oldest of those. */
const STRANGERS_SHARE = 0.5;
/** A wall of sixteen pictures, the live channel and the pages of ten sessions are some 200. */
const OF_PERSON = 200;

/** Bounds by the settings, and by the descriptors that the system allows the process; null where it allows any number. */
export function boundsOf(wanted: { readonly total: number; readonly line: number }, descriptors: number | null): ConnectionBounds {
  const allowed = descriptors === null ? wanted.total : descriptors - Math.max(RESERVE, Math.floor(descriptors * RESERVE_SHARE));
  const total = Math.max(16, Math.min(wanted.total, allowed));
  const strangers = Math.ceil(total * STRANGERS_SHARE);
  return {
    total,
    strangers,
    line: Math.min(wanted.line, strangers),
    exchange: Math.min(wanted.line * LINES_OF_EXCHANGE, strangers),
    person: Math.min(OF_PERSON, Math.ceil(total / 4)),
  };
}

/** Limit of open files and connections of this process; null if the system has or tells none. */
export async function readDescriptorLimit(file = "/proc/self/limits"): Promise<number | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  const line = text.split("\n").find((each) => each.startsWith("Max open files"));
  const limit = Number(line?.slice("Max open files".length).trim().split(" ", 1)[0]);
  return Number.isInteger(limit) ? limit : null;
}

type Open = { readonly socket: Socket; readonly line: string | null; readonly exchange: string | null };

const LOG_EVERY_MS = 60_000;

/** Names a connection by its other end, under which the encrypted socket of the same connection is found too. */
const keyOf = ({ remoteAddress, remotePort }: Pick<Socket, "remoteAddress" | "remotePort">): string =>
  `${remoteAddress ?? ""} ${remotePort ?? ""}`;

const step = (counts: Map<string, number>, key: string | null, by: 1 | -1): void => {
  if (key === null) return;
  const next = (counts.get(key) ?? 0) + by;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
};

/**
 * Bounds the connections of a server. One over the bound of its line or network is closed at once. If strangers hold their part, the least
 * recently used gives way to the new one, so that a person can always sign in. Closed connections are summed up in one log line a minute.
 */
export class Connections implements Disposable {
  readonly #bounds: ConnectionBounds;
  readonly #isTrusted: (address: string) => boolean;
  readonly #log: Log;
  readonly #lines = new Map<string, number>();
  readonly #exchanges = new Map<string, number>();
  /** In the order of their last use. */
  readonly #strangers = new Map<string, Open>();
  readonly #known = new Map<string, Open>();
  /** Those of each person, the oldest first. */
  readonly #people = new Map<string, Set<string>>();
  #closed = { line: 0, exchange: 0, total: 0, replaced: 0 };
  readonly #timer: NodeJS.Timeout;

  /** `isTrusted` tells the proxies, whose clients are counted by request. */
  constructor(bounds: ConnectionBounds, isTrusted: (address: string) => boolean, log: Log) {
    this.#bounds = bounds;
    this.#isTrusted = isTrusted;
    this.#log = log;
    this.#timer = setInterval(() => this.tell(), LOG_EVERY_MS);
    this.#timer.unref();
  }

  /** Watches over a server from its first connection on. */
  watch(server: Server): void {
    server.on("connection", (socket: Socket) => this.#take(socket));
    server.on("request", ({ socket }: { socket: Socket }, response: NodeJS.EventEmitter) => {
      const key = keyOf(socket);
      response.once("close", () => this.#used(key));
    });
  }

  get open(): number {
    return this.#strangers.size + this.#known.size;
  }

  /**
   * Marks a connection on which a person showed a right: it does not give way to strangers. A person who has more than enough of them loses that for
   * the oldest: one session must not shut out everybody else.
   */
  markKnown(socket: Pick<Socket, "remoteAddress" | "remotePort">, personId: string): void {
    const key = keyOf(socket);
    const open = this.#strangers.get(key);
    if (open === undefined) return;
    this.#strangers.delete(key);
    this.#known.set(key, open);
    const own = this.#people.get(personId) ?? new Set();
    this.#people.set(personId, own.add(key));
    open.socket.once("close", () => this.#forget(personId, key));
    const [oldest] = own;
    if (own.size <= this.#bounds.person || oldest === undefined) return;
    this.#forget(personId, oldest);
    const loses = this.#known.get(oldest);
    if (loses === undefined) return;
    this.#known.delete(oldest);
    this.#strangers.set(oldest, loses);
  }

  #forget(personId: string, key: string): void {
    const own = this.#people.get(personId);
    own?.delete(key);
    if (own?.size === 0) this.#people.delete(personId);
  }

  /** Writes what was closed since the last line. */
  tell(): void {
    const { line, exchange, total, replaced } = this.#closed;
    if (line + exchange + total + replaced === 0) return;
    this.#closed = { line: 0, exchange: 0, total: 0, replaced: 0 };
    this.#log.warn(
      { event: "connections.bounded", closed: { line, exchange, total }, replaced, open: this.open, strangers: this.#strangers.size },
      "connections: closed over a bound",
    );
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.tell();
  }

  #take(socket: Socket): void {
    const address = socket.remoteAddress;
    // It was closed before it was looked at.
    if (address === undefined) return void socket.destroy();
    const isTrusted = this.#isTrusted(address);
    const line = isTrusted ? null : networkOf(address, "subscriber");
    const exchange = isTrusted ? null : networkOf(address);
    const over = this.#over(line, exchange);
    if (over !== null) {
      this.#closed[over] += 1;
      socket.on("error", () => undefined);
      return void socket.resetAndDestroy();
    }
    const key = keyOf(socket);
    const open = { socket, line, exchange };
    (isTrusted ? this.#known : this.#strangers).set(key, open);
    step(this.#lines, line, 1);
    step(this.#exchanges, exchange, 1);
    socket.once("close", () => this.#left(key, open));
    if (this.#strangers.size > this.#bounds.strangers || this.open > this.#bounds.total) this.#replace();
  }

  #over(line: string | null, exchange: string | null): "line" | "exchange" | "total" | null {
    if (line !== null && (this.#lines.get(line) ?? 0) >= this.#bounds.line) return "line";
    if (exchange !== null && (this.#exchanges.get(exchange) ?? 0) >= this.#bounds.exchange) return "exchange";
    return this.#known.size >= this.#bounds.total ? "total" : null;
  }

  #replace(): void {
    const [oldest] = this.#strangers;
    if (oldest === undefined) return;
    this.#closed.replaced += 1;
    oldest[1].socket.destroy();
    // Its `close` comes a turn later; its place is free now.
    this.#left(...oldest);
  }

  #used(key: string): void {
    const open = this.#strangers.get(key);
    if (open === undefined) return;
    this.#strangers.delete(key);
    this.#strangers.set(key, open);
  }

  #left(key: string, open: Open): void {
    const held = this.#strangers.get(key) === open ? this.#strangers : this.#known.get(key) === open ? this.#known : null;
    if (held === null) return;
    held.delete(key);
    step(this.#lines, open.line, -1);
    step(this.#exchanges, open.exchange, -1);
  }
}

/** Counts the requests that run at a time for each client behind a trusted proxy, whose connections tell nothing about them. */
export class RunningRequests {
  readonly #limit: number;
  readonly #lines = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Begins a request; null where its line has as many as it may. The returned function ends it, once. */
  begin(address: string): (() => void) | null {
    const line = networkOf(address, "subscriber");
    if ((this.#lines.get(line) ?? 0) >= this.#limit) return null;
    step(this.#lines, line, 1);
    let isOver = false;
    return () => {
      if (!isOver) step(this.#lines, line, -1);
      isOver = true;
    };
  }
}
