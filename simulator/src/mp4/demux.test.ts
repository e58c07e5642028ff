import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Loop } from "../h264/media.ts";
import { testLoop } from "../testing/loop.ts";
import { writeMp4 } from "../testing/mp4.ts";
import { readMp4 } from "./demux.ts";

const place = (i: number): number => (i % 5 === 0 ? i : i % 2 === 1 ? i + 1 : i - 1);

/** Decoding order I P B P B: the screen shows them in another. */
function withReordering(loop: Loop): Loop {
  const step = loop.duration / loop.units.length;
  return { ...loop, units: loop.units.map((unit, i) => ({ ...unit, pts: (place(i) + 1) * step })) };
}

const read = (bytes: Buffer): Loop => {
  const result = readMp4(bytes);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const reason = (bytes: Buffer): string => {
  const result = readMp4(bytes);
  return result.ok ? "served" : result.error;
};

describe("a file that is read", () => {
  const loop = withReordering(testLoop({ frames: 23, bytes: 120 }));
  test.each([{}, { wide: true }, { samplesPerChunk: 1 }, { samplesPerChunk: 7 }, { fragmented: true }])(
    "gives back every picture with its times: %o",
    (shape) => {
      const back = read(writeMp4(loop, shape));
      expect(back.units.map(({ key, dts, pts }) => [key, dts, pts])).toEqual(loop.units.map(({ key, dts, pts }) => [key, dts, pts]));
      expect(back.units.map((unit) => unit.nals.map((nal) => nal.toString("hex")))).toEqual(
        loop.units.map((unit) => unit.nals.map((nal) => nal.toString("hex"))),
      );
      expect(back).toMatchObject({ duration: loop.duration, width: 640, height: 360, framesPerSecond: 50 });
    },
  );

  test("shifts before decoding are lifted so that no picture shows before it is decoded", () => {
    const early = { ...loop, units: loop.units.map((unit) => ({ ...unit, pts: unit.pts - 3600 })) };
    const back = read(writeMp4(early));
    expect(Math.min(...back.units.map((unit) => unit.pts - unit.dts))).toBe(0);
  });

  test("key frames without parameter sets get those of the header", () => {
    const bare = { ...loop, units: loop.units.map((unit) => ({ ...unit, nals: unit.nals.slice(-1) })) };
    expect(read(writeMp4(bare)).units.map((unit) => unit.nals.length)).toEqual(loop.units.map((unit) => (unit.key ? 3 : 1)));
  });
});

describe("a file that is not read", () => {
  const file = writeMp4(testLoop({ frames: 12, bytes: 60 }));
  test("says why", () => {
    expect(reason(Buffer.from("no mp4 at all, but long enough"))).toMatch(/no index|smaller/);
    expect(reason(writeMp4(testLoop(), { codec: "hvc1" }))).toBe("its video is hvc1, only H.264 (avc1) can be served");
    expect(reason(file.subarray(0, file.indexOf("moov") - 4))).toBe("it has no index (moov): the recording was not finished");
    expect(
      reason(Buffer.concat([file.subarray(0, file.indexOf("stco")), Buffer.from("xxxx"), file.subarray(file.indexOf("stco") + 4)])),
    ).toBe("the box stco is missing");
  });

  test("cut anywhere or with any byte changed, it is served or refused, never an exception", () => {
    const fragmented = writeMp4(testLoop({ frames: 12, bytes: 60 }), { fragmented: true });
    fc.assert(
      fc.property(fc.constantFrom(file, fragmented), fc.nat(), fc.nat(), fc.nat(255), (whole, cut, at, value) => {
        const bytes = Buffer.from(whole.subarray(0, cut % (whole.length + 1)));
        if (bytes.length > 0) bytes[at % bytes.length] = value;
        expect(typeof readMp4(bytes).ok).toBe("boolean");
      }),
      { numRuns: 1500 },
    );
  });
});
