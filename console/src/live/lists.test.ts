import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { Happening } from "@amaliyat/contract/live";
import { describe, expect, it, vi } from "vitest";
import { applyToInterventions } from "./apply.ts";
import { backOffMs } from "./back-off.ts";
import { createFrameQueue } from "./frame-queue.ts";
import { createJournal } from "./journal.ts";
import { createPositions } from "./positions.ts";

const row = (id: string, more: Partial<InterventionRow> = {}): InterventionRow => ({
  interventionId: id,
  reference: "2026-000001",
  version: 1,
  state: "open",
  origin: "video",
  channel: "CAM",
  subcategory: "TRF.OBS",
  priority: "P2",
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
  takenUp: null,
  units: [],
  ...more,
});
const at = (second: number, lat: number) => ({ place: { lat, lon: 0 }, headingDeg: null, at: `2026-04-18T01:41:0${second}Z` });
const told = (changed: InterventionRow): Happening => ({ topic: "intervention", row: changed });

describe("applyToInterventions", () => {
  it("changes rows in their place and adds new ones at the end, the last word of a frame counting", () => {
    const next = applyToInterventions(
      [row("a"), row("b")],
      [told(row("b", { version: 2 })), told(row("c")), told(row("b", { version: 3 }))],
    );
    expect(next.map((one) => [one.interventionId, one.version])).toEqual([
      ["a", 1],
      ["b", 3],
      ["c", 1],
    ]);
  });

  it("keeps open ones whatever their number and forgets the oldest that are over", () => {
    const open = Array.from({ length: 300 }, (_, index) => row(`o${index}`));
    const over = Array.from({ length: 100 }, (_, index) => told(row(`c${index}`, { state: "closed" })));
    const next = applyToInterventions(open, over);
    expect(next.filter((one) => one.state === "open")).toHaveLength(300);
    expect(next.filter((one) => one.state !== "open").map((one) => one.interventionId)).toEqual(
      Array.from({ length: 60 }, (_, index) => `c${index + 40}`),
    );
  });

  it("gives back the same array when a frame held nothing of it", () => {
    const rows = [row("a")];
    expect(applyToInterventions(rows, [{ topic: "camera_changed", cameraId: "x" }])).toBe(rows);
  });
});

describe("journal", () => {
  it("tells what came after a mark, also after old lines were forgotten", () => {
    const journal = createJournal(3);
    journal.record([told(row("a"))]);
    const mark = journal.mark();
    journal.record([told(row("b")), told(row("c"))]);
    journal.record([told(row("d"))]);
    const after = journal.since(mark).map((one) => one.topic === "intervention" && one.row.interventionId);
    expect(after).toEqual(["b", "c", "d"]);
    journal.record([told(row("e"))]);
    expect(journal.since(mark)).toHaveLength(3);
    expect(journal.since(journal.mark())).toEqual([]);
  });
});

describe("frame queue", () => {
  it("hands over once per frame all that came before it", () => {
    let run: (() => void) | null = null;
    const take = vi.fn();
    const queue = createFrameQueue<number>(take, (work) => {
      run = work;
      return () => {};
    });
    for (let item = 0; item < 200; item++) queue.push(item);
    expect(take).not.toHaveBeenCalled();
    (run as (() => void) | null)?.();
    expect(take).toHaveBeenCalledTimes(1);
    expect(take.mock.calls[0]?.[0]).toHaveLength(200);
  });
});

describe("positions", () => {
  it("keeps the newest by the phone's clock and the one before it", () => {
    const positions = createPositions();
    positions.take("u", at(1, 1), 100);
    positions.take("u", at(3, 3), 300);
    positions.take("u", at(2, 2), 350);
    expect(positions.of("u")).toMatchObject({
      last: { place: { lat: 3 } },
      heardAt: 300,
      before: { place: { lat: 1 } },
      beforeHeardAt: 100,
    });
  });
});

describe("back-off", () => {
  it("doubles to ten seconds, half of it by chance", () => {
    expect([0, 1, 2, 5, 50].map((attempt) => backOffMs(attempt, 0))).toEqual([250, 500, 1000, 5000, 5000]);
    expect(backOffMs(50, 0.999)).toBeLessThanOrEqual(10_000);
  });
});
