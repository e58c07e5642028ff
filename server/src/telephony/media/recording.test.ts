import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { toneIn } from "../testing/phones.ts";
import { convert } from "./sound/convert.ts";
import { SAMPLES } from "./sound/g711.ts";
import { readPackets, type RtpPacket } from "./sound/pcap.ts";
import { Stereo } from "./sound/stereo.ts";
import { HEAD, kept, type Sent } from "./testing/packets.ts";

/** The byte of G.711 A that is nearest to a sample. */
function alaw(sample: number): number {
  const table = SAMPLES.get(8) ?? new Int16Array(0);
  let best = 0;
  for (let byte = 1; byte < 256; byte++) if (Math.abs((table[byte] ?? 0) - sample) < Math.abs((table[best] ?? 0) - sample)) best = byte;
  return best;
}

const tone = (hertz: number, from: number): Buffer =>
  Buffer.from(Array.from({ length: 160 }, (_none, at) => alaw(8_000 * Math.sin((2 * Math.PI * hertz * (from + at)) / 8_000))));

const side = (port: number, hertz: number, count: number, beginMs = 0): Sent[] =>
  Array.from({ length: count }, (_none, nth) => ({
    ms: beginMs + nth * 20,
    port,
    sequence: 65_500 + nth,
    timestamp: 4_294_960_000 + nth * 160,
    payload: tone(hertz, nth * 160),
  }));

async function recorded(sent: readonly Sent[], cut = 0, more: Readonly<Record<string, readonly Sent[]>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-pcap-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bytes = Buffer.concat([HEAD, ...sent.toSorted((a, b) => a.ms - b.ms).map(kept)]);
  await writeFile(join(folder, "a.pcap"), bytes.subarray(0, bytes.length - cut));
  const others = Object.entries(more).map(([name, each]) => ({ path: join(folder, name), each }));
  for (const { path, each } of others) await writeFile(path, Buffer.concat([HEAD, ...each.map(kept)]));
  const said = await convert([join(folder, "a.pcap"), ...others.map(({ path }) => path)], join(folder, "a.wav"), [4_000]);
  const file = await readFile(join(folder, "a.wav"));
  const samples = new Int16Array(file.buffer, file.byteOffset + 44, (file.length - 44) >> 1);
  const [left = new Int16Array(0), right = new Int16Array(0)] = [0, 1].map((channel) => samples.filter((_value, at) => at % 2 === channel));
  return { ...said, left, right };
}

test("the caller is left, the other right, each in its time, over wrapped numbers", async () => {
  const { left, right, seconds, lost } = await recorded([...side(4_000, 1_000, 300), ...side(4_002, 1_600, 100, 3_000)]);
  expect([seconds, lost]).toEqual([6, 0]);
  expect(toneIn(left.subarray(8_000, 16_000), 1_000)).toBeGreaterThan(0.2);
  expect(toneIn(left.subarray(8_000, 16_000), 1_600)).toBeLessThan(0.01);
  expect(Math.max(...right.subarray(0, 24_000))).toBe(0);
  expect(toneIn(right.subarray(24_000, 32_000), 1_600)).toBeGreaterThan(0.2);
});

test("packets that are lost are counted and silent, those that come late find their place", async () => {
  const all = side(4_000, 1_000, 200);
  const late = all.map((each, nth) => (nth === 50 ? { ...each, ms: each.ms + 45 } : each));
  const { lost, left } = await recorded(late.filter((_each, nth) => nth < 100 || nth >= 105));
  expect(lost).toBe(5);
  expect(Math.max(...left.subarray(100 * 160, 105 * 160))).toBe(0);
  expect(toneIn(left.subarray(50 * 160, 51 * 160), 1_000)).toBeGreaterThan(0.2);
});

const coded = (count: number, beginMs = 0): Sent[] => side(4_000, 1_000, count, beginMs).map((each) => ({ ...each, type: 9 }));
/** The same sender as in `side`, whose numbers and time stamps go on. */
const later = (sent: readonly Sent[], byMs: number, frames: number): Sent[] =>
  sent.map((each) => ({ ...each, ms: each.ms + byMs, sequence: each.sequence + frames }));

