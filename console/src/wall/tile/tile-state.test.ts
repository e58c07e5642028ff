import type { Camera } from "@amaliyat/contract/cameras";
import { describe, expect, it } from "vitest";
import { closedBecause, connectionOf, whyOf, type TileFacts } from "./tile-state.ts";

const text = { ar: "x", fr: "x", en: "x" };
const camera: Camera = {
  cameraId: "c",
  code: "31",
  names: text,
  siteId: "s",
  siteNames: text,
  sectorId: "SW",
  place: { lat: 31.9, lon: 5.3 },
  directionDeg: 0,
  fieldOfViewDeg: 70,
  rangeM: 80,
  purposes: ["road_traffic"],
  state: "in_service",
  stateSince: "2026-04-18T01:00:00Z",
  stateReason: null,
  retentionHours: 720,
  hasSub: true,
  connection: { state: "lost", since: "2026-04-18T01:00:00Z", cause: null, takenUp: null, recording: null, clockOffsetMs: null },
};
const facts: TileFacts = { cameraId: "c", camera, reason: { kind: "purpose", purpose: "road_traffic" }, mayLook: true };

describe("what a tile does not ask the room for", () => {
  it("asks for a camera that serves the purpose, also while its connection is lost", () => {
    expect(closedBecause(facts)).toBeNull();
    const of = { kind: "intervention", interventionId: "i", inherited: null, picked: null } as const;
    expect(closedBecause({ ...facts, reason: of })).toBeNull();
    expect(closedBecause({ ...facts, reason: { ...of, inherited: "road_traffic" } })).toBeNull();
    expect(closedBecause({ ...facts, reason: { ...of, inherited: "protection", picked: "road_traffic" } })).toBeNull();
  });

  it("says why it does not ask", () => {
    expect(closedBecause({ ...facts, cameraId: null })?.kind).toBe("empty");
    expect(closedBecause({ ...facts, camera: undefined })?.kind).toBe("unknown");
    expect(closedBecause({ ...facts, camera: { ...camera, state: "out_of_service", stateReason: "كابل" } })).toMatchObject({
      reason: "كابل",
    });
    expect(closedBecause({ ...facts, reason: { kind: "none" } })?.kind).toBe("no_purpose");
    expect(closedBecause({ ...facts, reason: { kind: "purpose", purpose: "crises" } })).toEqual({ kind: "no_permission", why: "purpose" });
    const of = { kind: "intervention", interventionId: "i", inherited: "protection", picked: null } as const;
    const other = { kind: "other_purpose", interventionId: "i", serves: ["road_traffic"] };
    expect(closedBecause({ ...facts, reason: of })).toEqual(other);
    expect(closedBecause({ ...facts, reason: { ...of, picked: "crises" } })).toEqual(other);
    expect(closedBecause({ ...facts, mayLook: false })).toEqual({ kind: "no_permission", why: "role" });
  });

  it("names an intervention alone where the camera serves what it gives, and the picked purpose with it where it does not", () => {
    const of = { kind: "intervention", interventionId: "i", inherited: "protection", picked: "crises" } as const;
    expect(whyOf(of, ["protection"])).toEqual({ interventionId: "i" });
    expect(whyOf(of, ["crises"])).toEqual({ interventionId: "i", purpose: "crises" });
    expect(whyOf(of, ["road_traffic"])).toBeNull();
    expect(whyOf({ kind: "none" }, ["crises"])).toBeNull();
  });

  it("goes under one of the six words of every screen", () => {
    expect(connectionOf({ kind: "stalled", since: 1 })).toBe("stalled");
    expect(connectionOf({ kind: "ended", code: "session.revoked" })).toBe("no_permission");
    expect(connectionOf({ kind: "empty" })).toBeNull();
  });
});
