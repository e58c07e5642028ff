import { crossing } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cornerBehind, drawn, MOST_CORNERS, ringKey, type Drawing, type RingAct } from "./ring-edit.ts";

const point = fc
  .record({ lat: fc.integer({ min: 31_900_000, max: 32_000_000 }), lon: fc.integer({ min: 5_200_000, max: 5_400_000 }) })
  .map(({ lat, lon }) => ({ lat: lat / 1e6, lon: lon / 1e6 }));
const nth = fc.integer({ min: -1, max: 9 });
const act: fc.Arbitrary<RingAct> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), after: nth, point }),
  fc.record({ kind: fc.constant("move" as const), nth, point, goesOn: fc.constant(false) }),
  fc.record({ kind: fc.constant("remove" as const), nth }),
  fc.record({ kind: fc.constant("clear" as const) }),
);
const EMPTY: Drawing = { corners: [], past: [], current: 0 };
const drawings = fc.array(point, { minLength: 1, maxLength: 8 }).map((corners): Drawing => ({ corners, past: [], current: 0 }));

describe("a ring that is drawn", () => {
  it("comes back step by step to its beginning, whatever was done", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const states = [EMPTY];
        for (const one of acts) {
          const next = drawn(states.at(-1) ?? EMPTY, one);
          if (next !== states.at(-1)) states.push(next);
        }
        let back = states.at(-1) ?? EMPTY;
        for (const before of states.toReversed().slice(1)) {
          back = drawn(back, { kind: "undo" });
          expect(back.corners).toEqual(before.corners);
        }
        expect(drawn(back, { kind: "undo" })).toBe(back);
      }),
    );
  });

  it("has the corner in hand among its corners, whatever was done and undone", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(act, fc.constant({ kind: "undo" as const })), { maxLength: 40 }), (acts) => {
        const { corners, current } = acts.reduce(drawn, EMPTY);
        expect(current >= 0 && current < Math.max(1, corners.length)).toBe(true);
      }),
    );
  });

  it("gets one corner behind the one that was named, and loses that one again", () => {
    fc.assert(
      fc.property(drawings, fc.nat(7), point, (before, from, place) => {
        const after = from % before.corners.length;
        const added = drawn(before, { kind: "add", after, point: place });
        expect(added.corners[after + 1]).toEqual(place);
        expect(added.corners.toSpliced(after + 1, 1)).toEqual(before.corners);
        expect(drawn(added, { kind: "remove", nth: added.current }).corners).toEqual(before.corners);
      }),
    );
  });

  it("moves one corner and no other; a movement that goes on is undone at once", () => {
    fc.assert(
      fc.property(drawings, fc.nat(7), fc.array(point, { minLength: 1, maxLength: 5 }), (before, from, way) => {
        const at = from % before.corners.length;
        const begun = drawn(before, { kind: "move", nth: at, point: { lat: 0, lon: 0 }, goesOn: false });
        const moved = way.reduce((drawing, place) => drawn(drawing, { kind: "move", nth: at, point: place, goesOn: true }), begun);
        expect(moved.corners).toEqual(before.corners.with(at, way.at(-1) ?? { lat: 0, lon: 0 }));
        expect(drawn(moved, { kind: "undo" }).corners).toEqual(before.corners);
      }),
    );
  });

  it("holds no more corners than a boundary may have, to a tenth of a metre", () => {
    const full: Drawing = { ...EMPTY, corners: Array.from({ length: MOST_CORNERS }, (_, lon) => ({ lat: 31, lon: lon / 1e4 })) };
    expect(drawn(full, { kind: "add", after: 0, point: { lat: 31, lon: 5 } })).toBe(full);
    expect(drawn(EMPTY, { kind: "add", after: 0, point: { lat: 31.12345678, lon: 5.00000049 } }).corners).toEqual([
      { lat: 31.123457, lon: 5 },
    ]);
  });

  it("grows corner by corner without a mouse, and never crosses itself by that", () => {
    fc.assert(
      fc.property(point, fc.array(fc.nat(9), { minLength: 2, maxLength: 8 }), (first, behind) => {
        let now = drawn(EMPTY, { kind: "add", after: 0, point: first });
        for (const from of behind) {
          const after = from % now.corners.length;
          const place = cornerBehind(now.corners, after);
          if (place === null) throw new Error("no place");
          now = drawn(now, { kind: "add", after, point: place });
        }
        expect(now.corners).toHaveLength(behind.length + 1);
        expect(crossing(now.corners.map(({ lat, lon }) => [lon, lat] as const))).toBeNull();
      }),
    );
    expect(cornerBehind([], 0)).toBeNull();
  });

  it("has no corner that repeats its neighbour, however often one is added halfway", () => {
    let now: Drawing = { corners: [{ lat: 31, lon: 5 }], past: [], current: 0 };
    for (let nth = 0; nth < 40; nth++)
      now = drawn(now, { kind: "add", after: 0, point: cornerBehind(now.corners, 0) ?? { lat: 0, lon: 0 } });
    const repeats = now.corners.filter((corner, nth) => {
      const next = now.corners[(nth + 1) % now.corners.length];
      return corner.lat === next?.lat && corner.lon === next.lon;
    });
    expect(repeats).toEqual([]);
    expect(now.corners.length).toBeGreaterThan(10);
  });

  it("hears Enter, Delete and Ctrl+Z alone", () => {
    const press = (code: string, more: object = {}) => ({ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
    expect(["Enter", "NumpadEnter", "Delete", "Backspace", "KeyZ", "Tab"].map((code) => ringKey(press(code)))).toEqual([
      "add",
      "add",
      "remove",
      "remove",
      null,
      null,
    ]);
    expect([ringKey(press("KeyZ", { ctrlKey: true })), ringKey(press("Enter", { ctrlKey: true }))]).toEqual(["undo", null]);
  });
});
