import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../rtsp/limits.ts";
import { BitReader } from "./bit-reader.ts";
import { ParameterSets } from "../decoder-config.ts";
import { AVC_SETS } from "./parameter-sets.ts";
import { parseSps } from "./sps.ts";
import { splitAtStartCodes } from "./start-codes.ts";

/** Writes the bits of a NAL unit by H.264 §7.2 and §9.1. */
class BitWriter {
  #bits = "";

  bits(count: number, value: number): this {
    if (count > 0) this.#bits += value.toString(2).padStart(count, "0");
    return this;
  }
  flag(on: boolean): this {
    return this.bits(1, on ? 1 : 0);
  }
  /** ue(v) */
  unsigned(value: number): this {
    const code = (value + 1).toString(2);
    this.#bits += "0".repeat(code.length - 1) + code;
    return this;
  }
  /** se(v) */
  signed(value: number): this {
    return this.unsigned(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** The bytes behind a header: a stop bit, and emulation prevention bytes (§7.4.1). */
  nal(header: number): Buffer {
    const whole = `${this.#bits}1`;
    const bytes = whole.padEnd(Math.ceil(whole.length / 8) * 8, "0").match(/.{8}/g) ?? [];
    const out = [header];
    for (const byte of bytes.map((bits) => Number.parseInt(bits, 2))) {
      if (out.length > 2 && byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
      out.push(byte);
    }
    return Buffer.from(out);
  }
}

const small = fc.integer({ min: 0, max: 6 });
const either = fc.integer({ min: -40, max: 40 });
const option = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const word = fc.oneof(fc.nat(2_000), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
/** Kinds of scaling lists, null for one that is left out; a delta that leads to 0 ends a list early (§7.3.2.1.1.1). */
const scaling = fc.array(option(fc.oneof(fc.constant("ends" as const), fc.constant("whole" as const))), { minLength: 12, maxLength: 12 });

const parameters = fc.record({
  profile: fc.constantFrom(66, 77, 88, 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135),
  id: fc.integer({ min: 0, max: 31 }),
  chroma: fc.integer({ min: 0, max: 3 }),
  depths: fc.tuple(small, small),
  scaling: option(scaling),
  orderType: fc.integer({ min: 0, max: 2 }),
  offsets: fc.array(either, { maxLength: 4 }),
  columns: fc.integer({ min: 4, max: 130 }),
  rows: fc.integer({ min: 4, max: 130 }),
  isFrameOnly: fc.boolean(),
  crop: option(fc.tuple(small, small, small, small)),
  vui: option(
    fc.record({
      aspect: option(fc.constantFrom(1, 254, 255)),
      overscan: option(fc.boolean()),
      signal: option(fc.record({ colours: fc.boolean() })),
      location: option(fc.tuple(small, small)),
      timing: option(fc.tuple(word, word)),
    }),
  ),
});
type Fields = typeof parameters extends fc.Arbitrary<infer T> ? T : never;
const isHigh = ({ profile }: Fields): boolean => ![66, 77, 88].includes(profile);

/** One scaling list of the table: deltas of 1 to its end, or one delta that ends it. */
function writeScaling(w: BitWriter, size: number, kind: "ends" | "whole"): void {
  if (kind === "ends") return void w.signed(1).signed(-9);
  for (let nth = 0; nth < size; nth++) w.signed(nth % 2 === 0 ? 3 : -3);
}

/** A sequence parameter set by §7.3.2.1.1 and §E.1.1. */
function spsOf(given: Fields): Buffer {
  const { profile, id, chroma, depths, scaling: lists, orderType, offsets, columns, rows, isFrameOnly, crop, vui } = given;
  const w = new BitWriter().bits(8, profile).bits(16, 0x0028).unsigned(id);
  if (isHigh(given)) {
    w.unsigned(chroma);
    if (chroma === 3) w.flag(true);
    w.unsigned(depths[0])
      .unsigned(depths[1])
      .flag(true)
      .flag(lists !== null);
    for (let nth = 0; lists !== null && nth < (chroma === 3 ? 12 : 8); nth++) {
      const kind = lists[nth] ?? null;
      w.flag(kind !== null);
      if (kind !== null) writeScaling(w, nth < 6 ? 16 : 64, kind);
    }
  }
  w.unsigned(4).unsigned(orderType);
  if (orderType === 0) w.unsigned(5);
  if (orderType === 1) {
    w.flag(true).signed(-3).signed(7).unsigned(offsets.length);
    for (const offset of offsets) w.signed(offset);
  }
  w.unsigned(2)
    .flag(true)
    .unsigned(columns - 1)
    .unsigned(rows - 1)
    .flag(isFrameOnly);
  if (!isFrameOnly) w.flag(true);
  w.flag(true).flag(crop !== null);
  for (const each of crop ?? []) w.unsigned(each);
  w.flag(vui !== null);
  if (vui === null) return w.nal(0x67);
  w.flag(vui.aspect !== null);
  if (vui.aspect !== null) w.bits(8, vui.aspect);
  if (vui.aspect === 255) w.bits(16, 4).bits(16, 3);
  w.flag(vui.overscan !== null);
  if (vui.overscan !== null) w.flag(vui.overscan);
  w.flag(vui.signal !== null);
  if (vui.signal !== null) w.bits(3, 5).flag(true).flag(vui.signal.colours);
  if (vui.signal?.colours === true) w.bits(24, 0x010101);
  w.flag(vui.location !== null);
  for (const each of vui.location ?? []) w.unsigned(each);
  w.flag(vui.timing !== null);
  for (const each of vui.timing ?? []) w.bits(32, each);
  return w.nal(0x67);
}

/** Values that a decoder derives from them (§7.4.2.1.1, table 6-1). */
function expectedOf(given: Fields) {
  const { id, columns, rows, isFrameOnly, crop, vui, depths } = given;
  const chroma = isHigh(given) ? given.chroma : 1;
  const [left, right, top, bottom] = crop ?? [0, 0, 0, 0];
  const [unitX = 1, unitY = 1] =
    [
      [1, 1],
      [2, 2],
      [2, 1],
      [1, 1],
    ][chroma] ?? [];
  const fields = isFrameOnly ? 1 : 2;
  const [unit, scale] = vui?.timing ?? [0, 0];
  const rate = unit === 0 ? 0 : scale / (2 * unit);
  return {
    id,
    width: columns * 16 - (left + right) * unitX,
    height: (rows * 16 - (top + bottom) * unitY) * fields,
    mayHaveFields: !isFrameOnly,
    framesPerSecond: rate >= 0.1 && rate <= 240 ? rate : null,
    samples: isHigh(given) ? [chroma, ...depths] : null,
  };
}

/** One of them, changed. */
const plain: Fields = {
  profile: 66,
  id: 0,
  chroma: 1,
  depths: [0, 0],
  scaling: null,
  orderType: 0,
  offsets: [],
  columns: 20,
  rows: 15,
  isFrameOnly: true,
  crop: null,
  vui: null,
};
const timed = (unit: number, scale: number): Fields => ({
  ...plain,
  vui: { aspect: null, overscan: null, signal: null, location: null, timing: [unit, scale] },
});

describe("sequence parameters", () => {
  test("are read whatever an encoder writes", () => {
    fc.assert(
      fc.property(parameters, (given) => {
        expect(parseSps(spsOf(given))).toEqual(expectedOf(given));
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, Partial<Fields>, boolean]>([
    ["the smallest picture", { columns: 1, rows: 1 }, true],
    ["less than the least width", { columns: 1, rows: 1, crop: [1, 0, 0, 0] }, false],
    ["less than the least height", { columns: 1, rows: 1, crop: [0, 0, 0, 1] }, false],
    ["the largest picture", { columns: 1_024, rows: 1_024 }, true],
    ["more than the largest width", { columns: 1_025, rows: 1 }, false],
    ["more than the largest height", { columns: 1, rows: 1_025 }, false],
    ["the last number", { id: 31 }, true],
    ["a number beyond", { id: 32 }, false],
  ])("describe a possible picture: %s", (_name, changes, isPossible) => {
    const given = { ...plain, ...changes };
    expect(parseSps(spsOf(given))).toEqual(isPossible ? expectedOf(given) : null);
  });

  test.each([
    [1, 50, 25],
    [5, 1, 0.1],
    [51, 10, null],
    [1, 480, 240],
    [1, 481, null],
    [0, 50, null],
    [1, 0, null],
  ])("have a rate from %i and %i: %j", (unit, scale, rate) => {
    expect(parseSps(spsOf(timed(unit, scale)))?.framesPerSecond).toBe(rate);
  });

  test("that end within the part on timing have no rate, and the picture all the same; that end before are none", () => {
    const whole = spsOf(timed(1, 50));
    expect(parseSps(whole.subarray(0, -2))).toEqual({ ...expectedOf(plain), framesPerSecond: null });
    expect(parseSps(whole.subarray(0, 6))).toBeNull();
    expect(parseSps(Buffer.alloc(0))).toBeNull();
  });
});

describe("bits", () => {
  test("are read as they were written", () => {
    const numbers = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant("bits" as const), count: fc.integer({ min: 1, max: 32 }), value: fc.nat(2 ** 31 - 1) }),
        fc.record({ kind: fc.constant("unsigned" as const), value: fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1)) }),
        fc.record({ kind: fc.constant("signed" as const), value: fc.integer({ min: -(2 ** 30), max: 2 ** 30 }) }),
        fc.record({ kind: fc.constant("flag" as const), value: fc.nat(1) }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(numbers, (all) => {
        const [written, given] = [
          new BitWriter(),
          all.map((one) => (one.kind === "bits" ? { ...one, value: one.value % 2 ** one.count } : one)),
        ];
        for (const one of given)
          if (one.kind === "bits") written.bits(one.count, one.value);
          else if (one.kind === "flag") written.flag(one.value === 1);
          else written[one.kind](one.value);
        const read = new BitReader(written.nal(0x68));
        for (const one of given) {
          const found = one.kind === "bits" ? read.bits(one.count) : one.kind === "flag" ? Number(read.flag()) : read[one.kind]();
          // Minus zero is zero.
          expect(found + 0).toBe(one.value);
        }
      }),
    );
  });

  test("end with their bytes, and a number ends within thirty-two bits", () => {
    const read = new BitReader(Buffer.from([0x68, 0xa5]));
    expect(Array.from({ length: 8 }, () => read.bit()).join("")).toBe("10100101");
    expect(() => read.bit()).toThrow("end of NAL unit");
    const longest = new BitWriter().bits(31, 0).flag(true).bits(31, 7);
    expect(new BitReader(longest.nal(0x68)).unsigned()).toBe(2 ** 31 - 1 + 7);
    expect(() => new BitReader(new BitWriter().bits(32, 0).bits(32, 1).nal(0x68)).unsigned()).toThrow("exp-golomb code too long");
  });

  test("leave out a three behind two zero bytes, and no other", () => {
    const bytesIn = (...bytes: readonly number[]): number[] => {
      const read = new BitReader(Buffer.from([0x68, ...bytes]));
      const found: number[] = [];
      for (;;)
        try {
          found.push(read.bits(8));
        } catch {
          return found;
        }
    };
    expect(bytesIn(1, 0, 0, 3, 1, 0, 3, 0, 0, 2, 3)).toEqual([1, 0, 0, 1, 0, 3, 0, 0, 2, 3]);
    expect(bytesIn(0, 0, 3, 0, 0, 3, 0)).toEqual([0, 0, 0, 0, 0]);
    expect(bytesIn(3, 3)).toEqual([3, 3]);
    // The header is no byte of the payload.
    const zero = new BitReader(Buffer.from([0, 0, 3, 9]));
    expect([zero.bits(8), zero.bits(8), zero.bits(8)]).toEqual([0, 3, 9]);
  });
});

describe("units with start codes between them", () => {
  const unit = fc.uint8Array({ minLength: 1, maxLength: 12, min: 1 }).map((bytes) => Buffer.from(bytes));
  const zeros = fc.nat(3);

  test("are taken apart, without the zero bytes around them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(zeros, unit), { minLength: 1, maxLength: 6 }), fc.boolean(), zeros, (all, begins, rest) => {
        const code = (count: number): Buffer => Buffer.concat([Buffer.alloc(count), Buffer.from([0, 0, 1])]);
        const parts = all.flatMap(([count, bytes], nth) => (nth > 0 || begins ? [code(count), bytes] : [bytes]));
        const bytes = Buffer.concat([...parts, Buffer.alloc(rest)]);
        const around = Buffer.concat([Buffer.from([0, 0, 1, 5]), bytes, Buffer.from([0, 0, 1, 5])]);
        const found = splitAtStartCodes(around, 4, 4 + bytes.length);
        const expected = all.map(([, each]) => each.toString("hex"));
        expect(found?.map((each) => each.toString("hex"))).toEqual(all.length === 1 && !begins ? undefined : expected);
      }),
    );
  });

  test("are none where there is nothing between two codes", () => {
    expect(splitAtStartCodes(Buffer.from([0, 0, 1, 0, 0, 1, 7, 0, 0, 1]), 0, 10)?.map((each) => [...each])).toEqual([[7]]);
    expect(splitAtStartCodes(Buffer.from([0, 0, 1]), 0, 3)).toEqual([]);
  });
});

