import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  AT_ONCE_MS,
  FAR_M,
  kinship,
  LIKELY,
  likeliest,
  likeness,
  LONG_AFTER_MS,
  SAME_PLACE_M,
  SUBCATEGORIES,
  type Signal,
  type SubcategoryCode,
} from "./index.ts";

const HERE = { lat: 31.95, lon: 5.32 };
/** A point so many metres to the north. */
const north = (metres: number) => ({ lat: HERE.lat + metres / 111_195, lon: HERE.lon });
const truck: Signal = { place: HERE, subcategory: "TRF.OBS", at: 0 };

const code: fc.Arbitrary<SubcategoryCode> = fc.constantFrom(...SUBCATEGORIES.map((one) => one.code));
const signal: fc.Arbitrary<Signal> = fc.record({
  place: fc.option(fc.nat(3000).map(north), { freq: 6 }),
  subcategory: code,
  at: fc.nat(3 * LONG_AFTER_MS),
});

test("the same both ways, between 0 and 1, and the whole for what is the same", () => {
  fc.assert(
    fc.property(signal, signal, (a, b) => {
      const [one, other] = [likeness(a, b), likeness(b, a)];
      expect(one?.score).toBe(other?.score);
      expect(one === null).toBe(a.place === null || b.place === null);
      if (one !== null) {
        expect(one.score).toBeGreaterThanOrEqual(0);
        expect(one.score).toBeLessThanOrEqual(1);
      }
      expect(likeness(a, a)?.score ?? 1).toBe(1);
    }),
  );
});

test("never grows with distance or time, and is nothing far off or long after", () => {
  fc.assert(
    fc.property(
      code,
      code,
      fc.nat(2000),
      fc.nat(2000),
      fc.nat(2 * LONG_AFTER_MS),
      fc.nat(2 * LONG_AFTER_MS),
      (a, b, d, moreD, t, moreT) => {
        const score = (metres: number, at: number): number =>
          likeness({ place: HERE, subcategory: a, at: 0 }, { place: north(metres), subcategory: b, at })?.score ?? -1;
        expect(score(d + moreD, t)).toBeLessThanOrEqual(score(d, t));
        expect(score(d, t + moreT)).toBeLessThanOrEqual(score(d, t));
        expect(score(FAR_M + 2 + d, t)).toBe(0);
        expect(score(d, LONG_AFTER_MS + t)).toBe(0);
      },
    ),
  );
});

test("kinship is the same both ways and whole for oneself", () => {
  fc.assert(
    fc.property(code, code, (a, b) => {
      expect(kinship(a, b)).toBe(kinship(b, a));
      expect(kinship(a, a)).toBe(1);
    }),
  );
  expect(kinship("OTH.NOI", "OTH.FIR")).toBe(0);
  expect(kinship("TRF.OBS", "ACC.MAT")).toBeGreaterThan(0);
  expect(kinship("OTH.UNK", "THF.ROB")).toBeGreaterThan(0);
});

test("the town's cases: asked about or left alone", () => {
  const asked = (metres: number, minutes: number, subcategory: SubcategoryCode): boolean =>
    (likeness(truck, { place: north(metres), subcategory, at: minutes * 60_000 })?.score ?? 0) >= LIKELY;
  expect(asked(SAME_PLACE_M - 1, AT_ONCE_MS / 60_000, "TRF.OBS")).toBe(true);
  expect(asked(90, 1, "TRF.PKG")).toBe(true);
  expect(asked(200, 5, "OTH.UNK")).toBe(true);
  expect(asked(90, 1, "THF.PHN")).toBe(false);
  expect(asked(900, 1, "TRF.OBS")).toBe(false);
  expect(asked(90, 110, "TRF.OBS")).toBe(false);
});

test("the likeliest first, no more than asked for, none below the mark", () => {
  fc.assert(
    fc.property(signal, fc.array(signal, { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (own, among, most) => {
      const found = likeliest(own, among, (one) => one, most);
      expect(found.length).toBeLessThanOrEqual(most);
      expect(found.every(({ score }) => score >= LIKELY)).toBe(true);
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
      const best = Math.max(0, ...among.map((one) => likeness(own, one)?.score ?? 0));
      if (best >= LIKELY) expect(found[0]?.score).toBe(best);
      else expect(found).toEqual([]);
    }),
  );
});
