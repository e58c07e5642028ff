import type { Camera } from "@amaliyat/contract/cameras";
import { describe, expect, it } from "vitest";
import { answersFilter, commandsOf, glyphOf, rankOf } from "./camera-state.ts";
import { camerasSearch } from "./route.ts";

const camera = (state: Camera["state"], connection: Camera["connection"]["state"]): Camera => ({
  cameraId: "x",
  code: "C",
  names: { ar: "", fr: "", en: "" },
  siteId: "s",
  siteNames: { ar: "", fr: "", en: "" },
  sectorId: "SU1",
  place: { lat: 0, lon: 0 },
  directionDeg: null,
  fieldOfViewDeg: 70,
  rangeM: 80,
  purposes: [],
  state,
  stateSince: "2026-01-01T00:00:00Z",
  stateReason: null,
  retentionHours: 720,
  hasSub: false,
  connection: { state: connection, since: "2026-01-02T00:00:00Z", cause: null, takenUp: null, recording: null, clockOffsetMs: null },
});

describe("a camera in the list", () => {
  it("shows its picture's state only while it serves", () => {
    expect(glyphOf(camera("in_service", "lost"))).toBe("lost");
    expect(glyphOf(camera("in_service", "off"))).toBe("connecting");
    expect(glyphOf(camera("out_of_service", "live"))).toBe("out_of_service");
    expect(glyphOf(camera("planned", "off"))).toBe("out_of_service");
  });

  it("finds those that need a technician", () => {
    expect(answersFilter(camera("in_service", "stalled"), "faults")).toBe(true);
    expect(answersFilter(camera("in_service", "live"), "faults")).toBe(false);
    expect(answersFilter(camera("out_of_service", "lost"), "faults")).toBe(false);
    expect(answersFilter(camera("planned", "off"), "not_serving")).toBe(true);
    expect(answersFilter(camera("in_service", "connecting"), "serving")).toBe(true);
  });

  it("finds one whose picture runs and which is not recorded, or whose clock is off, and puts it before those that are well", () => {
    const well = camera("in_service", "live");
    const since = "2026-01-02T00:00:00Z";
    const unrecorded = { ...well, connection: { ...well.connection, recording: { isRecorded: false, since, cause: "disk_full" } } };
    const off = { ...well, connection: { ...well.connection, clockOffsetMs: -1_200 } };
    const recorded = {
      ...well,
      connection: { ...well.connection, clockOffsetMs: 300, recording: { isRecorded: true, since, cause: null } },
    };
    expect([unrecorded, off, recorded, well].map((one) => answersFilter(one, "faults"))).toEqual([true, true, false, false]);
    expect(rankOf(unrecorded)).toBeGreaterThan(rankOf(camera("in_service", "stalled")));
    expect(rankOf(unrecorded)).toBeLessThan(rankOf(well));
  });

  it("puts faults first and retired ones last", () => {
    const ranks = [
      rankOf(camera("in_service", "lost")),
      rankOf(camera("in_service", "stalled")),
      rankOf(camera("in_service", "live")),
      rankOf(camera("planned", "off")),
      rankOf(camera("retired", "off")),
    ];
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it("offers the commands that make sense in a state", () => {
    expect(commandsOf("planned")).toEqual(["install", "retire"]);
    expect(commandsOf("in_service")).toEqual(["take_out", "retire"]);
    expect(commandsOf("retired")).toEqual([]);
  });

  it("reads its address", () => {
    expect(camerasSearch({ camera: "x", view: "sites", more: 1 })).toEqual({ camera: "x", view: "sites" });
    expect(camerasSearch({ camera: 4, view: "wall" })).toEqual({});
  });
});
