import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AVC } from "../h264/nal.ts";
import { ParameterSets } from "../decoder-config.ts";
import { AVC_SETS } from "../h264/parameter-sets.ts";
import { Packetizer, type PacketOptions } from "../testing/packets.ts";
import { OTHER, SMALL, avcc, nameOf, namesOf, type CodedPicture } from "../testing/pictures.ts";
import { Arena, ArenaPool } from "./arena.ts";
import { Depacketizer } from "./depacketizer.ts";

type Got = { readonly bytes: Buffer; readonly ticks: number; readonly key: boolean };

function run(packets: readonly Buffer[]): { readonly got: Got[]; readonly lost: number[]; readonly sets: ParameterSets } {
  const got: Got[] = [];
  const lost: number[] = [];
  const sets = new ParameterSets(AVC_SETS);
  const arena = new Arena(new ArenaPool());
  const depacketizer = new Depacketizer(96, AVC, arena, sets, {
    accessUnit: ({ from, to, ticks, key }) => {
      got.push({ bytes: Buffer.from(arena.buffer.subarray(from, to)), ticks, key });
      arena.used = 0;
    },
    interrupted: (count) => lost.push(count),
  });
  // Packets lie in the middle of a larger buffer, as they do when they come.
  for (const packet of packets)
    depacketizer.rtp(Buffer.concat([Buffer.alloc(5, 0xff), packet, Buffer.alloc(5, 0xff)]), 5, 5 + packet.length);
  return { got, lost, sets };
}

function packetsOf(pictures: readonly CodedPicture[], options: PacketOptions, begin = 0): Buffer[][] {
  const packetizer = new Packetizer(options);
  return pictures.map((picture, i) => packetizer.packets(picture, begin + i * 3600));
}

const bytesOf = (got: readonly Got[]): string[] => got.map(({ bytes }) => nameOf(bytes));
const expected = namesOf;

