import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PRIORITIES, type Priority } from "../interventions/index.ts";
import {
  ASSIGNMENT_KINDS,
  hoursWorked,
  isActive,
  LOOSE_S,
  LOST_AFTER_MS,
  mayBeTaken,
  RANK_REASON_LABELS,
  rankUnits,
  serves,
  STALE_AFTER_MS,
  UNIT_KINDS,
  UNIT_STATUSES,
  WEIGHTS,
  WORTH_TAKING_S,
  type Asked,
  type Need,
  type Rankable,
  type RankedUnit,
} from "./index.ts";

const at = 100_000_000;
const place = { lat: 31.95, lon: 5.32 };
const line: Asked = { place, sectorId: null, priority: "P3", needs: [], roadSeconds: null };

/** A unit about `km` kilometres north of the place. */
const unit = (unitId: string, km: number, changes: Partial<Rankable> = {}): Rankable => ({
  inService: true,
  reservedUntil: null,
  distress: false,
  assignments: [],
  unitId,
  unitKind: "car",
  skills: [],
  hoursWorked: 0,
  isHere: false,
  sectorId: null,
  position: { point: { lat: place.lat + km / 111.195, lon: place.lon }, at },
  ...changes,
});

const byRoad = (seconds: Record<string, number | null>, given: Partial<Asked> = {}): Asked => ({
  ...line,
  ...given,
  roadSeconds: ({ unitId }) => seconds[unitId] ?? null,
});
const ids = (units: readonly { readonly unitId: string }[]): string[] => units.map(({ unitId }) => unitId);
const rank = (units: readonly Rankable[], asked: Asked = line, most?: number) => rankUnits(units, asked, at, most).units;
const car = (count = 1): Need => ({ kinds: ["car"], skill: null, count });
const traffic: Need = { kinds: ["traffic"], skill: null, count: 1 };

describe("ranking by straight line", () => {
  test("available first, then the sum; units of which nothing can be said last; a stale position gives no time", () => {
    const old = { point: place, at: at - 600_000 };
    const ranked = rank([
      unit("stale", 0, { position: old }),
      unit("unknown", 0, { position: null }),
      unit("far", 5),
      unit("near", 1),
      unit("reserved", 0.1, { reservedUntil: at + 1 }),
      unit("busy", 0.1, { assignments: ["en_route"] }),
      unit("off", 0.1, { inService: false }),
      unit("hurt", 0.1, { distress: true }),
    ]);
    // The far one needs 625 s. The stale one was seen here ten minutes ago, and may be as far away.
    expect(ids(ranked)).toEqual(["near", "stale", "far", "unknown", "reserved", "busy", "off", "hurt"]);
    expect(ranked[0]).toMatchObject({ basis: "straight_line", distanceM: 1000, seconds: 125, sum: 125, reasons: ["available", "nearest"] });
    expect(ranked[1]).toMatchObject({ distanceM: 0, seconds: null, sum: 600, reasons: ["available", "position_stale"] });
    expect(ranked[1]?.parts).toEqual([
      { part: "drive", seconds: 0 },
      { part: "silence", seconds: 600 },
    ]);
    expect(ranked[3]).toMatchObject({ distanceM: null, seconds: null, sum: null, parts: [], reasons: ["available", "position_unknown"] });
    expect(ranked[5]).toMatchObject({ reasons: ["already_assigned"] });
    expect(ranked[7]).toMatchObject({ reasons: ["available", "distress"] });
  });

  test("nobody is nearest or proposed where nobody is free; another sector is said", () => {
    const [only] = rank([unit("u", 1, { reservedUntil: at + 1, sectorId: "SU2" })], { ...line, sectorId: "SU1" });
    expect(only).toMatchObject({ reasons: ["reserved", "other_sector"], proposed: null });
  });

  test("a unit of which nothing is known for long is listed and not advised", () => {
    const old = { point: place, at: at - LOST_AFTER_MS - 1 };
    expect(rank([unit("u", 0, { position: old })])[0]).toMatchObject({
      advised: false,
      seconds: null,
      sum: null,
      proposed: null,
      reasons: ["available", "position_lost"],
    });
  });
});

