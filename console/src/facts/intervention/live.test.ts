import type { InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import { openRow } from "@amaliyat/contract/interventions/testing";
import type { Happening } from "@amaliyat/contract/live";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { applyToInterventions, cardKey, INTERVENTIONS, interventionsLive } from "./live.ts";

const row = (id: string, more: Partial<InterventionRow> = {}): InterventionRow => openRow({ interventionId: id, ...more });
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

describe("interventionsLive", () => {
  it("writes the queue and the cards that are held, and leaves a read on its way alone", () => {
    const client = new QueryClient();
    const invalidate = vi.spyOn(client, "invalidateQueries");
    client.setQueryData<readonly InterventionRow[]>(INTERVENTIONS, [row("a"), row("b")]);
    client.setQueryData(cardKey("a"), row("a", { version: 3 }));
    interventionsLive.write(client, [told(row("a", { version: 2 })), told(row("a", { version: 4 })), told(row("b", { version: 2 }))]);
    expect(client.getQueryData<readonly InterventionRow[]>(INTERVENTIONS)?.map(({ version }) => version)).toEqual([4, 2]);
    expect(client.getQueryData<InterventionCard>(cardKey("a"))?.version).toBe(4);
    expect(client.getQueryData(cardKey("b"))).toBeUndefined();
    expect(invalidate.mock.calls).toEqual([[{ queryKey: cardKey("a") }, { cancelRefetch: false }]]);
  });
});
