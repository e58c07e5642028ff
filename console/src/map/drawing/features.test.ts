import type { Camera } from "@amaliyat/contract/cameras";
import type { Unit } from "@amaliyat/contract/dispatch";
import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { openRow } from "@amaliyat/contract/interventions/testing";
import { describe, expect, it } from "vitest";
import type { Track } from "../../facts/index.ts";
import {
  bondFeatures,
  cameraFeatures,
  collection,
  coneFeatures,
  interventionFeatures,
  partUnits,
  pointAt,
  sectorFeatures,
  unitFeatures,
} from "./features.ts";

const at = "2026-04-18T01:41:07.000Z";
const now = Date.parse(at) + 5000;
const place = { lat: 31.95, lon: 5.33 };
const names = { ar: "أ", fr: "A", en: "A" };

const camera = (more: Partial<Camera> = {}): Camera => ({
  cameraId: "c1",
  code: "ك-031",
  names,
  siteId: "s1",
  siteNames: names,
  sectorId: "SU1",
  place,
  directionDeg: 45,
  fieldOfViewDeg: 60,
  rangeM: 80,
  purposes: [],
  state: "in_service",
  stateSince: at,
  stateReason: null,
  retentionHours: 720,
  hasSub: true,
  connection: { state: "live", since: at, cause: null, takenUp: null, recording: null, clockOffsetMs: null },
  ...more,
});

const unit = (more: Partial<Unit> = {}): Unit => freeUnit({ statusSince: at, ...more });

const row = (more: Partial<InterventionRow> = {}): InterventionRow =>
  openRow({ subcategory: "OTH.ASL", priority: "P1", place, openedAt: at, ...more });

const track = (more: Partial<Track> = {}): Track => ({
  last: { place, headingDeg: 90, at },
  heardAt: 0,
  before: null,
  beforeHeardAt: 0,
  ...more,
});
const properties = (features: ReturnType<typeof cameraFeatures>) => features.features.map((feature) => feature.properties);

describe("cameras on the map", () => {
  it("have a cone while their picture may be seen, and none when lost, undirected or out of service", () => {
    expect(coneFeatures([camera()], "c1").features[0]?.properties).toEqual({ id: "c1", selected: true });
    const lost = camera({ connection: { state: "lost", since: at, cause: null, takenUp: null, recording: null, clockOffsetMs: null } });
    expect(coneFeatures([lost, camera({ directionDeg: null }), camera({ state: "out_of_service" })], null).features).toEqual([]);
  });

  it("are drawn with the glyph of their tile; those that do not stand yet are not drawn", () => {
    expect(properties(cameraFeatures([camera(), camera({ state: "planned" })], "fr"))).toEqual([
      { id: "c1", image: "camera-live", label: "C-031" },
    ]);
  });
});

const draw = (one: Unit, found: Track | undefined, time = now) =>
  properties(
    unitFeatures(
      [one],
      [row()],
      () => found,
      0,
      time,
      (ms) => `${ms / 1000} s`,
    ),
  )[0];

describe("units on the map", () => {
  it("stand beside the intervention that they would hide", () => {
    expect(draw(unit({ status: "on_scene" }), track())).toMatchObject({ image: "unit-on_scene", beside: true });
    const away = track({ last: { place: { lat: 31.96, lon: 5.33 }, headingDeg: null, at } });
    expect(draw(unit(), away)).toMatchObject({ image: "unit-available", beside: false });
  });

  it("turn only while under way, look old after two minutes, and are not drawn without a place", () => {
    expect(draw(unit({ status: "en_route" }), track())).toMatchObject({ turn: 90 });
    expect(draw(unit(), track())).toMatchObject({ turn: 0, stale: false });
    expect(draw(unit(), track(), now + 120_000)).toMatchObject({ image: "unit-stale", stale: true, label: "207 · 125 s" });
    expect(draw(unit(), undefined)).toBeUndefined();
  });
});

describe("interventions on the map", () => {
  it("are drawn where they have a place, the most urgent on top", () => {
    const rows = [row(), row({ interventionId: "i2", priority: "P4" }), row({ place: null })];
    expect(properties(interventionFeatures(rows)).map((one) => [one["id"], one["order"]])).toEqual([
      ["i1", 4],
      ["i2", 1],
    ]);
  });

  it("are tied to the units on their way, not to those that are there", () => {
    const sent = {
      assignmentId: "a1",
      interventionId: "i1",
      unitId: "u1",
      unitCode: "207",
      state: "en_route",
      assignedAt: at,
      assignedBy: "x",
      assignedById: "u",
      acceptedAt: at,
      enRouteAt: at,
      onSceneAt: null,
      clearedAt: null,
      endedAt: null,
      reason: null,
      unreadSince: null,
      readAt: null,
      movedFrom: null,
    } as const;
    expect(bondFeatures(row({ units: [sent] }), () => track(), 0).features).toHaveLength(1);
    expect(bondFeatures(row({ units: [{ ...sent, state: "on_scene" }] }), () => track(), 0).features).toEqual([]);
    expect(bondFeatures(undefined, () => track(), 0).features).toEqual([]);
  });
});

describe("sectors on the map", () => {
  it("are closed lines; only those without parts are named", () => {
    const ring: [number, number][] = [
      [5.3, 31.9],
      [5.4, 31.9],
      [5.4, 32],
    ];
    const sectors = [
      { sectorId: "W", parentId: null, names, boundary: ring },
      { sectorId: "U", parentId: "W", names, boundary: ring },
      { sectorId: "X", parentId: "W", names, boundary: null },
    ];
    const drawn = sectorFeatures(sectors, "ar").features;
    expect(drawn.map((one) => [one.properties["id"], one.geometry.type])).toEqual([
      ["W", "LineString"],
      ["U", "LineString"],
      ["U", "Point"],
    ]);
    expect(drawn[0]?.geometry).toMatchObject({ coordinates: [...ring, ring[0]] });
  });
});

it("never draws as one of many a unit that calls for help, or the chosen one", () => {
  const drawn = (id: string, image: string) => pointAt({ lat: 31, lon: 5 }, { id, image });
  const all = collection([drawn("u1", "unit-available"), drawn("u2", "unit-distress"), drawn("u3", "unit-available")]);
  const idsOf = ({ features }: typeof all) => features.map(({ properties }) => properties["id"]);
  const { together, alone } = partUnits(all, "u3");
  expect([idsOf(together), idsOf(alone)]).toEqual([["u1"], ["u2", "u3"]]);
  expect(idsOf(partUnits(all, null).alone)).toEqual(["u2"]);
});