const kinds = fc.uniqueArray(fc.constantFrom(...UNIT_KINDS), { minLength: 1, maxLength: 3 });
const skill = fc.constantFrom(null, "dog" as const, "tow" as const);
const anyNeeds: fc.Arbitrary<Need[]> = fc.array(fc.record({ kinds, skill, count: fc.integer({ min: 1, max: 2 }) }), { maxLength: 3 });
const anyUnit = fc.record({
  km: fc.double({ min: 0, max: 50, noNaN: true }),
  age: fc.oneof(fc.nat(100_000), fc.nat(1_500_000), fc.constant(null)),
  unitKind: fc.constantFrom(...UNIT_KINDS),
  skills: fc.uniqueArray(fc.constantFrom("dog" as const, "tow" as const)),
  sectorId: fc.constantFrom("SU1", "SU2", "SU3"),
  inService: fc.constantFrom(true, true, true, false),
  reservedUntil: fc.constantFrom(null, null, at - 1, at + 1),
  hoursWorked: fc.double({ min: 0, max: 8, noNaN: true }),
  assignments: fc.oneof(fc.constant([]), fc.array(fc.constantFrom(...ASSIGNMENT_KINDS), { maxLength: 2 })),
});
const anyUnits: fc.Arbitrary<Rankable[]> = fc.array(anyUnit, { maxLength: 20 }).map((rows) =>
  rows.map(({ km, age, ...facts }, nth) => {
    const made = unit(`u${nth}`, km, facts);
    return { ...made, position: age === null || made.position === null ? null : { ...made.position, at: at - age } };
  }),
);
const anyAsked: fc.Arbitrary<Asked> = fc.record({
  place: fc.constant(place),
  sectorId: fc.constantFrom(null, "SU1"),
  priority: fc.constantFrom(...PRIORITIES),
  needs: anyNeeds,
  roadSeconds: fc.constant(null),
});

const isFree = (one: RankedUnit): boolean => one.status === "available" && one.sum !== null;
const sumsOf = (units: readonly RankedUnit[]): number[] => units.map(({ sum }) => sum ?? Infinity);

describe("every ranking", () => {
  test("leaves no unit out, doubles none, and gives no time by an old position", () => {
    fc.assert(
      fc.property(anyUnits, anyAsked, (units, asked) => {
        const ranked = rank(units, asked);
        expect(ids(ranked).toSorted()).toEqual(ids(units).toSorted());
        expect(rank(units, asked, 3)).toEqual(ranked.slice(0, 3));
        const ranks = ranked.map((one) => UNIT_STATUSES.indexOf(one.status));
        expect(ranks.findLastIndex((nth) => nth === 0)).toBe(ranks.filter((nth) => nth === 0).length - 1);
        for (const one of ranked) {
          expect(one.seconds === null).toBe(one.positionAgeMs === null || one.positionAgeMs > STALE_AFTER_MS);
          for (const reason of one.reasons) expect(Object.keys(RANK_REASON_LABELS)).toContain(reason);
        }
      }),
    );
  });

  test("is explained by its sums: they add up, and no unit stands behind one of a greater sum", () => {
    fc.assert(
      fc.property(anyUnits, anyAsked, (units, asked) => {
        const ranked = rank(units, asked);
        for (const { sum, parts, seconds } of ranked) {
          if (sum !== null) expect(parts.reduce((all, part) => all + part.seconds, 0)).toBe(sum);
          if (seconds !== null) expect(parts.find(({ part }) => part === "drive")?.seconds).toBe(seconds);
        }
        const proposed = ranked.filter((one) => one.proposed !== null);
        expect(ranked.slice(0, proposed.length)).toEqual(proposed);
        const free = ranked.filter((one) => one.proposed === null && one.status === "available");
        for (const part of [proposed, free]) expect(sumsOf(part)).toEqual(sumsOf(part).toSorted((a, b) => a - b));
      }),
    );
  });

  test("puts nobody first for P1 who is more than 30 s later than the fastest free unit", () => {
    fc.assert(
      fc.property(anyUnits, anyAsked, (units, asked) => {
        const free = rank(units, { ...asked, priority: "P1" }).filter(isFree);
        const fastest = Math.min(...free.flatMap(({ seconds }) => seconds ?? []));
        if (fastest === Infinity) return;
        const there = ({ parts }: RankedUnit): number =>
          parts.reduce((sum, { part, seconds }) => (part === "drive" || part === "silence" ? sum + seconds : sum), 0);
        const soonest = Math.min(...free.filter(({ proposed }) => proposed !== null).map(there));
        expect(soonest).toBeLessThanOrEqual(fastest + 30);
      }),
    );
    const { otherSector, leavesSectorEmpty, mostForWork } = WEIGHTS.P1;
    expect(otherSector + leavesSectorEmpty + mostForWork).toBe(30);
  });

  test("weighs less what waits less: each weight falls from P4 to P1", () => {
    const rows = PRIORITIES.map((priority) => WEIGHTS[priority]);
    for (const name of ["otherSector", "leavesSectorEmpty", "perHourWorked", "mostForWork"] as const)
      expect(rows.map((row) => row[name])).toEqual(rows.map((row) => row[name]).toSorted((a, b) => a - b));
  });
});

