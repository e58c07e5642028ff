import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAmlSms } from "../index.ts";

const NOW = Date.parse("2026-11-30T20:30:20Z");
const FROM = "+213550111222";
const EXAMPLE =
  'A"ML=1;lt=+31.95120;lg=+5.33310;rd=14;top=20261130203015;lc=95;pm=G;si=603010123456789;ei=356938035643809;mcc=603;mnc=01;ml=130';
const read = (text: string, from = FROM) => readAmlSms({ from, text }, NOW);

/** Time of positioning as a telephone writes it. */
const topOf = (at: number): string => new Date(at).toISOString().replaceAll(/[-:T]|\..*$/g, "");

describe("an AML message by SMS", () => {
  test("has its place, radius, time in UTC, confidence and method, and nothing of IMSI and IMEI", () => {
    const found = read(EXAMPLE);
    expect(found).toEqual({
      number: "0550111222",
      dialled: null,
      point: { lat: 31.9512, lon: 5.3331 },
      accuracyM: 14,
      measuredAt: Date.parse("2026-11-30T20:30:15Z"),
      method: "gps",
      confidence: 0.95,
    });
    expect(JSON.stringify(found)).not.toMatch(/603010123456789|356938035643809/);
  });

  test("gives back what was written, in any order, with attributes that nobody knows, by any version, and with a wrong length", () => {
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map((value) => Number(value.toFixed(5)) + 0);
    const written = fc.record({
      lat: degrees(90),
      lon: degrees(180),
      radius: fc.option(fc.integer({ min: 0, max: 99_999 })),
      ageS: fc.option(fc.integer({ min: 0, max: 86_000 })),
      confidence: fc.option(fc.integer({ min: 0, max: 100 })),
      method: fc.constantFrom(["G", "gps"], ["W", "wifi"], ["C", "cell"], ["U", "unknown"], ["X", null]),
      version: fc.integer({ min: 1, max: 99 }),
      length: fc.nat(999),
      unknown: fc.dictionary(fc.stringMatching(/^x[a-z]{1,3}$/), fc.stringMatching(/^[\w.+-]{0,8}$/), { maxKeys: 3 }),
      absent: fc.constantFrom("N", null),
    });
    const signed = (value: number): string => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(5)}`;
    fc.assert(
      fc.property(written, fc.infiniteStream(fc.nat()), (message, dice) => {
        fc.pre(message.lat !== 0 || message.lon !== 0);
        const measuredAt = message.ageS === null ? null : NOW - message.ageS * 1000;
        const or = (name: string, value: number | string | null): string[] =>
          value !== null ? [`${name}=${value}`] : message.absent === null ? [] : [`${name}=${message.absent}`];
        const attributes = [
          `A"ML=${message.version}`,
          `lt=${signed(message.lat)}`,
          `lg=${signed(message.lon)}`,
          ...or("rd", message.radius),
          ...or("top", measuredAt === null ? null : topOf(measuredAt)),
          ...or("lc", message.confidence),
          `pm=${message.method[0]}`,
          "si=603010123456789",
          `ml=${message.length}`,
          ...Object.entries(message.unknown).map(([name, value]) => `${name}=${value}`),
        ];
        const order = attributes.map((each) => ({ each, die: dice.next().value ?? 0 })).toSorted((a, b) => a.die - b.die);
        expect(read(order.map(({ each }) => each).join(";"))).toEqual({
          number: "0550111222",
          dialled: null,
          point: { lat: message.lat, lon: message.lon },
          accuracyM: message.radius,
          measuredAt,
          method: message.method[1],
          confidence: message.confidence === null ? null : message.confidence / 100,
        });
      }),
    );
  });

  test("never fails, whatever the text and the sender are, and gives no place that is not on earth", () => {
    const piece = fc.constantFrom(
      'A"ML=1',
      "lt=",
      "lg=",
      "lo=",
      ";",
      "=",
      "91",
      "+31.9",
      "-5",
      ",",
      "N",
      "top=",
      "20261399250000",
      "__proto__=1",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => `A"ML=1;${pieces.join("")}`),
    );
    fc.assert(
      fc.property(text, fc.oneof(fc.constant(FROM), fc.string({ unit: "binary" })), (any, from) => {
        const { point, measuredAt = null, accuracyM = null } = readAmlSms({ from, text: any }, NOW) ?? {};
        if (point) expect(Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180).toBe(true);
        if (measuredAt !== null) expect(new Date(measuredAt).toISOString()).toMatch(/^\d{4}-/);
        if (accuracyM !== null) expect(accuracyM).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test.each([
    ["pm says that there is none", EXAMPLE.replace("pm=G", "pm=N")],
    ["zeros", 'A"ML=1;lt=+00.00000;lg=+000.00000;rd=N;top=N;lc=N;pm=N'],
    ["zeros with a method", 'A"ML=1;lt=+00.00000;lg=+000.00000;pm=C'],
    ["letters", 'A"ML=1;lt=N;lg=N;pm=G'],
    ["no longitude", 'A"ML=1;lt=+31.9;pm=G'],
    ["off the earth", 'A"ML=1;lt=+91.0;lg=+5.3;pm=G'],
  ])("without a fix has no place: %s", (_name, text) => {
    expect(read(text)).toMatchObject({ number: "0550111222", point: null });
  });

  test.each([
    ["20261130203015", Date.parse("2026-11-30T20:30:15Z")],
    ["20261130203119", NOW],
    ["20261130203121", NOW + 61_000],
    ["20261129203020", NOW - 86_400_000],
    ["20261129203019", NOW - 86_401_000],
    ["20261131203015", null],
    ["20261130243015", null],
    ["2026113020301", null],
    ["N", null],
  ])("was measured at %s: %j", (top, at) => {
    expect(read(EXAMPLE.replace("20261130203015", top))?.measuredAt).toBe(at);
  });

  test("of version 2 is read by its own attributes: there lt is a time and lg a language", () => {
    const at = NOW / 1000;
    const text = `A"ML=2;en=17;et=${at - 5};lo=31.95120,5.33310,14.5;lt=-10;lc=68;lz=100.1,3;ls=W;ei=356938035643809;nc=60301;hc=60301;lg=ar-DZ`;
    expect(read(text)).toEqual({
      number: "0550111222",
      dialled: "17",
      point: { lat: 31.9512, lon: 5.3331 },
      accuracyM: 14.5,
      measuredAt: NOW - 15_000,
      method: "wifi",
      confidence: 0.68,
    });
    expect(read(text.replace("ls=W", "ls=N"))?.point).toBeNull();
  });

  test.each(["+213550111222", "213550111222", "00213550111222", "0550111222", " 213 550 11 12 22"])("is of the number %j", (from) => {
    expect(read(EXAMPLE, from)?.number).toBe("0550111222");
  });
  test("of a foreign number has its international spelling", () => {
    expect(read(EXAMPLE, "33612345678")?.number).toBe("+33612345678");
  });

  test.each(['A"ML=1', ' a"ml = 1 ', 'A\\"ML=1', "A\u201dML=1", "AML=1"])("begins with %j, as gateways write it", (header) => {
    expect(read(EXAMPLE.replace('A"ML=1', header))?.point).toEqual({ lat: 31.9512, lon: 5.3331 });
  });

  test.each([
    ["", FROM],
    ["أنا أمام المستشفى", FROM],
    ["lt=+31.9;lg=+5.3;pm=G", FROM],
    ['A"ML=;lt=+31.9;lg=+5.3', FROM],
    ["NORMAL=1;lt=+31.9;lg=+5.3", FROM],
    [EXAMPLE, ""],
    [EXAMPLE, "Djezzy"],
  ])("is none: %j of %j", (text, from) => {
    expect(read(text, from)).toBeNull();
  });
});
