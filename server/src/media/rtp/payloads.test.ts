import { describe, expect, test, vi } from "vitest";
import { LIMITS } from "../rtsp/limits.ts";
import { bytesOf, fragments, hex, KEY, KEY_LATER, LATER, PICTURE, pictures, reader, wholeOf, type Packet } from "../testing/by-hand.ts";
import { parameterSetsOf, SMALL } from "../testing/pictures.ts";

const SETS = parameterSetsOf(SMALL);

describe("the payload of packets", () => {
  const key = pictures(1, 10)[0] ?? { payload: KEY };

  test("is a picture of all its slices, with supplemental information, without delimiters and parameter sets", () => {
    const information = [0x06, 5, 1, 9];
    const seen = reader();
    const units = [[0x09, 0xf0], [0x67, 1, 2, 3], [0x68, 1, 2, 3], information, KEY, KEY_LATER];
    seen.write(...units.map((payload, nth) => ({ payload, sequence: nth, marker: nth === units.length - 1 })));
    expect([seen.pictures, seen.keys, seen.missing, seen.malformed()]).toEqual([[hex(information, KEY, KEY_LATER)], [true], [], 0]);
  });

  test("may be a unit of one byte, a data partition, or one that no picture needs", () => {
    const seen = reader();
    for (const [nth, type] of [1, 2, 3, 4].entries())
      seen.write(...(nth === 0 ? [key] : []), { payload: [0x40 | type, 0x80], sequence: 11 + nth, time: 3_600 * (nth + 1), marker: true });
    expect(seen.pictures).toEqual([hex(KEY), ...[1, 2, 3, 4].map((type) => hex([0x40 | type, 0x80]))]);
    for (let type = 10; type <= 23; type++) seen.write({ payload: [type, 1, 2], sequence: 5 + type, time: 20_000 });
    seen.write({ payload: [0x09], sequence: 29, time: 20_000 }, { payload: PICTURE, sequence: 30, time: 20_000, marker: true });
    expect([seen.pictures.at(-1), seen.missing, seen.malformed()]).toEqual([hex(PICTURE), [], 0]);
  });

  test("is not H.264 as we read it: a unit of type 0, an interleaved one, an aggregate of another kind", () => {
    const seen = reader();
    for (const [nth, type] of [0, 25, 26, 27, 29, 30, 31].entries()) seen.write({ payload: [type, 0, 1, 0x65], sequence: nth });
    expect([seen.malformed(), seen.pictures, seen.missing]).toEqual([7, [], []]);
  });

  test("without a first slice is no picture: nothing is said before the first key frame, and a loss afterwards", () => {
    const seen = reader();
    seen.write({ payload: KEY_LATER, sequence: 8, marker: true }, { payload: LATER, sequence: 9, time: 100, marker: true });
    expect([seen.pictures, seen.missing]).toEqual([[], []]);
    seen.write({ ...key, time: 3_600 }, { payload: LATER, sequence: 11, time: 7_200, marker: true });
    expect([seen.pictures, seen.missing]).toEqual([[hex(KEY)], [0]]);
    seen.write({ payload: PICTURE, sequence: 12, time: 10_800, marker: true }, { ...key, sequence: 13, time: 14_400 });
    expect([seen.pictures, seen.missing]).toEqual([[hex(KEY), hex(KEY)], [0]]);
  });

  test("before the first key frame is passed over without a word", () => {
    const seen = reader();
    for (const sequence of [1, 2, 3]) seen.write({ payload: PICTURE, sequence, time: sequence * 100, marker: true });
    seen.write({ ...key, sequence: 4, time: 400 });
    expect([seen.pictures, seen.missing, seen.keys]).toEqual([[hex(KEY)], [], [true]]);
  });

  test("comes in aggregates: each unit behind its length, until the end or the first length that is wrong", () => {
    const unit = (nal: readonly number[]): number[] => [0, nal.length, ...nal];
    for (const [payload, units, malformed] of [
      [[24, ...unit(KEY), ...unit(KEY_LATER)], [KEY, KEY_LATER], 0],
      [[24, ...unit(KEY), 0, 0, 1], [KEY], 1],
      [[24, ...unit(KEY), 0, 4, 0x65, 0x40, 3], [KEY], 1],
      [[24, ...unit(KEY), 0, 3, 0x65, 0x40, 3], [KEY, KEY_LATER], 0],
      [[24, ...unit(KEY), 1, 0, 0x65], [KEY], 1],
      [[24, ...unit(KEY), 0], [KEY], 0],
      [[24, ...unit(KEY), 0, 1], [KEY], 0],
      [[24, ...unit(KEY), 0, 1, 0x65], [KEY, [0x65]], 0],
    ] as const) {
      const seen = reader();
      seen.write({ payload, marker: true });
      expect([seen.pictures, seen.malformed(), seen.missing]).toEqual([[hex(...units)], malformed, []]);
    }
  });

  test("comes in fragments, which keep the importance and the type of their unit", () => {
    for (const [indicator, first] of [
      [0x1c, 0x05],
      [0x3c, 0x25],
      [0x7c, 0x65],
      [0xfc, 0xe5],
    ] as const) {
      const seen = reader();
      const piece = (flags: number, ...bytes: readonly number[]): number[] => [indicator, flags | 5, ...bytes];
      seen.write(
        { payload: piece(0x80, 0x88, 1), sequence: 1 },
        { payload: piece(0, 2), sequence: 2 },
        { payload: piece(0x40, 3), sequence: 3, marker: true },
      );
      expect(seen.pictures).toEqual([hex([first, 0x88, 1, 2, 3])]);
    }
  });

  test("of a fragment may be the whole unit, and a unit without its end ends where the next begins", () => {
    const seen = reader();
    for (const payload of [[0x7c, 0x85, 0x40, 2], KEY_LATER]) {
      const other = reader();
      other.write({ payload: [0x7c, 0x85, 0x88, 1], sequence: 1 }, { payload, sequence: 2 }, { payload: LATER, sequence: 3, marker: true });
      expect(other.pictures).toEqual([hex([0x65, 0x88, 1], payload === KEY_LATER ? KEY_LATER : [0x65, 0x40, 2], LATER)]);
    }
    seen.write({ payload: [0x7c, 0xc5, 0x88, 1], sequence: 1 }, { payload: [0x7c, 0x85, 0x40, 2], sequence: 2 });
    seen.write({ payload: [0x7c, 0x85, 0x40, 3], sequence: 3 }, { payload: KEY_LATER, sequence: 4, marker: true });
    expect(seen.pictures).toEqual([hex([0x65, 0x88, 1], [0x65, 0x40, 2], [0x65, 0x40, 3], KEY_LATER)]);
    expect([seen.missing, seen.malformed()]).toEqual([[], 0]);
  });

  test("of a fragment without its head counts as malformed, and without the start of its unit as lost", () => {
    const seen = reader();
    seen.write({ payload: [0x7c, 0x85], sequence: 1 }, { payload: [0x7c], sequence: 2 });
    expect([seen.malformed(), seen.missing]).toEqual([2, []]);
    // Nothing was given yet: the end of a picture that began before is nothing to tell.
    seen.write({ payload: [0x7c, 0x05, 9], sequence: 3 }, { payload: [0x7c, 0x45, 9], sequence: 4, marker: true });
    expect([seen.malformed(), seen.missing, seen.pictures]).toEqual([2, [], []]);
    seen.write({ ...key, sequence: 5, time: 3_600 }, { payload: [0x7c, 0x01, 9], sequence: 6, time: 7_200, marker: true });
    expect([seen.malformed(), seen.missing, seen.pictures]).toEqual([3, [0], [hex(KEY)]]);
  });

  test("after the end of a unit is no part of it", () => {
    const seen = reader();
    seen.write(...fragments(3, 10, { marker: false }), { payload: [0x7c, 0x05, 9], sequence: 13 }, ...pictures(1, 14, { time: 3_600 }));
    expect([seen.pictures, seen.missing]).toEqual([[hex(wholeOf(3)), hex(KEY)], []]);
  });

  test("is given up where a picture grows beyond every measure, by small fragments and by whole units", () => {
    const bytes = Array.from({ length: 60_000 }, () => 1);
    const many = Math.ceil(LIMITS.accessUnitBytes / bytes.length) + 1;
    for (const payloadOf of [
      (nth: number) => [0x7c, nth === 0 ? 0x85 : 0x05, 0x88, ...bytes],
      (nth: number) => (nth === 0 ? [...KEY, ...bytes] : [...KEY_LATER, ...bytes]),
    ]) {
      const seen = reader();
      for (let nth = 0; nth < many - 2; nth++) seen.write({ payload: payloadOf(nth), sequence: nth });
      expect(seen.missing).toEqual([]);
      for (let nth = many - 2; nth < many; nth++) seen.write({ payload: payloadOf(nth), sequence: nth });
      expect([seen.missing[0], seen.pictures]).toEqual([0, []]);
      seen.write(...pictures(1, many, { time: 3_600 }));
      expect(seen.pictures.at(-1)).toEqual(hex(KEY));
    }
  });
});

