import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GAP_CAUSE_LABELS, GAP_CAUSES, isGapCause, pieceAt, spansOfExpired, timeline, type Gap } from "./index.ts";

const span = fc.tuple(fc.integer({ min: -50, max: 150 }), fc.integer({ min: 0, max: 60 })).map(([from, ms]) => ({ from, to: from + ms }));
const gap: fc.Arbitrary<Gap> = fc
  .tuple(span, fc.constantFrom(...GAP_CAUSES), fc.boolean())
  .map(([{ from, to }, cause, lasts]) => ({ from, to: lasts ? null : to, cause }));
const window = { from: 0, to: 100 };

describe("timeline", () => {
  test("recorded spans, gaps with their cause, and the unknown said", () => {
    const segments = [
      { from: 40, to: 50 },
      { from: -10, to: 10 },
      { from: 10, to: 20 },
    ];
    expect(timeline(window, segments, [{ from: 20, to: 30, cause: "disk_full" }])).toEqual([
      { kind: "recorded", from: 0, to: 20 },
      { kind: "gap", cause: "disk_full", from: 20, to: 30 },
      { kind: "gap", cause: "unknown", from: 30, to: 40 },
      { kind: "recorded", from: 40, to: 50 },
      { kind: "gap", cause: "unknown", from: 50, to: 100 },
    ]);
  });

  test("a segment wins over a gap row, a known cause over an unknown one, a lasting gap lasts", () => {
    const gaps: Gap[] = [
      { from: 0, to: 60, cause: "unknown" },
      { from: 20, to: 60, cause: "connection_lost" },
      { from: 50, to: null, cause: "room_crashed" },
    ];
    expect(timeline(window, [{ from: 30, to: 40 }], gaps)).toEqual([
      { kind: "gap", cause: "unknown", from: 0, to: 20 },
      { kind: "gap", cause: "connection_lost", from: 20, to: 30 },
      { kind: "recorded", from: 30, to: 40 },
      { kind: "gap", cause: "connection_lost", from: 40, to: 60 },
      { kind: "gap", cause: "room_crashed", from: 60, to: 100 },
    ]);
  });

  test("a freeze within a file is shown, also over the edge of two files and of the window; a shorter one, and one that lasts, is not", () => {
    const files = [
      { from: -5_000, to: 10_400 },
      { from: 10_400, to: 20_000 },
    ];
    const gaps: Gap[] = [
      { from: -400, to: 300, cause: "camera_stalled" },
      { from: 2_000, to: 2_499, cause: "camera_stalled" },
      { from: 4_000, to: 4_500, cause: "camera_stalled" },
      { from: 9_800, to: 10_400, cause: "camera_stalled" },
      { from: 19_000, to: 20_000, cause: "connection_lost" },
      { from: 25_000, to: null, cause: "camera_stalled" },
    ];
    expect(timeline({ from: 0, to: 30_000 }, [...files, { from: 24_000, to: 30_000 }], gaps)).toEqual([
      { kind: "gap", cause: "camera_stalled", from: 0, to: 300 },
      { kind: "recorded", from: 300, to: 4_000 },
      { kind: "gap", cause: "camera_stalled", from: 4_000, to: 4_500 },
      { kind: "recorded", from: 4_500, to: 9_800 },
      { kind: "gap", cause: "camera_stalled", from: 9_800, to: 10_400 },
      { kind: "recorded", from: 10_400, to: 20_000 },
      { kind: "gap", cause: "unknown", from: 20_000, to: 24_000 },
      { kind: "recorded", from: 24_000, to: 30_000 },
    ]);
  });

  test("nothing known, everything recorded, an empty window", () => {
    expect(timeline(window, [], [])).toEqual([{ kind: "gap", cause: "unknown", from: 0, to: 100 }]);
    expect(timeline(window, [{ from: -1, to: 101 }], [{ from: 0, to: null, cause: "disk_slow" }])).toEqual([
      { kind: "recorded", from: 0, to: 100 },
    ]);
    expect(timeline({ from: 5, to: 5 }, [], [])).toEqual([]);
  });

  test("tiles the window exactly: every millisecond once, each recorded one recorded, each other one with a cause that a row gives", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), fc.array(gap, { maxLength: 12 }), (segments, gaps) => {
        const pieces = timeline(window, segments, gaps);
        expect(pieces.at(0)?.from).toBe(window.from);
        expect(pieces.at(-1)?.to).toBe(window.to);
        for (const [i, piece] of pieces.entries()) {
          expect(piece.from).toBeLessThan(piece.to);
          const before = pieces[i - 1];
          if (before) expect(before.to).toBe(piece.from);
        }
        for (let at = window.from; at < window.to; at++) {
          const piece = pieceAt(pieces, at);
          const recorded = segments.some((segment) => segment.from <= at && at < segment.to);
          expect(piece?.kind).toBe(recorded ? "recorded" : "gap");
          if (piece?.kind !== "gap") continue;
          const causes = gaps.filter((one) => one.from <= at && at < (one.to ?? 1000)).map((one) => one.cause);
          const known = causes.filter((cause) => cause !== "unknown");
          if (known.length > 0) expect(known).toContain(piece.cause);
          else expect(piece.cause).toBe("unknown");
        }
      }),
    );
  });
});

describe("retention", () => {
  test("deleted files that touch each other are one span", () => {
    const expired = [
      { from: 30, to: 40 },
      { from: 10, to: 20 },
      { from: 0, to: 10 },
    ];
    expect(spansOfExpired(expired)).toEqual([
      { from: 0, to: 20 },
      { from: 30, to: 40 },
    ]);
  });
});

test("causes are named in three languages", () => {
  expect(Object.keys(GAP_CAUSE_LABELS)).toEqual([...GAP_CAUSES]);
  expect(isGapCause("disk_full")).toBe(true);
  expect(isGapCause("gremlins")).toBe(false);
});
