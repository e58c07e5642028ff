import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languages } from "../language.ts";
import { createFormat } from "./format.ts";
import { noBreakSpace } from "./number.ts";

const ar = createFormat("ar");
const fr = createFormat("fr");
const en = createFormat("en");
/** Written with ordinary spaces here, to be read. */
const spaced = (text: string): string => text.replaceAll(noBreakSpace, " ");

describe("numbers", () => {
  it("parts thousands by a no-break space and decimals by the sign of the language", () => {
    expect(ar.number(2137)).toBe("2\u00A0137");
    expect(spaced(ar.number(1234567.5))).toBe("1 234 567.5");
    expect(spaced(fr.number(1234567.5))).toBe("1 234 567,5");
    expect(en.number(0.04, 2)).toBe("0.04");
    expect(en.number(999)).toBe("999");
  });

  it("has a true minus sign, and no minus before zero", () => {
    expect(en.number(-3.2, 1)).toBe("−3.2");
    expect(en.number(-0.01, 1)).toBe("0.0");
    expect(en.number(-0)).toBe("0");
  });

  it("writes percentages, bytes and distances with their unit after", () => {
    expect(ar.percent(0.675)).toBe("67.5%");
    expect(spaced(fr.percent(0.675))).toBe("67,5 %");
    expect(spaced(ar.bytes(655e6))).toBe("655 م.ب");
    expect(spaced(fr.bytes(1.24e9))).toBe("1,2 Go");
    expect(spaced(en.bytes(512))).toBe("512 B");
    expect(spaced(en.bytes(999_600))).toBe("1.0 MB");
    expect(spaced(ar.distance(1200))).toBe("1.2 كم");
    expect(spaced(fr.distance(120.4))).toBe("120 m");
    expect(spaced(en.distance(14_300))).toBe("14 km");
  });

  it("says that it does not know, never 0", () => {
    expect([ar.number(null), fr.percent(Number.NaN), en.bytes(undefined), ar.distance(null)]).toEqual(["؟", "?", "?", "؟"]);
  });

  it("can be read back in every language, with digits 0–9 only", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(...languages), (value, language) => {
        const text = createFormat(language).number(value);
        expect(Number(text.replaceAll(noBreakSpace, "").replace("−", "-"))).toBe(value);
        expect(text).toMatch(/^−?\d{1,3}(\u00A0\d{3})*$/u);
      }),
    );
  });

  it("keeps the decimals asked, in every language", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 4 }), (value, decimals) => {
        expect(fr.number(value, decimals).split(",")[1]).toHaveLength(decimals);
        expect(en.number(value, decimals).split(".")[1]).toHaveLength(decimals);
      }),
    );
  });
});