/** Every way to fill seats from units; each the arrivals of its set, as a list of sums in order. */
function ways(seats: readonly Need[], units: readonly (Rankable & { readonly sum: number })[]): number[][] {
  const [seat, ...rest] = seats;
  if (seat === undefined) return [[]];
  const used = units.flatMap((one, nth) => (serves(seat, one) ? ways(rest, units.toSpliced(nth, 1)).map((way) => [...way, one.sum]) : []));
  return [...ways(rest, units), ...used];
}

describe("what is proposed", () => {
  test("covers as much of the plan as any set of free units, and no set that does is sooner at its first, its last or between", () => {
    fc.assert(
      fc.property(
        anyUnits.map((units) => units.slice(0, 7)),
        fc.array(fc.record({ kinds, skill, count: fc.constant(1) }), { minLength: 1, maxLength: 3 }),
        (units, needs) => {
          const { units: ranked, uncovered } = rankUnits(units, { ...line, sectorId: "SU1", needs }, at);
          const free = units.flatMap((one) => {
            const found = ranked.find(({ unitId, sum, status }) => unitId === one.unitId && sum !== null && status === "available");
            return found === undefined ? [] : [{ ...one, sum: found.sum ?? 0 }];
          });
          const all = ways(needs, free);
          const most = Math.max(...all.map(({ length }) => length));
          const mine = sumsOf(ranked.filter(({ proposed }) => proposed === "plan"));
          expect(mine).toHaveLength(most);
          expect(uncovered.reduce((sum, { count }) => sum + count, 0)).toBe(needs.length - most);
          for (const way of all.filter(({ length }) => length === most))
            for (const [nth, sum] of way.toSorted((a, b) => a - b).entries()) expect(mine[nth]).toBeLessThanOrEqual(sum);
        },
      ),
    );
  });

  test("for P1 takes one along that is there long before the plan's; nobody else does", () => {
    const units = [unit("walker", 0, { unitKind: "foot" }), unit("first", 0), unit("second", 0)];
    const asked = byRoad({ walker: 60, first: 200, second: 400 }, { needs: [car(2)] });
    const said = (priority: Priority) => rank(units, { ...asked, priority }).map(({ unitId, proposed }) => [unitId, proposed]);
    expect(said("P1")).toEqual([
      ["walker", "first"],
      ["first", "plan"],
      ["second", "plan"],
    ]);
    expect(said("P2")).toEqual([
      ["first", "plan"],
      ["second", "plan"],
      ["walker", null],
    ]);
  });

  test("for P2 takes one along that is there five minutes before the plan's, for P3 none", () => {
    const units = [unit("walker", 0, { unitKind: "foot" }), unit("car", 0)];
    const first = (priority: Priority, walker: number) =>
      rank(units, byRoad({ walker, car: 1_000 }, { needs: [car()], priority })).map(({ unitId, proposed }) => `${unitId} ${proposed}`);
    expect(first("P2", 699)).toEqual(["walker first", "car plan"]);
    expect(first("P2", 700)).toEqual(["car plan", "walker null"]);
    expect(first("P3", 1)).toEqual(["car plan", "walker null"]);
  });

  test("is the first one where no plan says anything, until somebody is bound there", () => {
    const [near, far] = [unit("near", 1), unit("far", 2)];
    expect(rank([far, near]).map(({ proposed }) => proposed)).toEqual(["first", null]);
    expect(rank([far, near, unit("here", 3, { isHere: true, assignments: ["accepted"] })]).every(({ proposed }) => proposed === null)).toBe(
      true,
    );
  });

  test("is for the plan even where another is nearer, and the nearest is still named", () => {
    const ranked = rank([unit("near", 1), unit("suits", 2, { unitKind: "traffic" })], { ...line, needs: [traffic] });
    expect(ids(ranked)).toEqual(["suits", "near"]);
    expect(ranked.map(({ reasons }) => reasons)).toEqual([
      ["available", "suits_plan"],
      ["available", "nearest"],
    ]);
  });
});

