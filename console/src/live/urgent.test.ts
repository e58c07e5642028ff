import type { InterventionRow } from "@amaliyat/contract/interventions";
import { describe, expect, it } from "vitest";
import { createUrgent } from "./urgent.ts";

const row = (id: string, more: Partial<InterventionRow>): InterventionRow => ({
  interventionId: id,
  reference: "2026-000001",
  version: 1,
  state: "open",
  origin: "call",
  channel: "L17",
  subcategory: "OTH.ASL",
  priority: "P1",
  attributes: [],
  sectorId: null,
  place: null,
  placeText: null,
  siteId: null,
  cameraId: null,
  openedAt: "2026-04-18T01:40:15Z",
  openedBy: "u",
  openedById: null,
  closedAt: null,
  disposition: null,
  mergedInto: null,
  needsReview: false,
  units: [],
  ...more,
});

describe("urgent", () => {
  it("tells once of what is opened as immediate or raised to it, and of nothing else", () => {
    const urgent = createUrgent();
    const heard: string[] = [];
    const stop = urgent.subscribe((one) => heard.push(one.interventionId));
    const take = (one: InterventionRow): void => urgent.take([{ topic: "intervention", row: one }]);
    take(row("a", {}));
    take(row("a", { version: 2 }));
    take(row("b", { priority: "P2" }));
    take(row("b", { priority: "P1", version: 2 }));
    take(row("c", { state: "closed" }));
    expect(heard).toEqual(["a", "b"]);
    stop();
    take(row("d", {}));
    expect(heard).toEqual(["a", "b"]);
  });
});
