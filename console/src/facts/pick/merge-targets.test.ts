import type { InterventionRow } from "@amaliyat/contract/interventions";
import { openRow } from "@amaliyat/contract/interventions/testing";
import { describe, expect, it } from "vitest";
import { mergeTargets } from "./merge-targets.ts";

const row = (id: string, minute: number, lat: number | null, more: Partial<InterventionRow> = {}): InterventionRow =>
  openRow({
    interventionId: id,
    reference: `2026-00000${id}`,
    place: lat === null ? null : { lat, lon: 5.33 },
    placeText: "طريق تقرت",
    openedAt: new Date(Date.UTC(2026, 3, 18, 1, minute)).toISOString(),
    ...more,
  });

const ids = (query: string, rows: readonly InterventionRow[]): string[] =>
  mergeTargets(rows, row("1", 10, 31.95), query, (one) => one.placeText ?? "").map((target) => target.row.interventionId);

describe("merge targets", () => {
  const rows = [
    row("1", 10, 31.95),
    row("2", 10, 31.99),
    row("3", 11, 31.951),
    row("4", 9, null),
    row("5", 10, 31.95, { state: "closed" }),
  ];

  it("leaves out itself and what is over, the likeliest first", () => {
    expect(ids("", rows)).toEqual(["3", "4", "2"]);
  });

  it("searches in any spelling", () => {
    expect(ids("تُقرت", rows)).toHaveLength(3);
    expect(ids("000003", rows)).toEqual(["3"]);
    expect(ids("غرداية", rows)).toEqual([]);
  });
});
