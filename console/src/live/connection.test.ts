import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveConnection, type SocketListeners, type LinkState, type Socket } from "./connection.ts";
import type { Effect } from "./follow.ts";

class FakeSocket implements Socket {
  readonly sent: string[] = [];
  closed = false;
  readonly since: number | null;
  readonly listeners: SocketListeners;
  constructor(since: number | null, listeners: SocketListeners) {
    this.since = since;
    this.listeners = listeners;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
  says(message: unknown): void {
    this.listeners.message(typeof message === "string" ? message : JSON.stringify(message));
  }
}

const at = "2026-04-18T01:41:07.000Z";
const hello = (seq: number) => ({ kind: "hello", seq, at });
const event = (seq: number) => ({
  kind: "event",
  seq,
  at,
  happening: { topic: "camera_changed", cameraId: "00000000-0000-4000-8000-000000000001" },
});

function connect(isThere = (): Promise<boolean> => Promise.resolve(true)) {
  const sockets: FakeSocket[] = [];
  const states: LinkState[] = [];
  const effects: Effect[] = [];
  const times: number[] = [];
  const connection = new LiveConnection({
    open: (since, listeners) => {
      const socket = new FakeSocket(since, listeners);
      sockets.push(socket);
      return socket;
    },
    isThere,
    now: () => Date.now(),
    chance: () => 0,
    onState: (state) => states.push(state),
    onEffect: (effect) => effects.push(effect),
    onClock: (roomAt) => times.push(roomAt),
  });
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  };
  return { connection, sockets, states, effects, times, last };
}

describe("LiveConnection", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse(at) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("opens without a number, then resumes after the last one seen", () => {
    const { sockets, last } = connect();
    last().says(hello(4));
    last().says(event(5));
    last().listeners.closed();
    vi.advanceTimersByTime(300);
    expect(sockets.map((socket) => socket.since)).toEqual([null, 5]);
  });

  it("is lost since the first break, waits longer each time, and begins anew once greeted", () => {
    const { states, last, sockets } = connect();
    last().says(hello(1));
    const since = Date.now();
    last().listeners.closed();
    expect(states.at(-1)).toEqual({ kind: "lost", since, retryAt: since + 250 });
    vi.advanceTimersByTime(250);
    last().listeners.closed();
    expect(states.at(-1)).toEqual({ kind: "lost", since, retryAt: since + 250 + 500 });
    vi.advanceTimersByTime(500);
    last().says(hello(1));
    expect(states.at(-1)?.kind).toBe("connected");
    last().listeners.closed();
    expect(states.at(-1)).toMatchObject({ kind: "lost", retryAt: Date.now() + 250 });
    expect(sockets).toHaveLength(3);
  });

  it("tries at once when asked", () => {
    const { connection, last, sockets } = connect();
    last().listeners.closed();
    connection.retryNow();
    expect(sockets).toHaveLength(2);
    connection.retryNow();
    vi.advanceTimersByTime(60_000);
    expect(sockets.length).toBeGreaterThanOrEqual(3);
  });

  it("drops what is not of the contract and keeps on", () => {
    const { effects, last } = connect();
    last().says("not json");
    last().says({ kind: "event", seq: "9" });
    last().says(hello(1));
    last().says(event(2));
    expect(effects.map((effect) => effect.kind)).toEqual(["read_again", "apply"]);
  });

  it("ends for good when the room ends the session", () => {
    const { states, effects, last, sockets } = connect();
    last().says(hello(1));
    last().says({ kind: "ended", code: "session.revoked" });
    vi.advanceTimersByTime(120_000);
    expect(states.at(-1)).toEqual({ kind: "ended", code: "session.revoked" });
    expect(effects.at(-1)).toEqual({ kind: "end", code: "session.revoked" });
    expect(sockets).toHaveLength(1);
    expect(last().closed).toBe(true);
  });

  it("asks whether the room is there after a long silence, and lets a dead link go", async () => {
    const answers = [true, false];
    const { states, last, sockets } = connect(() => Promise.resolve(answers.shift() ?? true));
    last().says(hello(1));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(states.at(-1)?.kind).toBe("connected");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(states.at(-1)?.kind).toBe("lost");
    expect(sockets[0]?.closed).toBe(true);
  });

  it("says at most once a minute that a person is there, and only while connected", () => {
    const { connection, last } = connect();
    connection.present();
    last().says(hello(1));
    connection.present();
    connection.present();
    vi.advanceTimersByTime(59_999);
    connection.present();
    expect(last().sent).toEqual(['{"kind":"present"}']);
    vi.advanceTimersByTime(1);
    connection.present();
    expect(last().sent).toHaveLength(2);
  });

  it("takes the room's time at each greeting, and stays connected when the room's clock was set", () => {
    const { times, last, states } = connect();
    vi.advanceTimersByTime(2500);
    last().says(hello(1));
    const connected = states.length;
    last().says(hello(1));
    expect(times).toEqual([Date.parse(at), Date.parse(at)]);
    expect(states).toHaveLength(connected);
  });

  it("does not hear a socket that it let go of", () => {
    const { connection, last, sockets, states } = connect();
    last().listeners.closed();
    connection.retryNow();
    last().says(hello(1));
    sockets[0]?.listeners.closed();
    expect(states.at(-1)?.kind).toBe("connected");
    expect(sockets).toHaveLength(2);
  });

  it("lets go of everything when disposed", () => {
    const { connection, last, sockets, states } = connect();
    last().says(hello(1));
    const before = states.length;
    connection[Symbol.dispose]();
    vi.advanceTimersByTime(120_000);
    expect(sockets).toHaveLength(1);
    expect(last().closed).toBe(true);
    expect(states).toHaveLength(before);
  });
});