describe("the middle of a unit in fragments", () => {
  const [start, middle] = fragments(3, 0);
  if (start === undefined || middle === undefined) throw new Error("no fragments");
  const end = (sequence: number): Packet => ({ payload: [0x7c, 0x45, 9], sequence, marker: true });

  test.each<[string, Packet, readonly (readonly string[])[], readonly number[], number]>([
    ["another payload type", { ...middle, type: 97 }, [], [1], 0],
    ["another time", { ...middle, time: 3_600 }, [hex([0x65, 0x88, 1])], [0], 1],
    ["a whole unit", { payload: [0x65, 0x20, 3] }, [hex([0x65, 0x88, 1], [0x65, 0x20, 3])], [], 0],
    ["no bytes", { payload: [0x7c, 0x05] }, [hex([0x65, 0x88, 1, 9])], [], 1],
    ["one byte", { payload: [0x7c, 0x05, 7] }, [hex([0x65, 0x88, 1, 7, 9])], [], 0],
  ])("is not continued by a packet of %s as if it were the next", (_name, packet, expected, missing, malformed) => {
    const seen = reader();
    seen.write({ ...start, sequence: 1 }, { ...packet, sequence: 2 });
    // The number of a packet of another type is none of ours: the next one is missing.
    seen.write({ ...end(3), ...(packet.time === undefined ? {} : { time: packet.time }) });
    expect([seen.pictures, seen.missing, seen.malformed()]).toEqual([expected, missing, malformed]);
  });

  test("takes the short way, which reads no field of the head by itself", () => {
    for (const [sequence, time, source] of [
      [1, 0, 0x1234],
      [0x01ff, 0x01020304, 0x0a0b0c0d],
      [0xfffe, 0xfffefdfc, 0xf0e0d0c0],
      [0x7fff, 0x00010000, 0x00ff0000],
    ] as const) {
      const seen = reader();
      seen.write({ ...start, sequence, time, source });
      for (const nth of [1, 2, 3]) {
        const bytes = Buffer.concat([
          Buffer.alloc(7, 0xff),
          bytesOf({ payload: [0x7c, 0x05, nth], sequence: sequence + nth, time, source }),
        ]);
        const reads = [vi.spyOn(bytes, "readUInt16BE"), vi.spyOn(bytes, "readUInt32BE")];
        seen.depacketizer.rtp(bytes, 7, bytes.length);
        for (const read of reads) expect(read).not.toHaveBeenCalled();
      }
      seen.write({ ...end(sequence + 4), time, source });
      expect([seen.pictures, seen.missing]).toEqual([[hex([0x65, 0x88, 1, 1, 2, 3, 9])], []]);
    }
  });
});

