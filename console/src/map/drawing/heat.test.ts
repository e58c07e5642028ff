import type { InterventionRow } from "@amaliyat/contract/interventions";
import { expect, it } from "vitest";
import { heatFeatures } from "./heat.ts";

const now = Date.parse("2026-04-18T12:00:00Z");
const row = (interventionId: string, hoursAgo: number, more: Partial<InterventionRow> = {}) =>
  ({
    interventionId,
    openedAt: new Date(now - hoursAgo * 3_600_000).toISOString(),
    place: { lat: 31.95, lon: 5.33 },
    mergedInto: null,
    ...more,
  }) as InterventionRow;

it("is made of the last 24 hours, each intervention once, the fresher the heavier; what was merged or has no place is left out", () => {
  const lastDay = [row("a", 1), row("b", 23), row("old", 25), row("merged", 1, { mergedInto: "a" }), row("nowhere", 1, { place: null })];
  const weights = heatFeatures(lastDay, [row("a", 1), row("new", 0)], now).features.map(({ properties }) => properties["weight"]);
  expect(weights).toEqual([0.98, 0.52, 1]);
});
