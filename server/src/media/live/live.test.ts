import { decodeWire, encodeWire } from "@amaliyat/contract/picture";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findBox, boxesIn, readMoof } from "../fmp4/read-boxes.ts";
import { Assembly } from "../testing/fragments.ts";
import { SMALL, nameOf, namesOf } from "../testing/pictures.ts";
import { LiveHub, type Viewer } from "./hub.ts";
import type { LiveConfig, LiveFrame, LiveMessage } from "./messages.ts";
import { toMseWire } from "./mse.ts";
import { InFlight, LivePublisher } from "./publisher.ts";
import { toWire } from "./wire.ts";

const config = (codec = "avc1.4d400c"): LiveConfig => ({
  kind: "config",
  codec,
  width: 160,
  height: 112,
  record: new Uint8Array([1, 2, 3]),
});
const frame = (n: number, key = n % 4 === 0, size = 10): LiveFrame => ({
  kind: "frame",
  key,
  captureMs: 1000 + n * 40,
  ptsUs: n * 40_000,
  dtsUs: n * 40_000,
  durationUs: 40_000,
  data: new Uint8Array(size).fill(n),
});

function watcher(canSend?: () => boolean): { viewer: Viewer; got: string[] } {
  const got: string[] = [];
  const onMessage = (message: LiveMessage): void => {
    got.push(message.kind === "frame" ? `${message.ptsUs / 40_000}` : message.kind === "config" ? message.codec : message.state);
  };
  return { got, viewer: canSend ? { onMessage, canSend } : { onMessage } };
}

function hubOf(limit = 1000): { hub: LiveHub; watched: string[]; send: (...messages: LiveMessage[]) => void } {
  const watched: string[] = [];
  const hub = new LiveHub(limit, (cameraId, stream, on) => watched.push(`${cameraId} ${stream} ${on}`));
  return { hub, watched, send: (...messages) => messages.forEach((message) => hub.deliver("c", "main", message)) };
}

describe("live hub", () => {
  test("the first viewer opens a stream, the last closes it", () => {
    const { hub, watched } = hubOf();
    const a = hub.subscribe("c", "main", watcher().viewer);
    const b = hub.subscribe("c", "main", watcher().viewer);
    a[Symbol.dispose]();
    a[Symbol.dispose]();
    expect(watched).toEqual(["c main true"]);
    b[Symbol.dispose]();
    expect(watched).toEqual(["c main true", "c main false"]);
  });

  test("a viewer gets the configuration before the first frame, and one who comes late the pictures since the key frame", () => {
    const { hub, send } = hubOf();
    const early = watcher();
    hub.subscribe("c", "main", early.viewer);
    send({ kind: "state", state: "live", since: 1 }, config(), ...[4, 5, 6, 7, 8, 9].map((n) => frame(n)));
    const late = watcher();
    hub.subscribe("c", "main", late.viewer);
    send(frame(10));
    expect(early.got).toEqual(["live", "avc1.4d400c", "4", "5", "6", "7", "8", "9", "10"]);
    expect(late.got).toEqual(["live", "avc1.4d400c", "8", "9", "10"]);
  });

  test("a new configuration is given before the next frame", () => {
    const { hub, send } = hubOf();
    const { got, viewer } = watcher();
    hub.subscribe("c", "main", viewer);
    send(config("a"), frame(0), config("b"), frame(4), frame(5));
    expect(got).toEqual(["a", "0", "b", "4", "5"]);
  });

  test("a slow viewer loses frames up to the next key frame that it can take, others lose none", () => {
    let able = true;
    const { hub, send } = hubOf();
    const slow = watcher(() => able);
    const fast = watcher();
    const seat = hub.subscribe("c", "main", slow.viewer);
    hub.subscribe("c", "main", fast.viewer);
    send(config(), frame(0), frame(1));
    able = false;
    send(frame(2), frame(3), frame(4));
    able = true;
    send(frame(5), frame(6), frame(7), frame(8), frame(9));
    expect(slow.got).toEqual(["avc1.4d400c", "0", "1", "8", "9"]);
    expect(seat.dropped).toBe(6);
    expect(fast.got).toHaveLength(11);
  });

  test("what is kept for late viewers is bounded; beyond it they wait for the next key frame", () => {
    const { hub, send } = hubOf(35);
    hub.subscribe("c", "main", watcher().viewer);
    send(config(), ...[0, 1, 2, 3].map((n) => frame(n)));
    const late = watcher();
    hub.subscribe("c", "main", late.viewer);
    send(frame(4));
    expect(late.got).toEqual(["avc1.4d400c", "4"]);
  });

  test("messages of streams that nobody watches go nowhere", () => {
    const { hub, send } = hubOf();
    send(config(), frame(0));
    const { got, viewer } = watcher();
    hub.subscribe("c", "main", viewer);
    expect(got).toEqual([]);
    expect([...hub.watched()]).toEqual([{ cameraId: "c", stream: "main" }]);
  });
});

/** Pictures 0 to 20, of which viewers begin with the key frame 12. */
function assembly(): Assembly {
  const made = new Assembly();
  for (let i = 0; i < 21; i++) made.write(SMALL[i] ?? [], 7_000 + i * 3600);
  return made;
}