describe("ranking by road and by what is weighed", () => {
  test("the road decides and not the line; a unit with no road stands behind", () => {
    const ranked = rank([unit("near", 1), unit("far", 5), unit("cut_off", 0.1)], byRoad({ near: 900, far: 300 }));
    expect(ids(ranked)).toEqual(["far", "near", "cut_off"]);
    expect(ranked[0]).toMatchObject({ basis: "road", seconds: 300, advised: true, reasons: ["available", "nearest"] });
    expect(ranked[2]).toMatchObject({ seconds: null, sum: null, reasons: ["available", "no_road"] });
  });

  test("a car three minutes nearer goes to the robbery from its own empty sector, and stays there for a parked car", () => {
    const last = unit("last", 0, { sectorId: "SU2", hoursWorked: 7 });
    const own = unit("own", 0, { sectorId: "SU1" });
    const asked = byRoad({ last: 100, own: 280 }, { sectorId: "SU1" });
    expect(ids(rank([last, own], { ...asked, priority: "P1" }))).toEqual(["last", "own"]);
    const parked = rank([last, own], { ...asked, priority: "P3" });
    expect(ids(parked)).toEqual(["own", "last"]);
    expect(parked[1]).toMatchObject({
      sum: 370,
      parts: [
        { part: "drive", seconds: 100 },
        { part: "other_sector", seconds: 60 },
        { part: "leaves_sector_empty", seconds: 120 },
        { part: "work", seconds: 90 },
      ],
      reasons: ["available", "other_sector", "leaves_sector_empty", "busy_shift", "nearest"],
    });
  });
});

