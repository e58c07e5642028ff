import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, storableJson, type Json } from "./canonical-json.ts";

const jsonValue = fc.jsonValue({ noUnicodeString: false }).map((value) => storableJson(value));

const read = (text: string): Json => storableJson(JSON.parse(text));

/** The same value with the members of every object in another order. */
function shuffled(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(shuffled);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

describe("canonical JSON", () => {
  it("writes the example of RFC 8785, section 3.2.3", () => {
    const given: Json = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonicalJson(given)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts keys by UTF-16 code units, as RFC 8785 does", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
    const written = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(written).toBe('{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\u{1f600}":0,"\ufb33":0}');
  });

  it("writes zero in one way", () => {
    expect(canonicalJson(-0)).toBe("0");
  });

  it("says the same of the same value, whatever the order of members", () => {
    fc.assert(fc.property(jsonValue, (value) => canonicalJson(shuffled(value)) === canonicalJson(value)));
  });

  it("reads back to the same value, and is then written the same", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const written = canonicalJson(value);
        expect(canonicalJson(read(written))).toBe(written);
        expect(JSON.parse(written)).toEqual(value);
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "\ud800"])("refuses %o", (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson({ a: [value] })).toThrow(TypeError);
  });
});

describe("what can be kept", () => {
  it("replaces what the database cannot store", () => {
    expect(storableJson({ "a\0": "x\ud800y", b: undefined, c: [undefined], d: Number.NaN })).toEqual({
      "a\uFFFD": "x\uFFFDy",
      c: [null],
      d: null,
    });
    expect(storableJson(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
  });

  it("has no name that JSON escapes: such a one may be read as another, and the row as one that was changed", () => {
    // A request can poison the parser's cache of names: after this, "
    // " under that name is read as "\\".
    JSON.parse('{"name\\\\":0}');
    const kept = storableJson({ "name\n": 1, 'a"': 'b"' });
    expect(kept).toEqual({ "name\uFFFD": 1, "a\uFFFD": 'b"' });
    expect(JSON.parse(canonicalJson(kept))).toEqual(kept);
  });

  it("refuses what is no data", () => {
    expect(() => storableJson(() => 1)).toThrow(TypeError);
    expect(() => storableJson(new Map())).toThrow(TypeError);
    expect(() => storableJson(1n)).toThrow(TypeError);
  });
});