describe("publisher", () => {
  test("begins with the state and the pictures since the last key frame, as bytes of their own", () => {
    const sent: LiveMessage[] = [];
    const transfers: ArrayBuffer[] = [];
    const made = assembly();
    const publisher = new LivePublisher(new InFlight(1e6), 5, (message, transfer) => {
      sent.push(message);
      transfers.push(...transfer);
    });
    publisher.watch(made.assembler);
    expect(sent[0]).toEqual({ kind: "state", state: "idle", since: 5 });
    expect(sent[1]).toMatchObject({ kind: "config", width: 160, codec: made.assembler.config?.codec });
    const frames = sent.filter((message) => message.kind === "frame");
    expect(frames.map(({ data }) => nameOf(data))).toEqual(namesOf(SMALL.slice(12, 21)));
    expect(frames.map(({ key }) => key)).toEqual([true, ...Array.from({ length: 8 }, () => false)]);
    expect(frames[1]?.ptsUs).toBe((frames[0]?.ptsUs ?? 0) + 40_000);
    expect(transfers).toEqual(frames.map(({ data }) => data.buffer));
  });

  test("stops at the limit of what is on its way, and goes on with a key frame", () => {
    const sent: LiveMessage[] = [];
    const inFlight = new InFlight(9_000);
    const publisher = new LivePublisher(inFlight, 5, (message) => sent.push(message));
    const made = assembly();
    publisher.watch(made.assembler);
    const before = sent.length;
    const [{ picture, config: known } = made.pictures[12] ?? {}] = made.pictures.slice(13, 14);
    if (!picture || !known) throw new Error("no pictures");
    const give = (key: boolean): void => publisher.picture({ ...picture, key }, Buffer.alloc(100_000), 3600, known);
    inFlight.acknowledged(1e6);
    give(false);
    expect(sent.length).toBe(before);
    give(true);
    expect(sent.length).toBeGreaterThan(before);
    publisher.unwatch();
    const after = sent.length;
    give(true);
    expect(sent.length).toBe(after);
  });
});

describe("wire", () => {
  test("carries any message there and back", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("config" as const, "frame" as const, "state" as const, "init" as const, "fragment" as const),
        fc.boolean(),
        fc.double({ min: 0, max: 2e12, noNaN: true }),
        fc.double({ min: 0, max: 2e15, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.uint8Array({ maxLength: 50 }),
        (type, key, atMs, ptsUs, durationUs, payload) => {
          const message = { type, key, atMs, ptsUs, durationUs, payload };
          expect(decodeWire(encodeWire(message))).toEqual(message);
        },
      ),
    );
  });

  test("layout of a frame, byte by byte", () => {
    const bytes = toWire(frame(4, true, 2));
    const view = new DataView(bytes.buffer);
    expect([...bytes.subarray(0, 4)]).toEqual([1, 2, 1, 0]);
    expect([view.getFloat64(4), view.getFloat64(12), view.getUint32(20)]).toEqual([1160, 160_000, 40_000]);
    expect([...bytes.subarray(24)]).toEqual([4, 4]);
  });

  test("a configuration carries size, codec and record; a state its cause", () => {
    const payload = decodeWire(toWire(config()))?.payload ?? new Uint8Array();
    expect([...payload]).toEqual([0, 160, 0, 112, 11, ...new TextEncoder().encode("avc1.4d400c"), 1, 2, 3]);
    const state = decodeWire(toWire({ kind: "state", state: "lost", since: 77, cause: "camera_stalled" }));
    expect(state?.atMs).toBe(77);
    expect(JSON.parse(new TextDecoder().decode(state?.payload))).toEqual({ state: "lost", cause: "camera_stalled" });
  });

  test.each([[[]], [[2, 2]], [[1, 9, ...Buffer.alloc(30)]], [[1, 2, 3]]])("is null for %j", (bytes) => {
    expect(decodeWire(new Uint8Array(bytes))).toBeNull();
  });
});

describe("MSE", () => {
  test("a configuration becomes an init segment, a frame a fragment of one picture at its own time", () => {
    const init = Buffer.from(decodeWire(toMseWire(config()))?.payload ?? []);
    expect([...boxesIn(init, 16, init.length)].map(({ type }) => type)).toEqual(["ftyp", "moov"]);
    const message = frame(5, false, 33);
    const wire = decodeWire(toMseWire(message));
    expect(wire).toMatchObject({ type: "fragment", key: false, atMs: 1200, ptsUs: 200_000 });
    const fragment = Buffer.from(wire?.payload ?? []);
    const moof = findBox(fragment, ["moof"]);
    expect(readMoof(fragment.subarray((moof?.from ?? 8) - 8, moof?.to))).toEqual({
      decodeTime: 18_000,
      durationTicks: 3600,
      frames: 1,
      key: false,
    });
    const data = findBox(fragment, ["mdat"]);
    expect(fragment.subarray(data?.from, data?.to)).toEqual(Buffer.from(message.data));
  });

  test("is made once for all viewers", () => {
    const message = frame(1);
    expect(toMseWire(message)).toBe(toMseWire(message));
  });
});