describe("a unit that is no slice", () => {
  const information = [0x06, 5, 1, 9];

  test("does no harm where it comes behind its picture, at the same time: it goes with the next one", () => {
    const seen = reader();
    seen.write(...pictures(1, 10), { payload: information, sequence: 11 }, { payload: PICTURE, sequence: 12, time: 3_600, marker: true });
    expect([seen.pictures, seen.missing]).toEqual([[hex(KEY), hex(information, PICTURE)], []]);
  });

  test("of type 0 is no picture, in fragments either", () => {
    const seen = reader();
    seen.write(...pictures(1, 10), { payload: [0x7c, 0xc0, 0x88, 1], sequence: 11, time: 3_600, marker: true });
    seen.write({ payload: PICTURE, sequence: 12, time: 7_200, marker: true });
    expect([seen.pictures, seen.missing]).toEqual([[hex(KEY), hex(PICTURE)], []]);
  });

  test("is taken apart at start codes if it is a delimiter, and left out whole if it is of a later type", () => {
    for (const [type, expected] of [
      [9, [hex(KEY)]],
      [10, []],
      [12, []],
    ] as const) {
      const seen = reader();
      seen.write({ payload: [type, 0xf0, 0, 0, 1, ...KEY], marker: true });
      expect([type, seen.pictures]).toEqual([type, expected]);
    }
  });

  test("is no parameter set unless its type says so", () => {
    const { sets, write } = reader();
    write({ payload: [...(SETS[0] ?? [])], sequence: 1 });
    for (const [nth, type] of [6, 9, 10].entries()) write({ payload: [type, 0xf0, 1, 1, 1], sequence: 2 + nth });
    expect(sets.config()).toBeNull();
    write({ payload: [...(SETS[1] ?? [])], sequence: 5 });
    expect(sets.config()).toMatchObject({ width: 160, height: 112 });
  });
});

