import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { bytesOf, fragments, hex, KEY, KEY_LATER, LATER, PICTURE, pictures, reader, wholeOf, type Packet } from "../testing/by-hand.ts";

describe("the head of a packet", () => {
  test.each([
    ["an older version", bytesOf({ payload: KEY, version: 1 })],
    ["no version", bytesOf({ payload: KEY, version: 0 })],
    ["a later version", bytesOf({ payload: KEY, version: 3 })],
    ["half a head", bytesOf({ payload: [] }).subarray(0, 11)],
    ["nothing", Buffer.alloc(0)],
    ["contributing sources beyond its end, whatever its type", bytesOf({ payload: [], contributing: 2, type: 8 }).subarray(0, 19)],
    ["contributing sources beyond its end", bytesOf({ payload: [], contributing: 2 }).subarray(0, 19)],
    ["an extension whose head is cut", bytesOf({ payload: [], extension: 0 }).subarray(0, 15)],
    ["an extension beyond its end", bytesOf({ payload: [], extension: 3 }).subarray(0, 27)],
    ["more padding than there is", bytesOf({ payload: [0x65, 0x88, 4] }).fill(0xa0, 0, 1)],
    ["padding into an extension", Buffer.concat([bytesOf({ payload: [], extension: 1 }).fill(0xb0, 0, 1), Buffer.from([2])])],
  ])("with %s is not RTP as we read it, and counts for nothing", (_name, bytes) => {
    const seen = reader();
    seen.write(...pictures(2, 10), bytes, ...pictures(2, 12));
    expect([seen.malformed(), seen.missing, seen.pictures.length]).toEqual([1, [], 4]);
  });

  test("of another payload type is passed over, and its number is none of ours", () => {
    const seen = reader();
    seen.write(...pictures(2, 10), { payload: KEY, sequence: 900, type: 8 }, { payload: KEY, sequence: 901, type: 97 }, ...pictures(2, 12));
    expect([seen.malformed(), seen.missing, seen.pictures.length]).toEqual([0, [], 4]);
  });

  test("of a packet without payload counts in the numbers: bare, or with padding or an extension alone", () => {
    const empties: readonly Partial<Packet>[] = [{}, { padding: 4 }, { extension: 0 }, { extension: 2, padding: 1 }, { contributing: 15 }];
    for (const empty of empties) {
      const seen = reader();
      seen.write(...pictures(2, 10), { payload: [], sequence: 12, ...empty }, ...pictures(2, 13));
      expect([seen.malformed(), seen.missing, seen.pictures.length]).toEqual([0, [], 4]);
    }
  });

  const dress = fc.record(
    {
      contributing: fc.integer({ min: 0, max: 15 }),
      extension: fc.integer({ min: 0, max: 5 }),
      padding: fc.integer({ min: 1, max: 20 }),
    },
    { requiredKeys: [] },
  );

  test("may have contributing sources, an extension and padding: the pictures are the same, whole or in fragments", () => {
    fc.assert(
      fc.property(fc.array(dress, { minLength: 12, maxLength: 12 }), fc.integer({ min: 2, max: 6 }), (dresses, count) => {
        const plain = [...fragments(count, 65_533), ...pictures(3, 65_533 + count, { time: 9_000 })];
        const [bare, dressed] = [reader(), reader()];
        bare.write(...plain);
        dressed.write(...plain.map((packet, nth) => ({ ...packet, ...dresses[nth] })));
        expect(dressed.pictures).toEqual([hex(wholeOf(count)), hex(KEY), hex(PICTURE), hex(PICTURE)]);
        expect(bare.pictures).toEqual(dressed.pictures);
        expect([dressed.malformed(), dressed.missing]).toEqual([0, []]);
      }),
    );
  });
});

