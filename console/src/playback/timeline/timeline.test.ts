import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gapsBetween, lookOf, nextRecorded, stretchAt, stretchesOf } from "./gaps.ts";
import { barOf, momentAt, percentOf, ticksOf } from "./scale.ts";
import { follow, wider, within, zoomOf, ZOOM_NAMES, ZOOMS } from "./view.ts";

const T0 = Date.parse("2026-04-18T01:30:00Z");
const MINUTE = 60_000;
const span = { from: T0, to: T0 + 20 * MINUTE };
const spanOf = fc.tuple(fc.nat(1e9), fc.integer({ min: 1000, max: 9e7 })).map(([from, length]) => ({ from, to: from + length }));

describe("scale", () => {
  it("goes from a moment to a place and back", () => {
    fc.assert(
      fc.property(spanOf, fc.double({ min: 0, max: 1, noNaN: true }), (given, ratio) => {
        expect(percentOf(given, momentAt(given, ratio))).toBeCloseTo(ratio * 100, 3);
      }),
    );
    expect(momentAt(span, -3)).toBe(span.from);
    expect(momentAt(span, 3)).toBe(span.to);
  });

  it("cuts bars at the ends of the span", () => {
    expect(barOf(span, { from: T0 - MINUTE, to: T0 + 5 * MINUTE })).toEqual({ left: 0, width: 25 });
    expect(barOf(span, { from: T0 + 15 * MINUTE, to: T0 + 99 * MINUTE })).toEqual({ left: 75, width: 25 });
    expect(barOf(span, { from: T0 - 9, to: T0 })).toBeNull();
  });

  it("puts ticks on round moments of the room's clock", () => {
    const { stepMs, moments } = ticksOf(span, 11, 3_600_000);
    expect(stepMs).toBe(2 * MINUTE);
    expect(moments[0]).toBe(T0);
    expect(moments).toHaveLength(11);
    const day = ticksOf({ from: T0, to: T0 + 86_400_000 }, 11, 3_600_000);
    expect(day.stepMs).toBe(3 * 3_600_000);
    expect(new Date((day.moments[0] ?? 0) + 3_600_000).getUTCHours() % 3).toBe(0);
  });

  it("has no more ticks than asked, but for one at the end", () => {
    fc.assert(
      fc.property(spanOf, (given) => {
        expect(ticksOf(given, 11, 3_600_000).moments.length).toBeLessThanOrEqual(12);
      }),
    );
  });
});

describe("view", () => {
  it("stays inside the range and keeps its length", () => {
    fc.assert(
      fc.property(spanOf, fc.constantFrom(...ZOOM_NAMES), fc.nat(1e9), (range, zoom, around) => {
        const view = within(range, ZOOMS[zoom], around);
        expect(view.from).toBeGreaterThanOrEqual(range.from);
        expect(view.to).toBeLessThanOrEqual(range.to);
        expect(view.to - view.from).toBe(Math.min(ZOOMS[zoom], range.to - range.from));
      }),
    );
  });

  it("opens a wider span around a moment, never past the present", () => {
    expect(wider(30 * MINUTE, T0, T0 + 60 * MINUTE)).toEqual({ from: T0 - 15 * MINUTE, to: T0 + 15 * MINUTE });
    expect(wider(30 * MINUTE, T0, T0 + MINUTE)).toEqual({ from: T0 - 29 * MINUTE, to: T0 + MINUTE });
  });

  it("names the nearest zoom", () => {
    expect(zoomOf({ from: 0, to: 9 * MINUTE })).toBe("5m");
    expect(zoomOf({ from: 0, to: 20 * MINUTE })).toBe("30m");
    expect(zoomOf({ from: 0, to: 86_400_000 })).toBe("24h");
  });

  it("turns over to a playhead that ran out of it", () => {
    const view = { from: T0, to: T0 + 5 * MINUTE };
    expect(follow(span, view, T0 + MINUTE)).toBe(view);
    const next = follow(span, view, T0 + 5 * MINUTE);
    expect(next.from).toBe(T0 + 4.5 * MINUTE);
    expect(next.to - next.from).toBe(5 * MINUTE);
  });
});

const iso = (at: number): string => new Date(at).toISOString();

describe("gaps", () => {
  const stretches = stretchesOf([
    { kind: "recorded", from: iso(T0), to: iso(T0 + 10), cause: null },
    { kind: "gap", from: iso(T0 + 10), to: iso(T0 + 30), cause: "camera_stalled" },
    { kind: "gap", from: iso(T0 + 30), to: iso(T0 + 40), cause: "something_new" },
    { kind: "recorded", from: iso(T0 + 40), to: iso(T0 + 50), cause: null },
  ]);

  it("tells what is at a moment, with a cause that this screen knows", () => {
    expect(stretchAt(stretches, T0 + 9)?.kind).toBe("recorded");
    expect(stretchAt(stretches, T0 + 10)).toMatchObject({ kind: "gap", cause: "camera_stalled" });
    expect(stretchAt(stretches, T0 + 35)).toMatchObject({ cause: "unknown" });
    expect(stretchAt(stretches, T0 + 50)).toBeNull();
  });

  it("finds where the picture is back", () => {
    expect(nextRecorded(stretches, T0 + 5)).toBe(T0 + 5);
    expect(nextRecorded(stretches, T0 + 10)).toBe(T0 + 40);
    expect(nextRecorded(stretches, T0 + 50)).toBeNull();
  });

  it("lists the gaps that a jump goes over", () => {
    expect(gapsBetween(stretches, T0 + 9, T0 + 41).map((gap) => gap.cause)).toEqual(["camera_stalled", "unknown"]);
    expect(gapsBetween(stretches, T0 + 40, T0 + 50)).toEqual([]);
  });

  it("draws faults apart from what was meant", () => {
    expect(lookOf("camera_unreachable")).toBe("fault");
    expect(lookOf("unknown")).toBe("fault");
    expect(lookOf("not_recording")).toBe("planned");
    expect(lookOf("retention_expired")).toBe("expired");
  });
});
