import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { box, readNtp, TIMESCALE, u16, u32, writeNtp, zeros } from "./boxes.ts";
import { fragmentHead, type Sample } from "./fragment.ts";
import { initSegment } from "./init-segment.ts";
import { boxesIn, boxHeader, findBox, readMoof, readPrft, ticksToMs } from "./read-boxes.ts";

const ticks = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const samples: fc.Arbitrary<Sample[]> = fc
  .array(
    fc.record({
      size: fc.nat(2 ** 20),
      dts: fc.nat(2 ** 31),
      late: fc.integer({ min: -9_000, max: 9_000 }),
      duration: ticks,
      key: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((given) => given.map(({ late, ...sample }) => ({ ...sample, offset: 7, pts: sample.dts + late })));
const decodeTimes = fc.oneof(fc.nat(10_000), fc.integer({ min: 2 ** 31, max: 2 ** 33 }), fc.constant(2 ** 52 + 1));
const WALL = Date.UTC(2026, 3, 6, 7, 30, 0, 125);
/** Names and sizes of all boxes, in order, each with its own path. */
function treeOf(bytes: Buffer, from = 0, to = bytes.length, path = ""): string[] {
  const inside = new Set(["moov", "trak", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf"]);
  return [...boxesIn(bytes, from, to)].flatMap((found) => {
    const name = `${path}${found.type}`;
    return [`${name} ${found.to - found.from}`, ...(inside.has(found.type) ? treeOf(bytes, found.from, found.to, `${name}/`) : [])];
  });
}

describe("a box", () => {
  test("is its size, its type and its content", () => {
    expect(box("free").toString("hex")).toBe("0000000866726565");
    expect(box("abcd", Buffer.from([1]), Buffer.from([2, 3])).toString("hex")).toBe("0000000b61626364010203");
    expect([u32(1, 2 ** 32 - 1, -1).toString("hex"), u16(1, 0xffff).toString("hex"), zeros(3).toString("hex")]).toEqual([
      "00000001ffffffffffffffff",
      "0001ffff",
      "000000",
    ]);
  });

  test("has no header where its bytes are not there, or its size is impossible", () => {
    const bytes = box("free", Buffer.from([9]));
    expect(boxHeader(bytes, 0)).toEqual({ type: "free", size: 9 });
    expect([boxHeader(bytes, 2), boxHeader(bytes.subarray(0, 7), 0)]).toEqual([null, null]);
    expect(boxHeader(bytes, 1)?.type).toBe("ree\t");
    for (const size of [0, 1, 7]) expect(boxHeader(Buffer.concat([u32(size), Buffer.from("free")]), 0)).toBeNull();
    expect(boxHeader(box("free"), 0)).toEqual({ type: "free", size: 8 });
  });

  test("is found by its path; what lies behind a broken one is not", () => {
    const inner = box("traf", box("tfhd", u32(1)), box("trun", u32(2, 3)));
    const bytes = Buffer.concat([box("free"), box("moof", box("mfhd"), inner), box("mdat", u32(4))]);
    expect(findBox(bytes, ["moof", "traf", "trun"])).toMatchObject({ from: 8 + 8 + 8 + 8 + 12 + 8, to: 8 + 8 + 8 + 8 + 12 + 16 });
    expect(findBox(bytes, ["moof"])).toMatchObject({ from: 16, to: 60 });
    expect([findBox(bytes, ["moof", "mdat"]), findBox(bytes, ["trun"]), findBox(bytes, [])]).toEqual([null, null, null]);
    expect([findBox(bytes, ["mdat"], 60)?.from, findBox(bytes, ["mdat"], 0, 60)]).toEqual([68, null]);
    const cut = bytes.subarray(0, bytes.length - 1);
    expect([findBox(cut, ["mdat"]), findBox(cut, ["moof"])?.from]).toEqual([null, 16]);
    expect([...boxesIn(bytes, 0, 8)].map(({ type }) => type)).toEqual(["free"]);
    expect([...boxesIn(bytes, 0, bytes.length)].map(({ type, from, to }) => [type, from, to])).toEqual([
      ["free", 8, 8],
      ["moof", 16, 60],
      ["mdat", 68, 72],
    ]);
  });
});

describe("NTP time", () => {
  test("begins in 1900, and is exact to less than a microsecond", () => {
    const bytes = Buffer.alloc(12);
    writeNtp(bytes, 2, 0);
    expect([bytes.readUInt32BE(2), bytes.readUInt32BE(6)]).toEqual([2_208_988_800, 0]);
    writeNtp(bytes, 2, 1_500);
    expect([bytes.readUInt32BE(2), bytes.readUInt32BE(6)]).toEqual([2_208_988_801, 2 ** 31]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: Date.UTC(2035, 0), noNaN: true }), (wallMs) => {
        writeNtp(bytes, 2, wallMs);
        expect(Math.abs(readNtp(bytes, 2) - wallMs)).toBeLessThan(0.001);
      }),
    );
  });

  test("of the last part of a second stays in it", () => {
    const bytes = Buffer.alloc(8);
    writeNtp(bytes, 0, 1_999.999_999_99);
    expect([bytes.readUInt32BE(0), bytes.readUInt32BE(4)]).toEqual([2_208_988_801, 2 ** 32 - 1]);
  });
});

describe("the head of a fragment", () => {
  test("says all of its pictures, and is read back", () => {
    fc.assert(
      fc.property(samples, decodeTimes, fc.nat(1_000_000), (pictures, decodeTime, sequence) => {
        const head = fragmentHead(sequence, decodeTime, WALL, pictures);
        const moof = 8 + 16 + 8 + 16 + 20 + 20 + pictures.length * 16;
        const bytes = pictures.reduce((sum, { size }) => sum + size, 0);
        expect(head).toHaveLength(32 + moof + 8);
        expect(treeOf(Buffer.concat([head.subarray(0, -8), box("mdat")]))).toEqual([
          "prft 24",
          `moof ${moof - 8}`,
          "moof/mfhd 8",
          `moof/traf ${moof - 32}`,
          "moof/traf/tfhd 8",
          "moof/traf/tfdt 12",
          `moof/traf/trun ${12 + pictures.length * 16}`,
          "mdat 0",
        ]);
        expect(boxHeader(head, 32 + moof)).toEqual({ type: "mdat", size: bytes + 8 });
        expect(readPrft(head.subarray(0, 32))).toBe(WALL);
        expect(readMoof(head.subarray(32, 32 + moof))).toEqual({
          decodeTime,
          durationTicks: pictures.reduce((sum, { duration }) => sum + duration, 0),
          frames: pictures.length,
          key: pictures[0]?.key,
        });
        const at = (path: readonly string[]): number => findBox(head, path)?.from ?? -1;
        const [run, entry] = [at(["moof", "traf", "trun"]), 16];
        expect(head.readUInt32BE(at(["moof", "mfhd"]) + 4)).toBe(sequence);
        // Data begin behind the header of `mdat`, counted from the beginning of `moof`.
        expect([head.readUInt32BE(run + 4), head.readUInt32BE(run + 8)]).toEqual([pictures.length, moof + 8]);
        for (const [nth, { duration, size, key, pts, dts }] of pictures.entries()) {
          const own = run + 12 + nth * entry;
          expect([0, 4, 8].map((from) => head.readUInt32BE(own + from))).toEqual([duration, size, key ? 0x02000000 : 0x01010000]);
          expect(head.readInt32BE(own + 12)).toBe(pts - dts);
        }
      }),
    );
  });

  test("has the versions and flags of its boxes", () => {
    const head = fragmentHead(5, 2 ** 32 + 9, WALL, [{ offset: 0, size: 1, dts: 0, pts: 0, duration: 1, key: true }]);
    const words = (path: readonly string[], count: number): number[] =>
      Array.from({ length: count }, (_, nth) => head.readUInt32BE((findBox(head, path)?.from ?? 0) + nth * 4));
    expect(words(["prft"], 2)).toEqual([0x01000000, 1]);
    expect(words(["prft"], 6).slice(4)).toEqual([1, 9]);
    expect(words(["moof", "mfhd"], 2)).toEqual([0, 5]);
    expect(words(["moof", "traf", "tfhd"], 2)).toEqual([0x020000, 1]);
    expect(words(["moof", "traf", "tfdt"], 3)).toEqual([0x01000000, 1, 9]);
    expect(words(["moof", "traf", "trun"], 1)).toEqual([0x01000f01]);
  });

  test("is none where a part is missing, or the pictures are not as many as stated", () => {
    const head = fragmentHead(5, 9, WALL, [{ offset: 0, size: 1, dts: 0, pts: 0, duration: 1, key: true }]);
    const moof = head.subarray(32, -8);
    expect(readMoof(moof)).not.toBeNull();
    for (const name of ["tfdt", "trun", "traf", "moof"]) {
      const other = Buffer.from(moof);
      other.write("free", moof.indexOf(name), "latin1");
      expect([name, readMoof(other)]).toEqual([name, null]);
    }
    const count = (frames: number): Buffer => {
      const other = Buffer.from(moof);
      other.writeUInt32BE(frames, moof.indexOf("trun") + 8);
      return other;
    };
    expect([0, 1, 2].map((frames) => readMoof(count(frames))?.frames)).toEqual([undefined, 1, undefined]);
    const empty = box("moof", box("traf", box("tfdt", u32(0, 0, 0)), box("trun", u32(0, 0, 0))));
    const short = box("moof", box("traf", box("tfdt", u32(0, 0)), box("trun", u32(0, 1, 0, 1, 1, 1, 1))));
    const shortRun = box("moof", box("traf", box("tfdt", u32(0, 0, 0)), box("trun", u32(0, 1))));
    expect([readMoof(empty), readMoof(short), readMoof(shortRun)]).toEqual([null, null, null]);
    expect([readPrft(head.subarray(0, 31)), readPrft(head.subarray(0, 32))]).toEqual([null, WALL]);
  });

  test("counts in ticks of ninety a millisecond", () => {
    expect([ticksToMs(TIMESCALE), ticksToMs(3_600), TIMESCALE]).toEqual([1_000, 40, 90_000]);
  });
});

describe("the init segment", () => {
  const avcC = Buffer.from([1, 2, 3, 4, 5]);
  const segment = initSegment({ width: 1_920, height: 1_080, codec: "avc1.640028", record: avcC });
  const contentOf = (...path: readonly string[]): string => {
    const found = findBox(segment, path);
    return found === null ? "" : segment.toString("hex", found.from, found.to);
  };

  test("has the boxes of a file with one track of pictures", () => {
    const parts = treeOf(segment).map((line) => line.split(" ")[0]);
    const media = ["hdlr", "minf", "minf/vmhd", "minf/dinf", "minf/dinf/dref", "minf/stbl"].map((name) => `moov/trak/mdia/${name}`);
    const table = ["stsd", "stts", "stsc", "stsz", "stco"].map((name) => `moov/trak/mdia/minf/stbl/${name}`);
    const movie = ["moov", "moov/mvhd", "moov/trak", "moov/trak/tkhd", "moov/trak/mdia", "moov/trak/mdia/mdhd"];
    expect(parts).toEqual(["ftyp", ...movie, ...media, ...table, "moov/mvex", "moov/mvex/trex"]);
  });

  test("says what it is, by the clause of ISO/IEC 14496-12 for each box", () => {
    const [one, none] = ["00010000", "00000000".repeat(3)];
    const matrix = `${one}${none}${one}${none}40000000`;
    expect(contentOf("ftyp")).toBe(Buffer.concat([Buffer.from("iso6"), u32(0), Buffer.from("iso6mp41")]).toString("hex"));
    expect(contentOf("moov", "mvhd")).toBe(
      `${"00".repeat(12)}000003e8${"00".repeat(4)}0001000001000000${"00".repeat(8)}${matrix}${"00".repeat(24)}00000002`,
    );
    expect(contentOf("moov", "trak", "tkhd")).toBe(`00000003${"00".repeat(8)}00000001${"00".repeat(24)}${matrix}0780000004380000`);
    expect(contentOf("moov", "trak", "mdia", "mdhd")).toBe(`${"00".repeat(12)}00015f90${"00".repeat(4)}55c40000`);
    expect(contentOf("moov", "trak", "mdia", "hdlr")).toBe(
      `${"00".repeat(8)}76696465${"00".repeat(12)}${Buffer.from("camera").toString("hex")}00`,
    );
    expect(contentOf("moov", "trak", "mdia", "minf", "vmhd")).toBe(`00000001${"00".repeat(8)}`);
    expect(contentOf("moov", "trak", "mdia", "minf", "dinf", "dref")).toBe(`0000000000000001${box("url ", u32(1)).toString("hex")}`);
    expect(contentOf("moov", "mvex", "trex")).toBe(u32(0, 1, 1, 0, 0, 0).toString("hex"));
    const table = ["moov", "trak", "mdia", "minf", "stbl"];
    for (const name of ["stts", "stsc", "stco"]) expect([name, contentOf(...table, name)]).toEqual([name, "00".repeat(8)]);
    expect(contentOf(...table, "stsz")).toBe("00".repeat(12));
    const entry = `${"00".repeat(6)}0001${"00".repeat(16)}078004380048000000480000000000000001${"00".repeat(32)}0018ffff${box("avcC", avcC).toString("hex")}`;
    expect(contentOf(...table, "stsd")).toBe(`0000000000000001${box("avc1", Buffer.from(entry, "hex")).toString("hex")}`);
  });
});