describe("the number of a packet", () => {
  test("wraps without a loss", () => {
    const seen = reader();
    seen.write(...pictures(5, 65_533));
    expect([seen.pictures.length, seen.missing]).toEqual([5, []]);
  });

  test.each([
    [10, 1],
    [10, 7],
    [65_534, 1],
    [65_530, 300],
    [10, 0x7fff],
  ])("tells from %i on that %i are missing, and nothing is given before the next key frame", (sequence, lost) => {
    const seen = reader();
    const next = sequence + 2 + lost;
    seen.write(...pictures(2, sequence), { payload: PICTURE, sequence: next, time: 9_000, marker: true });
    expect([seen.pictures.length, seen.missing]).toEqual([2, [lost]]);
    seen.write(...pictures(2, next + 1, { time: 12_600 }));
    expect([seen.pictures.length, seen.missing]).toEqual([4, [lost]]);
  });

  test("tells of a loss in the middle of a picture, which is not given", () => {
    for (const lost of [1, 2, 3]) {
      const seen = reader();
      const [first, ...rest] = fragments(5, 10);
      if (first === undefined) throw new Error("no fragments");
      seen.write(first, ...rest.slice(lost), ...pictures(1, 15, { time: 3_600 }));
      expect([seen.pictures, seen.missing]).toEqual([[hex(KEY)], [lost]]);
    }
  });

  test("may be one of the past at a new time: two in a row are stragglers, three are a camera that counts anew", () => {
    const seen = reader();
    seen.write(...pictures(2, 100));
    for (const sequence of [101, 50]) seen.write({ payload: PICTURE, sequence, time: 7_200, marker: true });
    expect([seen.pictures.length, seen.missing]).toEqual([2, []]);
    seen.write({ payload: PICTURE, sequence: 102, time: 7_200, marker: true });
    for (const sequence of [101, 102 - 0x8000 + 1]) seen.write({ payload: PICTURE, sequence, time: 10_800, marker: true });
    expect([seen.pictures.length, seen.missing]).toEqual([3, []]);
    seen.write({ payload: PICTURE, sequence: 40, time: 10_800, marker: true });
    expect([seen.pictures.length, seen.missing]).toEqual([3, [0]]);
    seen.write(...pictures(2, 41, { time: 14_400 }));
    expect([seen.pictures.length, seen.missing]).toEqual([5, [0]]);
  });

  test("of the past at a time that was there is a copy: each picture sent twice as a whole is there once", () => {
    const seen = reader();
    const sent = Array.from({ length: 6 }, (_, nth) =>
      fragments(5, 100 + nth * 5).map((packet) => ({ ...packet, time: 90_000 + nth * 3_600 })),
    );
    for (const packets of sent) seen.write(...packets, ...packets);
    expect([seen.pictures.length, seen.missing]).toEqual([6, []]);
  });

  describe("of a packet that comes twice", () => {
    /** Pictures of four packets in the order of decoding, the shown times of three of four before that of the first (B pictures). */
    const sent = Array.from({ length: 40 }, (_, nth) => {
      const shown = nth - (nth % 4) + ([4, 2, 1, 3][nth % 4] ?? 0);
      return fragments(4, 65_500 + nth * 4).map((packet) => ({ ...packet, time: 2 ** 32 - 36_000 + shown * 3_600 }));
    });

    test.each([1, 2, 3, 7, 30])("the copies come %i pictures late, behind a picture", (late) => {
      const seen = reader();
      for (const [nth, packets] of sent.entries()) seen.write(...packets, ...(sent[nth - late] ?? []));
      expect([seen.pictures.length, seen.missing]).toEqual([40, []]);
    });

    test.each([1, 2, 3, 7, 30])("the copies come %i pictures late, packet by packet between those of another", (late) => {
      const seen = reader();
      for (const [nth, packets] of sent.entries())
        seen.write(...packets.flatMap((packet, at) => [packet, ...(sent[nth - late]?.slice(at, at + 1) ?? [])]));
      expect([seen.pictures.length, seen.missing]).toEqual([40, []]);
    });

    test("the copies of many pictures come at once", () => {
      const seen = reader();
      seen.write(...sent.slice(0, 30).flat(), ...sent.slice(0, 30).flat(), ...sent.slice(30).flat());
      expect([seen.pictures.length, seen.missing]).toEqual([40, []]);
    });

    test("a camera that counts anew from a number that was there is followed by its times", () => {
      const seen = reader();
      seen.write(...sent.flat());
      const again = pictures(8, 65_510).map((packet, nth) => ({ ...packet, time: 36_000_000 + nth * 3_600, payload: KEY }));
      seen.write(...again);
      expect([seen.pictures.length, seen.missing]).toEqual([46, [0]]);
    });
  });

  test("is followed in the end by a camera that counts anew and whose time goes back", () => {
    const seen = reader();
    seen.write(...pictures(2, 60_000, { time: 900_000 }));
    const again = (nth: number) => ({ payload: PICTURE, sequence: 40_000 + nth, time: 3_600, marker: true });
    seen.write(...Array.from({ length: 4_096 }, (_, nth) => again(nth)));
    expect(seen.missing).toEqual([0]);
    seen.write(...pictures(2, 44_096, { time: 7_200 }));
    expect(seen.pictures.length).toBe(4);
  });

  test("a straggler in the middle of a picture does no harm to it", () => {
    const seen = reader();
    const [first, second, ...rest] = fragments(4, 10);
    if (first === undefined || second === undefined) throw new Error("no fragments");
    seen.write(first, second, second, first, ...rest);
    expect([seen.pictures, seen.missing]).toEqual([[hex(wholeOf(4))], []]);
  });
});

