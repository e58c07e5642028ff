import * as fc from "fast-check";
import { expect, it } from "vitest";
import { startOfDay } from "../calendar/index.ts";
import { SHIFT_TEMPLATES, spanOfTemplate, templateAt } from "./templates.ts";

const HOUR = 3_600_000;
const at = (hour: number): number => startOfDay("2026-04-18") + hour * HOUR;

it("at any moment one template goes on, and the span of each is the one that goes on or the next", () => {
  expect([at(7), at(14), at(21.99), at(23), at(2)].map((now) => templateAt(now).id)).toEqual([
    "morning",
    "afternoon",
    "afternoon",
    "night",
    "night",
  ]);
  expect(spanOfTemplate(SHIFT_TEMPLATES[2], at(2))).toEqual({ from: at(-2), to: at(6) });
  expect(spanOfTemplate(SHIFT_TEMPLATES[0], at(15))).toEqual({ from: at(30), to: at(38) });
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }), (now) => {
      const on = SHIFT_TEMPLATES.filter((template) => spanOfTemplate(template, now).from <= now);
      expect(on).toEqual([templateAt(now)]);
      for (const template of SHIFT_TEMPLATES) expect(spanOfTemplate(template, now).to).toBeGreaterThan(now);
    }),
  );
});