describe("what is said of a unit", () => {
  const said = (changes: Partial<Rankable>, asked: Partial<Asked> = {}): RankedUnit | undefined =>
    rank([unit("u", 1, changes)], { ...line, ...asked })[0];
  const seenBefore = (ageMs: number): Partial<Rankable> => ({ position: { point: unit("", 1).position?.point ?? place, at: at - ageMs } });
  const sectorOf = (sectorId: string | null): Partial<Rankable> => ({ sectorId });

  test.each<[string, Partial<Rankable>, Partial<Asked>, readonly string[], boolean]>([
    ["free", {}, {}, ["available", "nearest"], true],
    ["reserved", { reservedUntil: at + 1 }, {}, ["reserved"], true],
    ["reserved until now", { reservedUntil: at }, {}, ["available", "nearest"], true],
    ["away", { inService: false }, {}, ["unavailable"], false],
    ["away and reserved", { inService: false, reservedUntil: at + 1 }, {}, ["unavailable"], false],
    ["at work elsewhere", { assignments: ["accepted"] }, {}, ["already_assigned"], true],
    ["after its work", { assignments: ["cleared"] }, {}, ["available", "nearest"], true],
    ["at work here", { assignments: ["accepted"], isHere: true }, {}, ["already_here"], false],
    ["in distress", { distress: true }, {}, ["available", "distress"], false],
    ["nearly four hours at work", { hoursWorked: 3.99 }, {}, ["available", "nearest"], true],
    ["four hours at work", { hoursWorked: 4 }, {}, ["available", "busy_shift", "nearest"], true],
    ["of the sector", sectorOf("SU1"), { sectorId: "SU1" }, ["available", "same_sector", "nearest"], true],
    [
      "of another sector, alone",
      sectorOf("SU2"),
      { sectorId: "SU1" },
      ["available", "other_sector", "leaves_sector_empty", "nearest"],
      true,
    ],
    ["of a sector, for a place of none", sectorOf("SU2"), {}, ["available", "leaves_sector_empty", "nearest"], true],
    ["of no sector", sectorOf(null), { sectorId: "SU1" }, ["available", "nearest"], true],
    ["asked for by the plan", {}, { needs: [car()] }, ["available", "suits_plan", "nearest"], true],
    ["not asked for by the plan", {}, { needs: [traffic] }, ["available", "nearest"], true],
    ["seen two minutes ago", seenBefore(STALE_AFTER_MS), {}, ["available", "nearest"], true],
    ["seen before", seenBefore(STALE_AFTER_MS + 1), {}, ["available", "position_stale"], true],
    ["seen a quarter of an hour ago", seenBefore(LOST_AFTER_MS), {}, ["available", "position_stale"], true],
    ["seen long before", seenBefore(LOST_AFTER_MS + 1), {}, ["available", "position_lost"], false],
    ["seen nowhere", { position: null }, {}, ["available", "position_unknown"], false],
    ["without a road", {}, { roadSeconds: () => null }, ["available", "no_road"], true],
    ["without a road, seen long before", seenBefore(LOST_AFTER_MS + 1), { roadSeconds: () => null }, ["available", "position_lost"], false],
  ])("%s: its reasons, and whether advice can be given of it", (_name, changes, asked, reasons, advised) => {
    expect(said(changes, asked)).toMatchObject({ reasons, advised });
  });

  test("is its distance in whole metres, and the age of its position", () => {
    const far = { position: { point: { lat: place.lat + 1.2344 / 111.195, lon: place.lon }, at: at - 5_000 } };
    expect(said(far)).toMatchObject({
      distanceM: 1_234,
      positionAgeMs: 5_000,
      status: "available",
      freshness: "fresh",
      basis: "straight_line",
    });
    expect(said({}, { roadSeconds: () => 12.4 })).toMatchObject({ seconds: 12, sum: 12, basis: "road" });
  });

  test.each([
    ["car", 125],
    ["motorcycle", 125],
    ["foot", 1_000],
    ["traffic", 125],
    ["rapid_response", 125],
    ["judicial", 125],
  ] as const)("is the time of a kilometre in a straight line: %s %i s", (unitKind, seconds) => {
    expect(said({ unitKind })?.seconds).toBe(seconds);
  });

  test("is its silence, once it is longer than two minutes, in whole seconds", () => {
    const silence = (ageMs: number) => said(seenBefore(ageMs))?.parts.find(({ part }) => part === "silence")?.seconds;
    expect([STALE_AFTER_MS, STALE_AFTER_MS + 1, 150_499, 150_500].map(silence)).toEqual([undefined, 120, 150, 151]);
  });

  test("is its work, by hours up to a limit that depends on the priority", () => {
    const work = (hoursWorkedNow: number, priority: Priority) =>
      said({ hoursWorked: hoursWorkedNow }, { priority })?.parts.find(({ part }) => part === "work")?.seconds;
    expect(PRIORITIES.map((priority) => work(1, priority))).toEqual([2, 10, 20, 30]);
    expect(PRIORITIES.map((priority) => work(8, priority))).toEqual([10, 40, 90, 150]);
    expect([work(0, "P3"), work(0.01, "P3"), work(0.03, "P3"), work(4.4, "P3"), work(4.6, "P3")]).toEqual([
      undefined,
      undefined,
      1,
      88,
      90,
    ]);
  });

  test("is that it leaves its sector empty, unless another free one stays there, or it is the sector of the place", () => {
    const leaves = (others: readonly Rankable[], sectorId: string | null): string[] =>
      rank([unit("u", 1, sectorOf("SU2")), ...others], { ...line, sectorId })
        .filter(({ parts }) => parts.some(({ part }) => part === "leaves_sector_empty"))
        .map(({ unitId }) => unitId);
    expect(leaves([], "SU1")).toEqual(["u"]);
    expect(leaves([], "SU2")).toEqual([]);
    expect(leaves([unit("v", 2, sectorOf("SU2"))], "SU1")).toEqual([]);
    expect(leaves([unit("v", 2, sectorOf("SU2")), unit("w", 2, sectorOf("SU2"))], "SU1")).toEqual([]);
    expect(leaves([unit("v", 2, { ...sectorOf("SU2"), assignments: ["accepted"] })], "SU1")).toEqual(["u"]);
    expect(leaves([unit("v", 2, sectorOf("SU3"))], "SU1")).toEqual(["u", "v"]);
  });
});

