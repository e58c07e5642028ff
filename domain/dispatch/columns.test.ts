import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Columns, type Rankable } from "./columns.ts";
import { serves } from "./needs.ts";
import { SKILLS, UNIT_KINDS } from "./units.ts";

const anyUnit = fc.record({
  unitId: fc.uuid(),
  unitKind: fc.constantFrom(...UNIT_KINDS),
  skills: fc.uniqueArray(fc.constantFrom(...SKILLS)),
  sectorId: fc.constantFrom("SU1", "SU2", null),
  hoursWorked: fc.double({ min: 0, max: 8, noNaN: true }),
  isHere: fc.boolean(),
  inService: fc.boolean(),
  reservedUntil: fc.option(fc.nat()),
  distress: fc.boolean(),
  position: fc.option(fc.record({ at: fc.nat(), point: fc.record({ lat: fc.constantFrom(31, 32), lon: fc.constantFrom(5, 6) }) })),
  assignments: fc.array(fc.constantFrom("on_scene" as const, "cleared" as const), { maxLength: 1 }),
  start: fc.option(
    fc.record({
      segment: fc.nat(9),
      share: fc.double({ noNaN: true }),
      metres: fc.nat(),
      to: fc.nat(),
      from: fc.nat(),
      along: fc.nat(),
      back: fc.nat(),
    }),
  ),
});

/** The numbers of each unit, without the room for more. */
const numbersOf = (columns: Columns): Record<string, number[]> =>
  Object.fromEntries(Object.entries(columns.all).map(([name, column]) => [name, [...column.subarray(0, columns.length)]]));

test("whatever is put over others and taken away, the columns say what the list says", () => {
  const acts = fc.array(fc.record({ act: fc.constantFrom("add", "over", "take" as const), unit: anyUnit, at: fc.nat(40) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(acts, (all) => {
      const [columns, list] = [new Columns(1), [] as Rankable[]];
      // The sectors get their numbers in one order, whichever unit comes first.
      for (const { act, unit, at } of all.map((each) => ({ ...each, unit: { ...each.unit, sectorId: "SU1" } }))) {
        if (act === "take") {
          columns.pop();
          list.pop();
          continue;
        }
        const nth = act === "add" || list.length === 0 ? list.length : at % list.length;
        columns.put(nth, unit);
        list[nth] = unit;
      }
      expect(numbersOf(columns)).toEqual(numbersOf(Columns.of(list)));
    }),
  );
});

test("the columns say of every unit and need what `serves` says", () => {
  const need = fc.record({
    kinds: fc.uniqueArray(fc.constantFrom(...UNIT_KINDS)),
    skill: fc.constantFrom(null, ...SKILLS),
  });
  fc.assert(
    fc.property(fc.array(anyUnit, { maxLength: 20 }), need, (units, asked) => {
      const isServed = Columns.of(units).serving(asked);
      expect(units.map((_unit, nth) => isServed(nth))).toEqual(units.map((unit) => serves(asked, unit)));
    }),
  );
});

test("sectors that lie in columns of their own stand one after the other", () => {
  const ofSector = (sectorId: string) =>
    fc.array(
      anyUnit.map((unit) => ({ ...unit, sectorId })),
      { maxLength: 30 },
    );
  fc.assert(
    fc.property(ofSector("SU1"), ofSector("SU2"), (one, other) => {
      const columns = new Columns(0);
      for (const [sectorId, units] of [
        ["SU1", one],
        ["SU2", other],
      ] as const)
        columns.append(sectorId, Columns.of(units));
      const alone = new Columns();
      // Each sector has a number, also where it has no unit.
      for (const [nth, sectorId] of ["SU1", "SU2"].entries()) expect([sectorId, columns.sectorNumber(sectorId)]).toEqual([sectorId, nth]);
      for (const [nth, unit] of [...one, ...other].entries()) alone.put(nth, unit);
      const { sector, ...numbers } = numbersOf(columns);
      expect(sector).toEqual([...one.map(() => 0), ...other.map(() => 1)]);
      expect({ ...numbers, sector: [] }).toEqual({ ...numbersOf(alone), sector: [] });
    }),
  );
});
