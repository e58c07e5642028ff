import { describe, expect, it } from "vitest";
import type { Shown } from "../map-layers.ts";
import { readShown } from "../map-layers.ts";
import { nextThing, thingsOf } from "./next-thing.ts";
import type { MapData } from "../use-map-data.ts";

const all: Shown = { interventions: true, units: true, cameras: true, sites: true, sectors: true, heat: false };
const place = { lat: 31.95, lon: 5.33 };
const row = (interventionId: string, priority: string, more = {}) => ({
  interventionId,
  priority,
  state: "open",
  place,
  openedAt: "2026-04-18T01:41:07Z",
  ...more,
});
const data = {
  drawn: [row("calm", "P3"), row("urgent", "P1"), row("nowhere", "P1", { place: null })],
  units: [{ unitId: "207" }, { unitId: "lost" }],
  cameras: [
    { cameraId: "c1", state: "in_service" },
    { cameraId: "c2", state: "planned" },
  ],
  sites: [],
  sectors: [],
} as unknown as MapData;
const seen = (unitId: string) => unitId !== "lost";
const ids = (shown: Shown) => thingsOf(data, shown, seen).map(({ id }) => id);

describe("walking over the map by keyboard", () => {
  it("goes over what is drawn: the most urgent first, then units, then cameras", () => {
    expect(ids(all)).toEqual(["urgent", "calm", "207", "c1"]);
    expect(ids({ ...all, units: false, cameras: false })).toEqual(["urgent", "calm"]);
  });

  it("goes round and round, both ways, and begins at the end that it was asked for", () => {
    const things = thingsOf(data, all, seen);
    expect(nextThing(things, null, 1)?.id).toBe("urgent");
    expect(nextThing(things, null, -1)?.id).toBe("c1");
    expect(nextThing(things, { kind: "camera", id: "c1" }, 1)?.id).toBe("urgent");
    expect(nextThing(things, { kind: "place", point: place }, 1)?.id).toBe("urgent");
    expect(nextThing([], null, 1)).toBeNull();
  });
});

describe("the layers that were kept", () => {
  it("are read as far as they make sense", () => {
    expect(readShown(null)).toEqual(all);
    expect(readShown('{"heat":true,"units":false,"cameras":"no"}')).toEqual({ ...all, heat: true, units: false });
    for (const text of ["{", "7", "null", "[]"]) expect(readShown(text)).toEqual(all);
  });
});