describe("the order of units", () => {
  test("is by id where all else is equal, also of the first few", () => {
    const units = ["d", "b", "e", "a", "c"].map((unitId) => unit(unitId, 1));
    expect(ids(rank(units))).toEqual(["a", "b", "c", "d", "e"]);
    for (const most of [0, 1, 2, 4]) expect(ids(rank(units, line, most))).toEqual(["a", "b", "c", "d", "e"].slice(0, most));
  });

  test("is by the straight line among those without a road", () => {
    expect(ids(rank([unit("far", 9), unit("near", 1), unit("between", 5)], byRoad({})))).toEqual(["near", "between", "far"]);
  });
});

describe("for P1, one that is there first", () => {
  const asked = (nearest: number): Asked => byRoad({ walker: nearest, car: 200 }, { needs: [car()], priority: "P1" });
  const units = [unit("walker", 0, { unitKind: "foot" }), unit("car", 0)];

  test("goes too where it is more than half a minute sooner", () => {
    expect(rank(units, asked(169)).map(({ unitId, proposed }) => [unitId, proposed])).toEqual([
      ["walker", "first"],
      ["car", "plan"],
    ]);
    expect(rank(units, asked(170)).map(({ unitId, proposed }) => [unitId, proposed])).toEqual([
      ["car", "plan"],
      ["walker", null],
    ]);
  });

  test("does not where somebody is bound here already", () => {
    const here = unit("here", 0, { isHere: true, assignments: ["en_route"] });
    const ranked = rank([...units, here], byRoad({ walker: 10, car: 200, here: 500 }, { needs: [car()], priority: "P1" }));
    expect(ranked.map(({ unitId, proposed }) => [unitId, proposed])).toEqual([
      ["car", "plan"],
      ["walker", null],
      ["here", null],
    ]);
  });
});

test("hours of work count once, within the last eight hours, up to now", () => {
  const hour = 3_600_000;
  expect(hoursWorked([], at)).toBe(0);
  expect(hoursWorked([{ from: at - hour, to: Infinity }], at)).toBe(1);
  expect(hoursWorked([{ from: at - 20 * hour, to: at - 7 * hour }], at)).toBe(1);
  expect(
    hoursWorked(
      [
        { from: at - 2 * hour, to: at },
        { from: at - 3 * hour, to: at - hour },
      ],
      at,
    ),
  ).toBe(3);
  const spans = fc.array(
    fc.record({ from: fc.nat(at), length: fc.nat(10 * hour) }).map(({ from, length }) => ({ from, to: from + length })),
  );
  fc.assert(
    fc.property(spans, (all) => {
      expect(hoursWorked(all, at)).toBeLessThanOrEqual(8);
      expect(hoursWorked([...all, ...all], at)).toBe(hoursWorked(all, at));
    }),
  );
});

