import { distanceM } from "@amaliyat/domain/kernel";
import { isDirection } from "@amaliyat/domain/cameras";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dragged, fitted, handleAt, stepped, type Aim, type AimPart } from "./aim.ts";
import { movedBy } from "../metres.ts";

const CAMERA = { lat: 31.955, lon: 5.33 };
const PARTS: readonly AimPart[] = ["bearing", "angle", "rangeM"];
const aims: fc.Arbitrary<Aim> = fc.record({
  bearing: fc.integer({ min: 0, max: 359 }),
  angle: fc.integer({ min: 1, max: 360 }),
  rangeM: fc.integer({ min: 1, max: 2000 }),
});
const around = fc.record({ east: fc.integer({ min: -900, max: 900 }), north: fc.integer({ min: -900, max: 900 }) });
const at = ({ east, north }: { readonly east: number; readonly north: number }) => movedBy(CAMERA, east, north);
const isWhole = ({ bearing, angle, rangeM }: Aim): boolean => isDirection({ bearing: bearing ?? 0, angle, rangeM });

describe("the aim of a camera", () => {
  it("stays one that the contract takes, whatever is dragged or pressed", () => {
    const key = fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End");
    fc.assert(
      fc.property(aims, fc.constantFrom(...PARTS), around, around, key, fc.boolean(), (aim, part, from, to, pressed, shiftKey) => {
        expect(isWhole(dragged(part, CAMERA, aim, at(from), at(to)))).toBe(true);
        const value = stepped(part, aim[part] ?? 0, { key: pressed, shiftKey });
        expect(isWhole({ ...aim, [part]: value })).toBe(true);
      }),
    );
  });

  it("points where its handle was let go, and changes nothing else", () => {
    fc.assert(
      fc.property(aims, around, (aim, to) => {
        fc.pre(Math.hypot(to.east, to.north) > 50);
        const { bearing, ...rest } = dragged("bearing", CAMERA, aim, CAMERA, at(to));
        const wanted = ((Math.atan2(to.east, to.north) * 180) / Math.PI + 360) % 360;
        const off = Math.abs((bearing ?? 0) - wanted);
        expect(Math.min(off, 360 - off)).toBeLessThanOrEqual(1);
        expect(rest).toEqual({ angle: aim.angle, rangeM: aim.rangeM });
      }),
    );
  });

  it("opens as far as its edge was drawn", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 2, max: 358 }), (bearing, angle) => {
        const aim = { bearing, angle, rangeM: 200 };
        const { x, y } = handleAt("angle", aim, 300);
        const opened = dragged("angle", CAMERA, { ...aim, angle: 70 }, CAMERA, movedBy(CAMERA, x, -y));
        expect(Math.abs(opened.angle - angle)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("reaches as much farther as the hand went", () => {
    fc.assert(
      fc.property(aims, around, around, (aim, from, to) => {
        const went = distanceM(CAMERA, at(to)) - distanceM(CAMERA, at(from));
        expect(dragged("rangeM", CAMERA, aim, at(from), at(to)).rangeM).toBe(fitted("rangeM", aim.rangeM + went));
      }),
    );
  });

  it("has handles that never lie under each other, 24 px each", () => {
    fc.assert(
      fc.property(aims, fc.double({ min: 0, max: 900, noNaN: true }), (aim, rangePx) => {
        const [one, two, three] = PARTS.map((part) => handleAt(part, aim, rangePx));
        for (const [a, b] of [
          [one, two],
          [two, three],
          [one, three],
        ])
          expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThan(24);
      }),
    );
  });

  it("turns past north and stops at its other ends", () => {
    expect(stepped("bearing", 358, { key: "ArrowRight", shiftKey: false })).toBe(3);
    expect(stepped("bearing", 0, { key: "ArrowLeft", shiftKey: true })).toBe(359);
    expect(stepped("angle", 358, { key: "ArrowUp", shiftKey: false })).toBe(360);
    expect(stepped("rangeM", 3, { key: "PageDown", shiftKey: false })).toBe(1);
    expect(stepped("rangeM", 80, { key: "Tab", shiftKey: false })).toBeNull();
  });
});
