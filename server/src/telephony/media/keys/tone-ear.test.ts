import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { makeLog } from "../../../platform/log.ts";
import { SAMPLES } from "../sound/g711.ts";
import type { Media } from "../media.ts";
import { openToneEar } from "./tone-ear.ts";

const ADDRESS = "127.0.0.1";
const OFFER = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", "m=audio 4000 RTP/AVP 8", ""].join("\r\n");
const CALLER = { callId: "one", callerTag: "A", callerSdp: OFFER };

/** Packets of 20 ms in G.711 A, as the media server copies them. */
function packets(hertz: readonly number[], count: number): Buffer[] {
  const table = SAMPLES.get(8) ?? new Int16Array();
  const byteOf = (sample: number): number =>
    table.reduce((best, each, byte) => (Math.abs(each - sample) < Math.abs((table[best] ?? 0) - sample) ? byte : best), 0);
  return Array.from({ length: count }, (_none, nth) => {
    const wave = (at: number): number => hertz.reduce((sum, each) => sum + 3_000 * Math.sin((2 * Math.PI * each * at) / 8_000), 0);
    const sound = Array.from({ length: 160 }, (_sample, at) => byteOf(wave(nth * 160 + at)));
    return Buffer.concat([Buffer.from([0x80, 8]), Buffer.alloc(10), Buffer.from(sound)]);
  });
}

/** The media server, as far as the ear asks anything of it, and a socket that stands for its port. */
async function listened(thread?: URL, log = makeLog("silent")) {
  const stack = new AsyncDisposableStack();
  const theirs = createSocket("udp4");
  theirs.bind(0, ADDRESS);
  await once(theirs, "listening");
  stack.defer(() => void theirs.close());
  const [keys, ears]: [string[], number[]] = [[], []];
  const media: Pick<Media, "copy" | "unsubscribe"> = {
    copy: (_caller, _listener, to, from) => {
      ears.push(to.port);
      return Promise.resolve(from(theirs.address().port));
    },
    unsubscribe: vi.fn<Media["unsubscribe"]>(() => Promise.resolve()),
  };
  const heard = (callId: string, key: string): void => void keys.push(`${callId} ${key}`);
  const ear = stack.use(openToneEar({ media, address: ADDRESS, heard, log, ...(thread && { thread }) }));
  const say = (all: readonly Buffer[]): void => {
    for (const packet of all) theirs.send(packet, ears.at(-1) ?? 0, ADDRESS);
  };
  return { ear, keys, ears, media, say, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const ONE = [697, 1_209];

test("a key is heard in packets with further sources, a header extension and padding", async () => {
  await using on = await listened();
  await on.ear.hear(CALLER, true);
  const head = Buffer.from([0xb1, 8]);
  const [source, extension, padding] = [Buffer.alloc(4), Buffer.from([0xbe, 0xde, 0, 1, 0x10, 0xff, 0, 0]), Buffer.from([0, 0, 0, 4])];
  const dress = (packet: Buffer): Buffer => Buffer.concat([head, packet.subarray(2, 12), source, extension, packet.subarray(12), padding]);
  await vi.waitFor(() => {
    on.say(packets(ONE, 5).map(dress));
    on.say(packets([], 5).map(dress));
    expect(on.keys).toContain("one 1");
  });
  on.say([Buffer.from([0xbf, 8, 0]), Buffer.alloc(13, 0xff), Buffer.from([0x90, 8, ...Buffer.alloc(11)])]);
});

test("a key that comes as a tone is heard, and no more once the call is over", async () => {
  await using on = await listened();
  await on.ear.hear(CALLER, true);
  await vi.waitFor(() => {
    on.say(packets(ONE, 5));
    on.say(packets([], 5));
    expect(on.keys).toContain("one 1");
  });
  on.ear.leave("one");
  await on.ear.hear({ ...CALLER, callId: "two" }, true);
  await vi.waitFor(() => {
    on.say(packets([], 5));
    on.say(packets(ONE, 5));
    expect(on.keys.filter((key) => key === "two 1").length).toBeGreaterThan(1);
  });
  expect(on.keys.slice(on.keys.indexOf("two 1"))).not.toContain("one 1");
});

test("a thread that dies is followed by another at the same port, which hears the same callers", async () => {
  await using on = await listened(new URL("./testing/failing-ear-worker.ts", import.meta.url));
  await on.ear.hear(CALLER, true);
  await vi.waitFor(
    () => {
      // The first key ends the thread; the next one is heard by its follower.
      on.say(packets(ONE, 5));
      on.say(packets([], 5));
      expect(on.keys).toContain("one 1");
    },
    { timeout: 5_000, interval: 100 },
  );
  expect(new Set(on.ears).size).toBe(1);
});

test("no call waits for threads that die at once, and they are not started without a pause", async () => {
  const log = makeLog("silent");
  const deaths = vi.spyOn(log, "error");
  await using on = await listened(new URL("./testing/dying-ear-worker.ts", import.meta.url), log);
  await expect(on.ear.hear(CALLER, true)).rejects.toThrow("listens");
  await on.ear.stop("one");
  expect(deaths.mock.calls.length).toBeGreaterThan(0);
  expect(deaths.mock.calls.length).toBeLessThan(5);
});

test("a thread that finds its port taken takes it later, and hears the same callers", { timeout: 15_000 }, async () => {
  await using on = await listened(new URL("./testing/failing-ear-worker.ts", import.meta.url));
  const first = createSocket("udp4");
  await on.ear.hear(CALLER, true);
  const taken = Promise.withResolvers<undefined>();
  const take = (): void => void first.bind(on.ears[0], ADDRESS, () => taken.resolve(undefined));
  first.on("error", () => setTimeout(take, 1));
  take();
  await taken.promise;
  setTimeout(() => first.close(), 1_000);
  await vi.waitFor(
    () => {
      on.say(packets(ONE, 5));
      on.say(packets([], 5));
      expect(on.keys).toContain("one 1");
    },
    { timeout: 10_000, interval: 100 },
  );
});
