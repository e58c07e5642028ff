import { beginSending, nextTextPacket, writeUtf8, type TextMark } from "@amaliyat/domain/calls";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { afterAll, expect, test, vi } from "vitest";
import { silent } from "../testing/fake-edge.ts";
import { makeTextPorts } from "./streams.ts";

const TYPES = { t140: 98, red: 100 };
const PATIENCE = { timeout: 10_000, interval: 10 };
const stack = new AsyncDisposableStack();
afterAll(() => stack.disposeAsync());

async function socketOf(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  stack.defer(() => void socket.close());
  return { socket, port: socket.address().port };
}
const from = 20_000 + 2 * Math.floor(Math.random() * 2_000);
/** A stream that nobody asked for by an address, on a free port. */
const OPENED = { port: null, mark: null, source: null, isAcked: false };
const ports = (to: number) => makeTextPorts({ address: "127.0.0.1", from, to, isOpen: false, log: silent, clock: Date.now });

test("a flood from the caller's own address is taken at the pace of a hand, and the stream goes on", async () => {
  const { socket, port } = await socketOf();
  let got = "";
  const peer = { host: "127.0.0.1", port, types: TYPES, generations: 0 };
  let floods = 0;
  const stream = await ports(from + 20).open({ ...OPENED, peer, heard: (text) => (got += text), flooded: () => floods++ });
  if (stream === null) throw new Error("no port");
  stack.defer(() => stream.close());
  let sending = beginSending({ t140: 98, red: null }, 0, 1, 1);
  const say = (text: string): void => {
    const next = nextTextPacket(sending, writeUtf8(text), Date.now());
    ({ sending } = next);
    socket.send(next.packet, stream.port, "127.0.0.1");
  };
  for (let nth = 0; nth < 1_000; nth++) say("x");
  await vi.waitFor(() => expect(got.length).toBeGreaterThan(30), PATIENCE);
  await vi.waitFor(() => (say("end"), expect(got.endsWith("end")).toBe(true)), PATIENCE);
  // 60 at once, 20 a second, and a machine that takes ten seconds for it.
  expect(got.replaceAll("\uFFFD", "").length).toBeLessThan(300);
  expect(floods).toBeGreaterThan(50);
});

test("packets that are full of letters are taken as far as a long text is that somebody pastes", async () => {
  const { socket, port } = await socketOf();
  let [got, floods] = [0, 0];
  const peer = { host: "127.0.0.1", port, types: TYPES, generations: 0 };
  const heard = (text: string): void => void (got += text.length);
  const stream = await ports(from + 20).open({ ...OPENED, peer, heard, flooded: () => floods++ });
  if (stream === null) throw new Error("no port");
  stack.defer(() => stream.close());
  let sending = beginSending({ t140: 98, red: null }, 0, 1, 1);
  for (let nth = 0; nth < 12; nth++) {
    const next = nextTextPacket(sending, writeUtf8("x".repeat(1_000)), Date.now());
    ({ sending } = next);
    socket.send(next.packet, stream.port, "127.0.0.1");
  }
  await vi.waitFor(() => expect(got / 1_000 + floods).toBe(12), PATIENCE);
  expect([got, floods]).toEqual([3_000, 9]);
});

test("no more ports are opened than there are; one that is closed is given again, and a call takes its own back", async () => {
  const { port } = await socketOf();
  const peer = { host: "127.0.0.1", port, types: TYPES, generations: 2 };
  const two = ports(from + 102);
  const range = makeTextPorts({ address: "127.0.0.1", from: from + 100, to: from + 103, isOpen: false, log: silent, clock: Date.now });
  expect(two.address).toBe("127.0.0.1");
  const open = (wanted: number | null = null) =>
    range.open({ peer, port: wanted, mark: null, source: null, isAcked: false, heard: () => undefined, flooded: () => undefined });
  const [first, second, third] = [await open(), await open(), await open()];
  expect([first?.port, second?.port].toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([from + 100, from + 102]);
  expect(third).toBeNull();
  expect(await open(first?.port ?? 0)).toBeNull();
  first?.close();
  const again = await vi.waitFor(async () => {
    const got = await open(first?.port ?? 0);
    if (got === null) throw new Error("still taken");
    return got;
  }, PATIENCE);
  expect(again.port).toBe(first?.port);
  again.close();
  second?.close();
});

test("a stranger who sends first has nothing of a text: neither is it heard, nor does it hear", async () => {
  const [caller, stranger] = [await socketOf(), await socketOf()];
  const marks: TextMark[] = [];
  let got = "";
  const peer = { host: "127.0.0.1", port: caller.port, types: TYPES, generations: 2 };
  const stream = await ports(from + 20).open({
    peer,
    port: null,
    mark: null,
    source: null,
    isAcked: false,
    flooded: () => undefined,
    heard: (text, mark) => {
      got += text;
      marks.push(mark);
    },
  });
  if (stream === null) throw new Error("no port");
  stack.defer(() => stream.close());
  const packet = (text: string, sequence: number) =>
    nextTextPacket(beginSending({ t140: 98, red: null }, 0, 5, sequence), writeUtf8(text), 0).packet;
  let came = 0;
  stranger.socket.on("message", () => came++);
  stranger.socket.send(packet("forged", 1), stream.port, "127.0.0.1");
  const answered = once(caller.socket, "message");
  stream.write("x");
  await answered;
  caller.socket.send(packet("c", 3), stream.port, "127.0.0.1");
  await vi.waitFor(() => expect(got).toBe("c"), PATIENCE);
  expect([came, marks.at(-1)]).toEqual([0, { ssrc: 5, sequence: 3 }]);
});

test("a stream that is closed is closed once, and what is asked of it afterwards comes to nothing", async () => {
  const { port } = await socketOf();
  const peer = { host: "127.0.0.1", port, types: TYPES, generations: 0 };
  const stream = await ports(from + 20).open({
    peer,
    port: null,
    mark: null,
    source: null,
    isAcked: false,
    heard: () => undefined,
    flooded: () => undefined,
  });
  if (stream === null) throw new Error("no port");
  vi.useFakeTimers();
  stream.close();
  stream.close();
  stream.to({ ...peer, port: port + 1 }, false);
  stream.write("late");
  // Nothing is sent by a timer that was set before or after.
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
});