describe("the source of packets", () => {
  test("may change: the picture in hand is lost, and the other source is followed from its next key frame on", () => {
    for (const [source, sequence] of [
      [0, 10],
      [1, 65_534],
      [0xffff_ffff, 10],
    ] as const) {
      const seen = reader();
      seen.write(...pictures(2, sequence), { payload: PICTURE, sequence: 700, time: 50, source, marker: true });
      expect([seen.pictures.length, seen.missing]).toEqual([2, [0]]);
      seen.write(...pictures(2, 701, { source, time: 3_650 }));
      expect([seen.pictures.length, seen.missing]).toEqual([4, [0]]);
    }
  });

  test("is a part of every packet: a fragment of another one with the next number is none of this picture", () => {
    const seen = reader();
    const all = fragments(4, 10);
    seen.write(...all.map((packet, nth) => (nth === 1 ? { ...packet, source: 9 } : packet)), ...pictures(1, 14, { time: 3_600 }));
    expect([seen.pictures, seen.missing]).toEqual([[hex(KEY)], [0, 0]]);
  });

  test("with a large number is one all the same, also in fragments", () => {
    const seen = reader();
    seen.write(...fragments(4, 10, { source: 0xf000_0001, time: 0xf000_0000 }));
    expect([seen.pictures, seen.missing]).toEqual([[hex(wholeOf(4))], []]);
  });
});

describe("the time of pictures", () => {
  test("goes on over the wrap of the clock, and a little back where pictures are shown in another order", () => {
    const seen = reader();
    const times = [2 ** 32 - 5_400, 2 ** 32 - 1_800, 1_800, 2 ** 32 - 100, 5_400];
    seen.write(...times.map((time, nth) => ({ payload: nth === 0 ? KEY : PICTURE, sequence: nth, time, marker: true })));
    expect(seen.ticks.map((each) => each - (seen.ticks[0] ?? 0))).toEqual([0, 3_600, 7_200, 5_300, 10_800]);
    expect(seen.ticks[0]).toBe(2 ** 33 - 5_400);
  });

  test("ends a picture where it changes, in whole units and in fragments without their end", () => {
    const seen = reader();
    const [first, second] = fragments(4, 10);
    if (first === undefined || second === undefined) throw new Error("no fragments");
    seen.write(first, second, { payload: PICTURE, sequence: 12, time: 3_600 }, { payload: LATER, sequence: 13, time: 3_600 });
    expect(seen.pictures).toEqual([hex(wholeOf(2))]);
    seen.write({ payload: PICTURE, sequence: 14, time: 7_200 });
    expect(seen.pictures).toEqual([hex(wholeOf(2)), hex(PICTURE, LATER)]);
    expect([seen.missing, seen.keys]).toEqual([[], [true, false]]);
  });

  test("is moved by a tick for a second picture of the same time", () => {
    const seen = reader();
    seen.write(...pictures(3, 10, { time: 500 }));
    expect(seen.ticks.map((each) => each - 2 ** 32)).toEqual([500, 501, 502]);
    expect(seen.missing).toEqual([]);
  });
});

