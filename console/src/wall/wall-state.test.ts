import { SLOTS } from "@amaliyat/domain/workstations";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterAct, firstWall, readWall, writeWall, type WallAct } from "./wall-state.ts";

const wall = firstWall(["a", "b", "c"]);
const at = (given: typeof wall): string =>
  given.cameras
    .map((camera) => camera ?? "-")
    .join("")
    .slice(0, 5);

describe("wall", () => {
  it("begins with the first cameras", () => {
    expect(at(wall)).toBe("abc--");
    expect(wall.cameras).toHaveLength(SLOTS);
  });

  it("changes places instead of showing a camera twice", () => {
    expect(at(afterAct(wall, { kind: "put", slot: 4, cameraId: "a" }))).toBe("-bc-a");
    expect(at(afterAct(wall, { kind: "put", slot: 0, cameraId: "c" }))).toBe("cba--");
    expect(at(afterAct(wall, { kind: "put", slot: 1, cameraId: "z" }))).toBe("azc--");
    expect(at(afterAct(wall, { kind: "put", slot: 1, cameraId: null }))).toBe("a-c--");
  });

  it("takes the tile in hand along when it is moved", () => {
    const moved = afterAct(wall, { kind: "swap", from: 0, to: 3 });
    expect(at(moved)).toBe("-bca-");
    expect(moved.active).toBe(3);
  });

  it("gives back the same wall where nothing changes", () => {
    const acts: readonly WallAct[] = [
      { kind: "activate", slot: 0 },
      { kind: "activate", slot: 99 },
      { kind: "put", slot: 0, cameraId: "a" },
      { kind: "swap", from: 1, to: 1 },
      { kind: "enlarge", slot: null },
    ];
    for (const act of acts) expect(afterAct(wall, act)).toBe(wall);
  });

  it("never holds a camera twice nor loses one by swapping", () => {
    const slot = fc.integer({ min: -1, max: SLOTS });
    const act: fc.Arbitrary<WallAct> = fc.oneof(
      fc.record({ kind: fc.constant("swap" as const), from: slot, to: slot }),
      fc.record({ kind: fc.constant("put" as const), slot, cameraId: fc.constantFrom("a", "b", "c", "d", null) }),
      fc.record({ kind: fc.constant("enlarge" as const), slot: fc.constantFrom(null, 2) }),
    );
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const end = acts.reduce(afterAct, wall);
        const held = end.cameras.filter((camera) => camera !== null);
        expect(new Set(held).size).toBe(held.length);
        expect(end.cameras).toHaveLength(SLOTS);
      }),
    );
  });

  it("is read as it was written, and not at all from anything else", () => {
    const changed = afterAct(afterAct(wall, { kind: "grid", grid: "9" }), { kind: "swap", from: 0, to: 2 });
    expect(readWall(writeWall(changed))).toEqual({ ...changed, active: 0 });
    expect(readWall(null)).toBeNull();
    expect(readWall("{")).toBeNull();
    expect(readWall('{"grid":"7","cameras":[]}')).toBeNull();
    expect(readWall('{"grid":"4","cameras":["x","x",5]}')?.cameras.slice(0, 3)).toEqual(["x", null, null]);
  });
});
