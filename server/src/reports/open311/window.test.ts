import * as fc from "fast-check";
import { expect, it } from "vitest";
import { PAGE_MOST, pageOf, spanOf } from "./window.ts";

const NOW = Date.UTC(2026, 10, 26, 12);
const DAY = 86_400_000;

it("ends now and has 90 days where nothing is said", () => {
  const span = spanOf({}, NOW);
  expect(span.ok && [span.value.to.getTime() - NOW, span.value.to.getTime() - span.value.from.getTime()]).toEqual([1, 90 * DAY]);
});

it("is never longer than 90 days, and holds what was asked for or is refused", () => {
  const moment = fc.integer({ min: NOW - 400 * DAY, max: NOW }).map((at) => new Date(at).toISOString());
  fc.assert(
    fc.property(fc.option(moment, { nil: undefined }), fc.option(moment, { nil: undefined }), (start, end) => {
      const span = spanOf({ ...(start && { start_date: start }), ...(end && { end_date: end }) }, NOW);
      if (!span.ok) return;
      expect(span.value.to.getTime() - span.value.from.getTime()).toBeLessThanOrEqual(90 * DAY + 1);
      if (start !== undefined) expect(span.value.from.toISOString()).toBe(start);
      if (end !== undefined) expect(span.value.to.toISOString()).toBe(end);
    }),
  );
});

it("is read as city systems write it", () => {
  const from = (text: string) => {
    const span = spanOf({ start_date: text }, NOW);
    return span.ok ? span.value.from.toISOString() : span.error.code;
  };
  expect(from("2026-11-01")).toBe("2026-11-01T00:00:00.000Z");
  expect(from("2026-11-01T10:00:00+01:00")).toBe("2026-11-01T09:00:00.000Z");
  // A plus that nobody escaped comes as a space.
  expect(from("2026-11-01T10:00:00 01:00")).toBe("2026-11-01T09:00:00.000Z");
  expect(from("yesterday")).toBe("report.field_wrong");
  expect(from("2026-02-30T25:00:00Z")).toBe("report.field_wrong");
  expect(from("2026-01-01")).toBe("report.window_too_long");
});

it("has pages that hold each thing once, whatever their size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: PAGE_MOST }), fc.integer({ min: 0, max: 5_000 }), (size, nth) => {
      const page = pageOf({ page: String(Math.floor(nth / size) + 1), page_size: String(size) });
      expect(page.ok && page.value.offset <= nth && nth < page.value.offset + page.value.limit).toBe(true);
    }),
  );
  expect(pageOf({})).toEqual({ ok: true, value: { limit: PAGE_MOST, offset: 0 } });
});
