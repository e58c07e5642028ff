import * as fc from "fast-check";
import { expect, test } from "vitest";
import { annexB, testLoop } from "../testing/loop.ts";
import { readAnnexB } from "./file.ts";
import { groupUnits, splitAnnexB } from "./nal.ts";
import { presentationOrder } from "./order.ts";
import { parseSps } from "./sps.ts";

const { sets } = testLoop();

test("cuts any stream of NAL units back into them", () => {
  const nal = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes.map((byte) => byte | 0x40))); // no start code inside
  fc.assert(
    fc.property(fc.array(nal, { minLength: 1, maxLength: 20 }), (nals) => {
      expect(splitAnnexB(annexB(nals)).map((one) => one.toString("hex"))).toEqual(nals.map((one) => one.toString("hex")));
    }),
  );
  expect(splitAnnexB(Buffer.from("no start code"))).toEqual([]);
});

const slice = (first: boolean): Buffer => Buffer.from([0x41, first ? 0x80 : 0x40, 1]);

test("groups slices of one picture, with and without delimiters", () => {
  const delimiter = Buffer.from([9, 0xf0]);
  const unit = [slice(true), slice(false)];
  expect(groupUnits([delimiter, ...unit, delimiter, ...unit])).toEqual([unit, unit]);
  expect(groupUnits([...unit, ...unit])).toEqual([unit, unit]);
  expect(groupUnits([sets.sps, sets.pps, ...unit, sets.sps, sets.pps, ...unit])).toEqual([
    [sets.sps, sets.pps, ...unit],
    [sets.sps, sets.pps, ...unit],
  ]);
});

test("reads size and rate from a parameter set", () => {
  expect(parseSps(sets.sps)).toMatchObject({ width: 640, height: 360, framesPerSecond: 25, framesOnly: true });
});

/** Places on the screen of I P B P B …, in decoding order. */
const run = (count: number): number[] => [0, ...Array.from({ length: (count - 1) / 2 }, (_, i) => [i * 2 + 2, i * 2 + 1]).flat()];

test("finds the order on the screen from picture order counts, over their wrap and each key frame", () => {
  const shape = { ...parseSps(sets.sps), pocType: 0, pocBits: 4 };
  const units = [...run(21), ...run(5)].map((order) => {
    const bits = order * 2;
    const header = `111${"0".repeat(shape.frameNumBits)}${order === 0 ? "1" : ""}${(bits % 16).toString(2).padStart(4, "0")}1`;
    const bytes = header.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2)) ?? [];
    return [Buffer.from([order === 0 ? 0x65 : order % 2 === 0 ? 0x61 : 0x01, ...bytes])];
  });
  expect(presentationOrder(units, shape)).toEqual([...run(21), ...run(5).map((order) => order + 21)]);
});

const picture = (n: number): Buffer => Buffer.from([n === 0 ? 0x65 : 0x41, 0x88, n]);

test("a raw file becomes a loop from its first key frame on, and says why if it cannot", () => {
  const file = annexB([picture(1), sets.sps, sets.pps, picture(0), picture(1), picture(2)]);
  const read = readAnnexB(file);
  expect(read.ok && read.value.units.map((unit) => [unit.key, unit.dts])).toEqual([
    [true, 0],
    [false, 3600],
    [false, 7200],
  ]);
  expect(readAnnexB(annexB([sets.sps, sets.pps, picture(1)]))).toEqual({ ok: false, error: "no H.264 key frame in it" });
  expect(readAnnexB(annexB([picture(0)]))).toEqual({ ok: false, error: "no H.264 parameter sets before its first key frame" });
  expect(readAnnexB(Buffer.from("text"))).toMatchObject({ ok: false });
});
