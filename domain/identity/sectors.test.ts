import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ok, refuse } from "../kernel/index.ts";
import { checkBoundary, checkParent, expandCompetence, pathToRoot, placeSector, sectorAt, type SectorNode } from "./index.ts";

const town: readonly SectorNode[] = [
  { sectorId: "SW", parentId: null },
  { sectorId: "SD1", parentId: "SW" },
  { sectorId: "SU1", parentId: "SD1" },
  { sectorId: "SU2", parentId: "SD1" },
  { sectorId: "SD2", parentId: "SW" },
];

/** A random tree: each sector hangs under an earlier one or is a root. */
const tree = fc
  .array(fc.nat(), { minLength: 1, maxLength: 30 })
  .map((picks) => picks.map((pick, i): SectorNode => ({ sectorId: `S${i}`, parentId: i === 0 || pick % 5 === 0 ? null : `S${pick % i}` })));

describe("a boundary", () => {
  const square = [
    [5, 31],
    [5.01, 31],
    [5.01, 31.01],
    [5, 31.01],
  ] as const;
  test("may repeat a corner, and be closed", () => {
    const [first, ...others] = square;
    expect(checkBoundary([first, first, ...others, first])).toEqual(ok(null));
    expect(checkBoundary([...square, first, first])).toEqual(ok(null));
  });
  test("that encloses no ground is refused: three equal corners, or three on one line, though it be rounded", () => {
    const line = [
      [5.31, 31.91],
      [5.32, 31.92],
      [5.33, 31.93],
    ] as const;
    for (const ring of [[square[0], square[0], square[0]], line])
      expect(checkBoundary(ring)).toEqual(refuse({ code: "sector.boundary_flat" }));
  });
  test("that crosses itself is refused with the sides as they are counted on the map, repeated corners or not", () => {
    const [a, b, c, d] = square;
    expect(checkBoundary([a, c, b, d])).toMatchObject({ error: { params: { one: 1, other: 3 } } });
    expect(checkBoundary([a, a, c, b, d])).toMatchObject({ error: { params: { one: 2, other: 4 } } });
  });
});

describe("competence", () => {
  test("covers the sector and all below it", () => {
    expect(expandCompetence(town, ["SD1"])).toEqual(["SD1", "SU1", "SU2"]);
    expect(expandCompetence(town, ["SW", "SU1"])).toEqual(["SD1", "SD2", "SU1", "SU2", "SW"]);
    expect(expandCompetence(town, ["nowhere"])).toEqual([]);
    expect(expandCompetence(town, [])).toEqual([]);
  });

  test("a sector is covered exactly if a named one lies on its way to the root", () => {
    fc.assert(
      fc.property(tree, fc.array(fc.nat(29)), (sectors, picks) => {
        const named = picks.map((pick) => `S${pick}`);
        const covered = new Set(expandCompetence(sectors, named));
        for (const { sectorId } of sectors)
          expect(covered.has(sectorId)).toBe(pathToRoot(sectors, sectorId).some((above) => named.includes(above)));
      }),
    );
  });

  test("ends even on a table that someone bent into a circle", () => {
    const bent = [
      { sectorId: "A", parentId: "B" },
      { sectorId: "B", parentId: "A" },
    ];
    expect(expandCompetence(bent, ["A"])).toEqual(["A", "B"]);
    expect(pathToRoot(bent, "A")).toEqual(["A", "B"]);
  });
});

describe("the tree", () => {
  test("refuses a circle and a missing parent", () => {
    expect(checkParent(town, "SW", "SU2")).toMatchObject({ error: { code: "sector.cycle" } });
    expect(checkParent(town, "SW", "SW")).toMatchObject({ error: { code: "sector.cycle" } });
    expect(checkParent(town, "new", "new")).toMatchObject({ error: { code: "sector.cycle" } });
    expect(checkParent(town, "SU1", "SU9")).toMatchObject({ error: { code: "sector.unknown_parent" } });
    expect(checkParent(town, "SU1", "SD2").ok).toBe(true);
    expect(checkParent(town, "SD1", null).ok).toBe(true);
  });

  test("stays a tree whatever is moved where", () => {
    fc.assert(
      fc.property(tree, fc.array(fc.tuple(fc.nat(29), fc.nat(29))), (sectors, moves) => {
        let now = sectors;
        for (const [child, parent] of moves) {
          const moved = placeSector(now, { sectorId: `S${child}`, parentId: `S${parent}` });
          if (moved.ok) now = moved.value;
        }
        const roots = new Set(now.filter((sector) => sector.parentId === null).map((sector) => sector.sectorId));
        for (const { sectorId } of now) expect(roots.has(pathToRoot(now, sectorId).at(-1) ?? "")).toBe(true);
      }),
    );
  });
});

const square = (size: number) => [[0, 0] as const, [size, 0] as const, [size, size] as const, [0, size] as const];

test("a point belongs to the deepest sector that holds it", () => {
  const sectors = [
    { sectorId: "SW", parentId: null, boundary: square(10) },
    { sectorId: "SU1", parentId: "SW", boundary: square(4) },
    { sectorId: "SU2", parentId: "SW", boundary: null },
  ];
  expect(sectorAt(sectors, { lat: 2, lon: 2 })).toBe("SU1");
  expect(sectorAt(sectors, { lat: 6, lon: 6 })).toBe("SW");
  expect(sectorAt(sectors, { lat: 60, lon: 6 })).toBeNull();
});

test("refuses a boundary that crosses itself, closed or open, and names the sides", () => {
  const bow = [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
  ] as const;
  expect(checkBoundary(bow)).toMatchObject({ error: { code: "sector.boundary_crosses", params: { one: 1, other: 3 } } });
  expect(checkBoundary([...bow, [0, 0]])).toMatchObject({ error: { code: "sector.boundary_crosses" } });
  expect(checkBoundary([bow[0], bow[2], bow[1], bow[3]]).ok).toBe(true);
  expect(checkBoundary(null).ok).toBe(true);
});
