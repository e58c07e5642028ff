import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFormat } from "./format.ts";
import { noBreakSpace } from "./number.ts";

const ar = createFormat("ar");
const fr = createFormat("fr");
const en = createFormat("en");
const spaced = (text: string): string => text.replaceAll(noBreakSpace, " ");

describe("ages and lengths", () => {
  it("runs mm:ss, then h:mm:ss", () => {
    expect(ar.age(432_000)).toBe("07:12");
    expect(en.age(3_599_999)).toBe("59:59");
    expect(fr.age(4_360_000)).toBe("1:12:40");
    expect(fr.age(100 * 3_600_000)).toBe("100:00:00");
  });

  it("reads 00:00 when two clocks differ a little, and asks when unknown", () => {
    expect(ar.age(-400)).toBe("00:00");
    expect(ar.age(null)).toBe("؟");
  });

  it("counts the same seconds as it was given", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (ms) => {
        const parts = en.age(ms).split(":").map(Number);
        expect(parts.reduce((sum, part) => sum * 60 + part, 0)).toBe(Math.floor(ms / 1000));
      }),
    );
  });

  it("writes lengths with their two largest units", () => {
    expect(spaced(ar.duration(450_000))).toBe("7 د 30 ث");
    expect(spaced(fr.duration(180_000))).toBe("3 min");
    expect(spaced(en.duration(7_500_000))).toBe("2 h 5 min");
    expect(spaced(en.duration(90_061_000))).toBe("1 d 1 h");
    expect(spaced(ar.duration(0))).toBe("0 ث");
    expect(spaced(fr.seconds(400))).toBe("0,4 s");
  });

  it("says how long ago, and how soon", () => {
    expect(spaced(ar.relative(16_000))).toBe("قبل 16 ث");
    expect(spaced(ar.relative(-4000))).toBe("بعد 4 ث");
    expect(spaced(fr.relative(840_000))).toBe("il y a 14 min");
    expect(spaced(en.relative(7_300_000))).toBe("2 h ago");
    expect(spaced(en.relative(-3 * 86_400_000))).toBe("in 3 d");
  });
});