describe("depacketizer", () => {
  test.each([
    ["whole units", { mtu: 60_000 }],
    ["fragments", { mtu: 300 }],
    ["aggregates", { mtu: 1400, aggregate: true }],
  ])("gives back the pictures that were sent as %s", (_name, options) => {
    for (const pictures of [SMALL, OTHER]) {
      const { got, lost, sets } = run(packetsOf(pictures, options).flat());
      expect(bytesOf(got)).toEqual(expected(pictures));
      expect(got.every(({ bytes }, i) => bytes.equals(avcc(pictures[i] ?? [])))).toBe(true);
      expect(got.map((one) => one.key)).toEqual(pictures.map((_, i) => i % 12 === 0));
      expect(lost).toEqual([]);
      expect(sets.config()).toMatchObject(pictures === SMALL ? { width: 160, height: 112 } : { width: 128, height: 96 });
    }
  });

  test("gives back the pictures for any packet size and any start of the clock, over its wrap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 8000 }), fc.boolean(), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (mtu, aggregate, begin) => {
        const pictures = SMALL.slice(0, 14);
        const { got } = run(packetsOf(pictures, { mtu, aggregate }, begin).flat());
        expect(bytesOf(got)).toEqual(expected(pictures));
        expect(got.map(({ ticks }) => ticks - (got[0]?.ticks ?? 0))).toEqual(pictures.map((_, i) => i * 3600));
      }),
      { numRuns: 40 },
    );
  });

  test("after a lost packet nothing is given until the next key frame, and then nothing damaged", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), (at, count, slices) => {
        const pictures = (slices ? OTHER : SMALL).slice(0, 24);
        const all = packetsOf(pictures, { mtu: 500 }).flat();
        const from = Math.min(at, all.length - count - 1);
        const { got, lost } = run([...all.slice(0, from), ...all.slice(from + count)]);
        const whole = new Set(expected(pictures));
        for (const one of got) expect(whole).toContain(nameOf(one.bytes));
        const order = bytesOf(got).map((name) => expected(pictures).indexOf(name));
        order.forEach((index, i) => {
          if (i > 0 && index !== (order[i - 1] ?? 0) + 1) expect(index % 12).toBe(0);
        });
        expect(lost.reduce((sum, n) => sum + n, 0)).toBe(from === 0 ? 0 : count);
      }),
    );
  });

  test("a stray packet from the past is ignored, a camera that counts anew is followed", () => {
    const groups = packetsOf(SMALL.slice(0, 24), { mtu: 900 });
    const stray = groups[0]?.[0] ?? Buffer.alloc(0);
    const ignored = run([...groups.slice(0, 6).flat(), stray, ...groups.slice(6, 12).flat()]);
    expect(ignored.got).toHaveLength(12);
    const anew = new Packetizer({ mtu: 900 });
    anew.sequence = 60_000;
    const followed = run([
      ...groups.slice(0, 6).flat(),
      ...SMALL.slice(12, 36).flatMap((picture, i) => anew.packets(picture, i * 3600 + 6 * 3600)),
    ]);
    // Only the parameter sets were missed before the new count was believed.
    expect(bytesOf(followed.got).slice(6)).toEqual(expected(SMALL.slice(12, 36)));
    expect(followed.lost).toEqual([0]);
  });

  test("pictures end where the time changes if there is no marker", () => {
    const unmarked = packetsOf(SMALL.slice(0, 5), { mtu: 900 }).flat();
    for (const packet of unmarked) packet[1] = 96;
    expect(bytesOf(run(unmarked).got)).toEqual(expected(SMALL.slice(0, 4)));
  });

  test("a camera that sets the marker on every slice is understood from its first picture on", () => {
    const packets = packetsOf(OTHER, { mtu: 60_000 }).flat();
    for (const packet of packets) packet[1] = 96 | 128;
    const { got, lost } = run(packets);
    expect(lost).toEqual([]);
    expect(bytesOf(got)).toEqual(expected(OTHER.slice(0, 23)));
  });

  test("parameter sets and picture in one unit with start codes are taken apart", () => {
    const code = Buffer.from([0, 0, 0, 1]);
    const glued = (SMALL[0] ?? []).reduce((all, nal) => (all.length === 0 ? nal : Buffer.concat([all, code, nal])), Buffer.alloc(0));
    const { got, sets } = run(packetsOf([[glued], ...SMALL.slice(1, 3)], { mtu: 700 }).flat());
    expect(bytesOf(got)).toEqual(expected(SMALL.slice(0, 3)));
    expect(sets.config()?.width).toBe(160);
  });

  test("padding, extension, contributing sources and other payload types are stepped over", () => {
    const [plain = Buffer.alloc(0), ...rest] = packetsOf(SMALL.slice(0, 2), { mtu: 60_000 }).flat();
    const head = Buffer.from(plain.subarray(0, 12));
    head[0] = 0x80 | 0x20 | 0x10 | 2;
    const dressed = Buffer.concat([
      head,
      Buffer.alloc(8),
      Buffer.from([0, 0, 0, 1, 9, 9, 9, 9]),
      plain.subarray(12),
      Buffer.from([0, 0, 3]),
    ]);
    const audio = Buffer.from(plain);
    audio[1] = 8;
    expect(bytesOf(run([dressed, audio, ...rest]).got)).toEqual(expected(SMALL.slice(0, 2)));
  });

  test("no bytes make it throw", () => {
    const [first = Buffer.alloc(0)] = packetsOf(SMALL.slice(0, 1), { mtu: 900 }).flat();
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 30 }), (packets) => {
        run(packets.map((bytes) => Buffer.concat([first.subarray(0, 12), Buffer.from(bytes)])));
        run(packets.map((bytes) => Buffer.from(bytes)));
      }),
    );
  });

  test("a picture without end is given up", () => {
    const [start = Buffer.alloc(0), middle = Buffer.alloc(0)] = packetsOf(
      [[Buffer.concat([Buffer.from([0x65, 0x88]), Buffer.alloc(200_000, 1)])]],
      { mtu: 60_000 },
    ).flat();
    const packets = [start];
    for (let i = 1; i < 80; i++) {
      const packet = Buffer.from(middle);
      packet.writeUInt16BE((start.readUInt16BE(2) + i) & 0xffff, 2);
      packets.push(packet);
    }
    const { got, lost } = run(packets);
    expect(got).toEqual([]);
    expect(lost).toContain(0);
  });
});