describe("a marker", () => {
  const marked = (payload: readonly number[], sequence: number, time: number): Packet => ({ payload, sequence, time, marker: true });
  /** Sequence parameters of 320 by 192, of frames alone or of fields as well, and picture parameters. */
  const setsOf = (isFrameOnly: boolean): Packet[] => {
    const bits = ["1", "1", "011", "010", "0", "000010100"];
    const size = isFrameOnly ? ["0001100", "1"] : ["00110", "0", "0"];
    const rows = [...bits, ...size, "1", "0", "0", "1"].join("");
    const bytes = rows.padEnd(Math.ceil(rows.length / 8) * 8, "0").match(/.{8}/g) ?? [];
    const sps = [0x67, 77, 0, 30, ...bytes.map((each) => Number.parseInt(each, 2))];
    return [sps, [0x68, 0xce, 0x38, 0x80]].map((payload, nth) => ({ payload, sequence: 8 + nth }));
  };

  test("ends no picture before the first one ended by the time, and each from then on", () => {
    const seen = reader({ marker: "untried" });
    seen.write(marked(KEY, 10, 0));
    expect(seen.pictures).toEqual([]);
    seen.write({ payload: PICTURE, sequence: 11, time: 3_600 });
    expect(seen.pictures).toEqual([hex(KEY)]);
    seen.write(marked(LATER, 12, 3_600));
    expect([seen.pictures, seen.missing]).toEqual([[hex(KEY), hex(PICTURE, LATER)], []]);
  });

  test("that ended no picture tells since when the picture was whole", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const seen = reader({ marker: "untried" });
      for (const [nth, payload] of [KEY, KEY_LATER, PICTURE, LATER, PICTURE].entries()) {
        vi.advanceTimersByTime(10);
        seen.write(marked(payload, 10 + nth, Math.floor(nth / 2) * 3_600));
      }
      expect([seen.pictures.length, seen.waits]).toEqual([2, [10, 10]]);
      const usual = reader({ marker: "untried" });
      for (const packet of pictures(3, 10)) {
        vi.advanceTimersByTime(40);
        usual.write(packet);
      }
      expect(usual.waits).toEqual([40, 0, 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("on each slice ends no picture", () => {
    const seen = reader({ marker: "untried" });
    for (const [nth, payload] of [KEY, KEY_LATER, KEY_LATER, PICTURE, LATER, LATER, PICTURE].entries())
      seen.write(marked(payload, 10 + nth, Math.floor(nth / 3) * 3_600));
    expect([seen.pictures, seen.missing]).toEqual([[hex(KEY, KEY_LATER, KEY_LATER), hex(PICTURE, LATER, LATER)], []]);
  });

  test("on each field ends no picture if the sequence parameters allow fields, and one of the same time if they do not", () => {
    for (const isFrameOnly of [false, true]) {
      const seen = reader({ marker: "untried" });
      seen.write(...setsOf(isFrameOnly));
      expect(seen.sets.config()).toMatchObject({ width: 320, height: 192, mayHaveFields: !isFrameOnly });
      for (const [nth, payload] of [KEY, PICTURE, PICTURE, PICTURE, PICTURE].entries())
        seen.write(marked(payload, 10 + nth, Math.floor(nth / 2) * 3_600));
      const single = hex(PICTURE);
      const expected = isFrameOnly ? [hex(KEY), single, single, single, single] : [hex(KEY, PICTURE), hex(PICTURE, PICTURE)];
      expect([seen.pictures, seen.missing]).toEqual([expected, []]);
    }
  });

  test("ends pictures of one time, also two fields at most where there may be fields", () => {
    for (const isFrameOnly of [false, true]) {
      const seen = reader({ marker: "untried" });
      seen.write(...setsOf(isFrameOnly), ...pictures(9, 10, { time: 0 }));
      expect(seen.missing).toEqual([]);
      expect(seen.pictures.length).toBe(isFrameOnly ? 9 : 4);
      expect(seen.pictures.flat().length).toBe(isFrameOnly ? 9 : 8);
      expect(new Set(seen.ticks).size).toBe(seen.ticks.length);
    }
  });
});