test("no packet at the very end of the buffer is read beyond it", () => {
  const { depacketizer } = reader();
  const whole = bytesOf({ payload: [0x7c, 0x85, 0x88, 1], contributing: 1, extension: 1, padding: 2 });
  for (let length = 0; length <= whole.length; length++) depacketizer.rtp(Buffer.from(whole.subarray(0, length)), 0, length);
  expect(depacketizer.malformed).toBeGreaterThan(0);
});

test("pictures that the sink keeps are no part of the size of the next one", () => {
  const bytes = Array.from({ length: 60_000 }, () => 1);
  for (const [first, later] of [
    [KEY, KEY_LATER],
    [
      [0x7c, 0x85, 0x88],
      [0x7c, 0x05],
    ],
  ] as const) {
    const seen = reader({ isKept: true });
    for (const [time, begin] of [
      [0, 0],
      [3_600, 40],
    ] as const) {
      for (let nth = 0; nth < 40; nth++) seen.write({ payload: [...(nth === 0 ? first : later), ...bytes], sequence: begin + nth, time });
    }
    seen.write({ payload: PICTURE, sequence: 80, time: 7_200 });
    expect([seen.pictures.length, seen.missing]).toEqual([2, []]);
  }
});

test("the picture in hand at the end of a connection is not given, and nothing is said of it", () => {
  const seen = reader();
  seen.write(...pictures(2, 10), { payload: PICTURE, sequence: 12, time: 7_200 });
  seen.depacketizer.flush();
  expect([seen.pictures.length, seen.missing]).toEqual([2, []]);
  // The parts of a picture that came before are none of the next one.
  seen.write({ payload: PICTURE, sequence: 13, time: 10_800, marker: true });
  expect(seen.pictures.slice(2)).toEqual([hex(PICTURE)]);
});