describe("taking a unit off its work", () => {
  const bound = (unitId: string, kind: "assigned" | "on_scene" = "assigned"): Rankable => unit(unitId, 0, { assignments: [kind] });

  test("is offered for P1 where it wins time, and says how much; a crew on scene first has to leave", () => {
    const seconds = { free: 300, near: 100, there: 100, far: 290 };
    const units = [unit("free", 0), bound("near"), bound("there", "on_scene"), bound("far")];
    expect(rankUnits(units, byRoad(seconds, { priority: "P1" }), at).takeable).toEqual([
      { unitId: "near", seconds: 100, sooner: 200, covers: false },
      { unitId: "there", seconds: 100 + LOOSE_S, sooner: 200 - LOOSE_S, covers: false },
    ]);
    expect(rankUnits(units, byRoad(seconds, { priority: "P3" }), at).takeable).toEqual([]);
  });

  test("is offered where nobody is free, and for what the plan asks of it alone", () => {
    const dog: Need = { kinds: ["car"], skill: "dog", count: 1 };
    const handler = { ...bound("dog"), skills: ["dog" as const] };
    expect(rankUnits([handler], byRoad({ dog: 500 }, { priority: "P1" }), at).takeable).toMatchObject([{ sooner: null, covers: false }]);
    const asked = byRoad({ dog: 500, free: 60 }, { priority: "P1", needs: [dog] });
    expect(rankUnits([unit("free", 0), handler], asked, at)).toMatchObject({
      takeable: [{ unitId: "dog", sooner: null, covers: true }],
      uncovered: [dog],
    });
  });

  test("compares with those who are on their way here already", () => {
    const here = unit("here", 0, { isHere: true, assignments: ["en_route"] });
    const asked = byRoad({ here: 400, near: 100 }, { priority: "P1" });
    expect(rankUnits([here, bound("near")], asked, at).takeable).toMatchObject([{ unitId: "near", sooner: 300 }]);
    expect(rankUnits([{ ...here, assignments: ["on_scene"] }, bound("near")], asked, at).takeable).toEqual([]);
  });

  test("says whole seconds, though roads have fractions of one", () => {
    const here = unit("here", 0, { isHere: true, assignments: ["en_route"] });
    const asked = byRoad({ here: 400.4, near: 100.3 }, { priority: "P1" });
    expect(rankUnits([here, bound("near")], asked, at).takeable).toMatchObject([{ unitId: "near", seconds: 100, sooner: 300 }]);
  });

  test("is never offered of a unit that is free, here, away, in distress, bound twice or of an old position", () => {
    fc.assert(
      fc.property(anyUnits, anyAsked, (units, asked) => {
        for (const one of rankUnits(units, asked, at).takeable) {
          const found = units.find(({ unitId }) => unitId === one.unitId);
          expect(found?.assignments.filter(isActive)).toHaveLength(1);
          expect(found).toMatchObject({ isHere: false, distress: false, inService: true });
          expect(at - (found?.position?.at ?? 0)).toBeLessThanOrEqual(STALE_AFTER_MS);
          if (!one.covers && one.sooner !== null) expect(one.sooner).toBeGreaterThanOrEqual(WORTH_TAKING_S);
        }
      }),
    );
    expect(PRIORITIES.filter((off) => mayBeTaken(off, "P1"))).toEqual(["P3", "P4"]);
    for (const [nth, to] of PRIORITIES.entries()) for (const off of PRIORITIES.slice(0, nth + 1)) expect(mayBeTaken(off, to)).toBe(false);
  });
});