test("decoded sound lies beside what was kept meanwhile, and a caller of whom nothing was decoded for a while is lost so long", async () => {
  const first = "call-0123456789abcdef.0.decoded.pcap";
  const second = "call-0123456789abcdef.1.decoded.pcap";
  const files = { [first]: side(4_000, 1_000, 100, 3), [second]: later(side(4_000, 1_000, 100, 3), 3_000, 100) };
  const both = [...coded(250), ...side(4_002, 1_600, 250)];
  const { left, right, lost, seconds } = await recorded(both, 0, files);
  // From 2 to 3 s nothing was decoded of what came.
  expect([lost, seconds]).toEqual([50, 5.003]);
  for (const at of [0.5, 3.5]) expect(toneIn(left.subarray(at * 8_000, (at + 1) * 8_000), 1_000)).toBeGreaterThan(0.2);
  expect(Math.max(...left.subarray(2.1 * 8_000, 2.9 * 8_000))).toBe(0);
  expect(toneIn(right.subarray(16_000, 24_000), 1_600)).toBeGreaterThan(0.2);
  // Nothing of it at all is all lost; keys have no sound.
  expect((await recorded(both)).lost).toBe(250);
  const keys = coded(50).map((each) => ({ ...each, type: 101, payload: Buffer.alloc(4) }));
  expect((await recorded([...keys, ...side(4_002, 1_600, 250)])).lost).toBe(0);
});

test("a pause between two files is no loss, and what comes after it stands where it came though its time stamps go on", async () => {
  const files = {
    "a.1.pcap": later(
      side(4_000, 1_000, 100).map((each) => ({ ...each, timestamp: each.timestamp + 16_000 })),
      2_300,
      115,
    ),
  };
  const { left, lost, seconds } = await recorded(side(4_000, 1_000, 100), 0, files);
  expect([lost, seconds]).toEqual([0, 4.3]);
  expect(Math.max(...left.subarray(16_000, 18_400))).toBe(0);
});

test("a file that was cut off ends with its last whole packet; an empty one is no sound", async () => {
  expect((await recorded(side(4_000, 1_000, 100), 30)).seconds).toBeCloseTo(1.98);
  expect((await recorded([])).seconds).toBe(0);
});

test("any bytes at all are read without an exception", async () => {
  async function* pieces(all: readonly Uint8Array[]): AsyncGenerator<Buffer> {
    yield HEAD;
    for (const each of all) yield Buffer.from(each);
    await Promise.resolve();
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (all) => {
      const seen: RtpPacket[] = [];
      for await (const packet of readPackets(pieces(all))) seen.push(packet);
    }),
  );
});

test.each([-3_600_000, -5_000])("all that is said is there, though the machine's clock was set by %d ms in the middle", async (step) => {
  const stereo = new Stereo([4_000]);
  const said = (nth: number, port: number): RtpPacket => ({
    at: 1_000_000_000_000 + nth * 20 + (nth >= 250 ? step : 0),
    port,
    sequence: nth,
    timestamp: nth * 160,
    source: port,
    type: 8,
    payload: tone(port === 4_000 ? 1_000 : 1_600, nth * 160),
  });
  const parts: Int16Array[] = [];
  for (let nth = 0; nth < 500; nth++) for (const port of [4_000, 4_002]) parts.push(stereo.decode(said(nth, port)));
  parts.push(stereo.rest());
  const samples = Int16Array.from(parts.flatMap((each) => [...each]));
  expect(stereo.seconds).toBeCloseTo(10, 0);
  for (const [channel, hertz] of [1_000, 1_600].entries()) {
    const heard = samples.filter((_value, at) => at % 2 === channel);
    expect(toneIn(heard.subarray(8_000, 32_000), hertz)).toBeGreaterThan(0.2);
    expect(toneIn(heard.subarray(44_000, 78_000), hertz)).toBeGreaterThan(0.2);
  }
});
