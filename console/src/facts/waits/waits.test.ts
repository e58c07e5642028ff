import type { Assignment } from "@amaliyat/contract/dispatch";
import { ASSIGNMENT_KINDS, isActive, WAITS } from "@amaliyat/domain/dispatch";
import { PRIORITIES } from "@amaliyat/domain/interventions";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentUnit } from "../testing/assignment.ts";
import { waitOfAssignment, waitOfRow } from "./waits.ts";

const waitsFor = (of: Parameters<typeof waitOfRow>[0], now: number) => waitOfRow(of, now, WAITS);

const T = Date.parse("2026-04-18T01:00:00Z");
const iso = (seconds: number): string => new Date(T + seconds * 1000).toISOString();

const sent = (state: Assignment["state"], change: Partial<Assignment> = {}): Assignment =>
  sentUnit({ state, assignedAt: iso(10), ...change });
const row = (units: Assignment[], state: "open" | "closed" = "open") => ({ state, units, openedAt: iso(0), priority: "P2" as const });

describe("what is waited for", () => {
  it("is a unit while none is sent, and nothing once the intervention is over", () => {
    expect(waitsFor(row([]), T)).toEqual({ wait: "unassigned", since: T });
    expect(waitsFor(row([], "closed"), T)).toBeNull();
  });

  it("is the next step of a unit, from the step before on", () => {
    expect(waitsFor(row([sent("assigned")]), T + 20_000)).toEqual({ wait: "assigned", since: T + 10_000 });
    expect(waitOfAssignment(sent("accepted", { acceptedAt: iso(30) }))).toEqual({ wait: "accepted", since: T + 30_000 });
    expect(waitsFor(row([sent("on_scene")]), T + 9e6)).toBeNull();
  });

  it("is a drive only when it nears its limit", () => {
    const driving = row([sent("en_route", { enRouteAt: iso(60) })]);
    expect(waitsFor(driving, T + 120_000)).toBeNull();
    expect(waitsFor(driving, T + 60_000 + 8 * 60_000)).toEqual({ wait: "en_route", since: T + 60_000 });
  });

  it("is of several units the one that used most of its time", () => {
    const both = row([sent("assigned", { assignedAt: iso(50) }), sent("accepted", { acceptedAt: iso(-300) })]);
    expect(waitsFor(both, T + 60_000)).toEqual({ wait: "accepted", since: T - 300_000 });
  });

  it("is never anything for units that are there or free again, whatever the priority", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ASSIGNMENT_KINDS), fc.constantFrom(...PRIORITIES), fc.nat(1e7), (state, priority, later) => {
        const waiting = waitsFor({ ...row([sent(state)]), priority }, T + later);
        if (state === "on_scene" || state === "cleared") expect(waiting).toBeNull();
        else if (!isActive(state)) expect(waiting?.wait).toBe("unassigned");
        else if (waiting !== null) expect(waiting.wait).toBe(state);
      }),
    );
  });
});