describe("parameter sets", () => {
  const pps = (id: number, rest = 0x55): Buffer => new BitWriter().unsigned(id).bits(32, rest).nal(0x68);

  test("make the record of a decoder (ISO/IEC 14496-15 §5.3.3.1), with the samples of high profiles alone", () => {
    const high: Fields = { ...plain, profile: 100, chroma: 2, depths: [1, 3] };
    for (const given of [plain, high]) {
      const [one, two, picture, other] = [spsOf({ ...given, id: 1 }), spsOf({ ...given, id: 2, columns: 30 }), pps(0), pps(200)];
      const found = new ParameterSets(AVC_SETS, [one, picture, two, other]).config();
      const unit = (nal: Buffer): Buffer => Buffer.concat([Buffer.from([nal.length >> 8, nal.length & 255]), nal]);
      const more = given === high ? [0xfc | 2, 0xf8 | 1, 0xf8 | 3, 0] : [];
      expect(found).toEqual({
        codec: given === high ? "avc1.640028" : "avc1.420028",
        width: 480,
        height: 240,
        framesPerSecond: null,
        mayHaveFields: false,
        record: Buffer.concat([
          Buffer.from([1, given.profile, 0x00, 0x28, 0xff, 0xe2]),
          unit(one),
          unit(two),
          Buffer.from([2]),
          unit(picture),
          unit(other),
          Buffer.from(more),
        ]),
      });
    }
  });

  test("are sixteen of a kind at most, and a known one is replaced all the same", () => {
    const sets = new ParameterSets(AVC_SETS);
    for (let id = 0; id < 20; id++) {
      sets.offer(spsOf({ ...plain, id }));
      sets.offer(pps(id));
    }
    const before = sets.config();
    expect(before?.record[5]).toBe(0xe0 | 16);
    sets.offer(spsOf({ ...plain, id: 17, columns: 40 }));
    expect(sets.config()).toBe(before);
    sets.offer(spsOf({ ...plain, id: 3, columns: 40 }));
    expect(sets.config()).toMatchObject({ width: 640 });
    expect(sets.config()?.record[5]).toBe(0xe0 | 16);
    sets.offer(pps(3, 0x77));
    expect(sets.config()?.record.includes(pps(3, 0x77))).toBe(true);
    expect(sets.config()?.record.includes(pps(3))).toBe(false);
  });

  test("are those of four bytes to the limit whose number is possible", () => {
    const config = (...nals: readonly Buffer[]) => new ParameterSets(AVC_SETS, [spsOf(plain), ...nals]).config();
    const long = (bytes: number): Buffer => Buffer.concat([pps(0), Buffer.alloc(bytes - pps(0).length, 0x11)]);
    expect(config(Buffer.from([0x68, 0x80, 0x11, 0x11]))).not.toBeNull();
    expect(config(Buffer.from([0x68, 0x80, 0x11]))).toBeNull();
    expect([config(long(LIMITS.parameterSetBytes)) === null, config(long(LIMITS.parameterSetBytes + 1)) === null]).toEqual([false, true]);
    expect([config(pps(255)) === null, config(pps(256)) === null]).toEqual([false, true]);
    expect(config(Buffer.concat([Buffer.from([0x68]), Buffer.alloc(20)]))).toBeNull();
    expect(new ParameterSets(AVC_SETS, [pps(0)]).config()).toBeNull();
  });

  test("are copied: the bytes that were offered may be used again", () => {
    const [sequence, picture] = [spsOf(plain), pps(0)];
    const sets = new ParameterSets(AVC_SETS, [sequence, picture]);
    sequence.fill(0);
    picture.fill(0);
    expect(sets.config()?.width).toBe(320);
  });
});
