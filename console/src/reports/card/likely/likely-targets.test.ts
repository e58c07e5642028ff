import type { LikelySame } from "@amaliyat/contract/reports";
import { describe, expect, it } from "vitest";
import { dangerOfReport, joinTargets } from "./likely-targets.ts";

const report = (score: number, state: string, interventionId: string | null) =>
  ({ row: { state, interventionId }, score, metres: 10, samePicture: false }) as LikelySame["reports"][number];
const intervention = (score: number, interventionId: string) =>
  ({ row: { interventionId }, score, metres: 10 }) as LikelySame["interventions"][number];

describe("what a report may be joined to", () => {
  it("is the likeliest first, each once, and no report that has no intervention", () => {
    const likely: LikelySame = {
      interventions: [intervention(0.6, "far"), intervention(0.7, "near")],
      reports: [
        report(1, "joined", "same picture"),
        report(0.9, "waiting", null),
        report(0.8, "joined", "near"),
        report(0.5, "closed", "over"),
      ],
    };
    expect(joinTargets(likely)).toEqual(["same picture", "near", "far"]);
    expect(joinTargets({ interventions: [], reports: [] })).toEqual([]);
  });
});

it("takes the danger of a report from its kind, the sender's word and the draft; none can be made without a place", () => {
  const draft = { subcategory: null, priority: null, attributes: [], note: "" };
  const card = { kind: "theft", danger: true, place: { lat: 1, lon: 2 }, placeText: null } as const;
  expect(dangerOfReport(card, draft)).toMatchObject({ priority: "P1" });
  expect(dangerOfReport(card, { ...draft, priority: "P4" })).toMatchObject({ priority: "P4" });
  expect(dangerOfReport({ ...card, place: null }, draft)).toBeNull();
});
