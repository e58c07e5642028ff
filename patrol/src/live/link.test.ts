import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RoomLink, type Link } from "./link.ts";

/** The browser's socket, as far as it is used. */
class FakeSocket extends EventTarget {
  static readonly opened: FakeSocket[] = [];
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.opened.push(this);
  }
  close(): void {
    this.dispatchEvent(new Event("close"));
  }
  says(message: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: typeof message === "string" ? message : JSON.stringify(message) }));
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  FakeSocket.opened.length = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("location", { origin: "https://room.test" });
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function connect() {
  const links: Link[] = [];
  const changed = vi.fn();
  const lookOut = vi.fn();
  const noticed = vi.fn();
  const link = new RoomLink({ changed, lookOut, noticed, link: (each) => links.push(each) });
  const last = (): FakeSocket => {
    const socket = FakeSocket.opened.at(-1);
    if (socket === undefined) throw new Error("no socket was opened");
    return socket;
  };
  return { link, links, changed, lookOut, noticed, last };
}

it("reads the duty at each word of the room, and resumes after the last number it heard", () => {
  const { links, changed, last } = connect();
  expect(last().url).toBe("wss://room.test/api/live");
  last().says({ kind: "hello", seq: 4 });
  last().says({ kind: "event", seq: 5 });
  last().says("not json");
  expect([links, changed.mock.calls.length]).toEqual([[{ kind: "up" }], 2]);
  last().close();
  // The read requested here shows if the whole link is gone or this connection alone.
  expect([links, changed.mock.calls.length]).toEqual([[{ kind: "up" }], 3]);
  vi.advanceTimersByTime(1000);
  expect(last().url).toBe("wss://room.test/api/live?since=5");
});

it("reads what is looked for when it hears of it, and not the duty; not for who was told, and not at each poll", () => {
  const { changed, lookOut, last } = connect();
  const says = (part: string) => last().says({ kind: "event", seq: 2, happening: { topic: "bolo", boloId: "b", part } });
  last().says({ kind: "hello", seq: 1 });
  for (const part of ["published", "told", "changed"]) says(part);
  expect([lookOut.mock.calls.length, changed.mock.calls.length]).toEqual([3, 1]);
  vi.advanceTimersByTime(120_000);
  expect(lookOut.mock.calls.length).toBe(3);
});

it("asks by itself every 20 s where no connection is held, and goes on trying", () => {
  const { changed } = connect();
  for (let at = 0; at < 60_000; at += 500) {
    FakeSocket.opened.at(-1)?.close();
    vi.advanceTimersByTime(500);
  }
  expect(changed.mock.calls.length).toBeGreaterThanOrEqual(2);
  expect(FakeSocket.opened.length).toBeGreaterThan(4);
});

it("lets a connection go that is probably dead, and tries at once when the network is back", () => {
  const { link, links } = connect();
  FakeSocket.opened[0]?.says({ kind: "hello", seq: 1 });
  vi.stubGlobal("navigator", { onLine: false });
  link.doubt();
  vi.advanceTimersByTime(60_000);
  expect([links, FakeSocket.opened.length]).toEqual([[{ kind: "up" }, { kind: "down", since: 0 }], 1]);
  vi.stubGlobal("navigator", { onLine: true });
  link.retryNow();
  expect(FakeSocket.opened).toHaveLength(2);
});

it("is down since the first call that was lost, and up where calls come through though no connection holds", () => {
  const { link, links } = connect();
  link.answered();
  vi.advanceTimersByTime(5000);
  for (let i = 0; i < 3; i += 1) {
    link.doubt();
    vi.advanceTimersByTime(30_000);
  }
  expect(links).toEqual([{ kind: "up" }, { kind: "down", since: 5000 }]);
});

it("says nothing any more once it was let go of", () => {
  const { link, links, changed } = connect();
  link[Symbol.dispose]();
  vi.advanceTimersByTime(120_000);
  expect([links, changed.mock.calls.length, FakeSocket.opened.length]).toEqual([[], 0, 1]);
});

it("reads what its person is told of codes when a code was given, when it is linked again, and seldom without a link; and no duty for it", () => {
  const { changed, noticed, last } = connect();
  last().says({ kind: "hello", seq: 1 });
  expect(noticed).toHaveBeenCalledTimes(1);
  const before = changed.mock.calls.length;
  last().says({ kind: "event", seq: 2, happening: { topic: "sign_in_code", codeId: "a" } });
  expect([noticed.mock.calls.length, changed.mock.calls.length]).toEqual([2, before]);
  last().says({ kind: "event", seq: 3, happening: { topic: "unit" } });
  expect(noticed).toHaveBeenCalledTimes(2);
  vi.stubGlobal("navigator", { onLine: false });
  last().close();
  vi.advanceTimersByTime(5 * 60_000);
  expect(noticed).toHaveBeenCalledTimes(3);
});
