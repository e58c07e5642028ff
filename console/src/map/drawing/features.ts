import type { Camera, Site } from "@amaliyat/contract/cameras";
import type { Unit } from "@amaliyat/contract/dispatch";
import type { Sector } from "@amaliyat/contract/identity";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { codeIn, fieldOfView } from "@amaliyat/domain/cameras";
import type { Language, Point } from "@amaliyat/domain/kernel";
import type { CameraState } from "@amaliyat/ui/glyphs";
import { activeUnits, levelOf, type Track, unitGlyphState } from "../../facts/index.ts";
import { headingOf, placeAt } from "./motion.ts";

type Position = readonly [number, number];
type Geometry =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "LineString"; readonly coordinates: readonly Position[] }
  | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Position[])[] };
export type MapFeature = {
  readonly type: "Feature";
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
};
export type MapFeatures = { readonly type: "FeatureCollection"; readonly features: readonly MapFeature[] };

export const collection = (features: readonly MapFeature[]): MapFeatures => ({ type: "FeatureCollection", features });
const at = ({ lat, lon }: Point): Position => [lon, lat];
const feature = (geometry: Geometry, properties: MapFeature["properties"]): MapFeature => ({ type: "Feature", geometry, properties });
export const pointAt = (point: Point, properties: MapFeature["properties"]): MapFeature =>
  feature({ type: "Point", coordinates: at(point) }, properties);

/** Boundaries as closed rings, and a name point for each sector without a sector below it: names of the whole would lie on its parts. */
export function sectorFeatures(sectors: readonly Sector[], language: Language): MapFeatures {
  const parents = new Set(sectors.map((sector) => sector.parentId));
  const drawn = sectors.flatMap((sector): MapFeature[] => {
    const ring = sector.boundary;
    const first = ring?.[0];
    if (!ring || !first) return [];
    const middle = { lat: mean(ring.map(([, lat]) => lat)), lon: mean(ring.map(([lon]) => lon)) };
    const line = feature({ type: "LineString", coordinates: [...ring, first] }, { id: sector.sectorId });
    if (parents.has(sector.sectorId)) return [line];
    return [line, pointAt(middle, { id: sector.sectorId, label: sector.names[language] })];
  });
  return collection(drawn);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Map state of a camera: the same glyph as its tile. */
export function cameraGlyphState(camera: Pick<Camera, "state" | "connection">): CameraState {
  if (camera.state !== "in_service" || camera.connection.state === "off") return "out_of_service";
  return camera.connection.state === "connecting" ? "out_of_service" : camera.connection.state;
}

/** Cones of each camera's view; none if the picture is lost or the direction unknown. */
export function coneFeatures(cameras: readonly Camera[], selectedId: string | null): MapFeatures {
  const drawn = cameras.flatMap((camera): MapFeature[] => {
    if (camera.directionDeg === null || camera.state !== "in_service" || camera.connection.state === "lost") return [];
    const ring = fieldOfView(camera.place, { bearing: camera.directionDeg, angle: camera.fieldOfViewDeg, rangeM: camera.rangeM });
    return [feature({ type: "Polygon", coordinates: [ring] }, { id: camera.cameraId, selected: camera.cameraId === selectedId })];
  });
  return collection(drawn);
}

export const cameraFeatures = (cameras: readonly Camera[], language: Language): MapFeatures =>
  collection(
    cameras
      .filter((camera) => camera.state !== "retired" && camera.state !== "planned")
      .map((camera) => {
        const label = codeIn(camera.code, language);
        return pointAt(camera.place, { id: camera.cameraId, image: `camera-${cameraGlyphState(camera)}`, label });
      }),
  );

export const siteFeatures = (sites: readonly Site[], language: Language): MapFeatures =>
  collection(sites.map((site) => pointAt(site.place, { id: site.siteId, label: site.names[language] })));

/** Interventions that have a place; the most urgent is drawn last, on top. */
export const interventionFeatures = (rows: readonly InterventionRow[]): MapFeatures =>
  collection(
    rows
      .flatMap((row) => (row.place ? [{ row, place: row.place }] : []))
      .map(({ row, place }) =>
        pointAt(place, { id: row.interventionId, image: `priority-${levelOf(row.priority)}`, order: 5 - levelOf(row.priority) }),
      ),
  );

type TrackOf = (unitId: string) => Track | undefined;

/** Nearer than this (degrees, about 30 m) a unit is drawn beside the intervention that it would hide. */
const BESIDE_DEG = 0.0003;

const near = (a: Point, b: Point): boolean => Math.abs(a.lat - b.lat) < BESIDE_DEG && Math.abs(a.lon - b.lon) < BESIDE_DEG;

/** Units where they are drawn now, with the glyph and heading of the moment; an old position says how old. `clock` is monotonic, `now` the room's time. */
export function unitFeatures(
  units: readonly Unit[],
  rows: readonly InterventionRow[],
  trackOf: TrackOf,
  clock: number,
  now: number,
  ageOf: (ms: number) => string,
): MapFeatures {
  const places = rows.flatMap((row) => (row.state === "open" && row.place ? [row.place] : []));
  const drawn = units.flatMap((unit): MapFeature[] => {
    const track = trackOf(unit.unitId);
    if (!track) return [];
    const heardAt = Date.parse(track.last.at);
    const state = unitGlyphState(unit, heardAt, now);
    const turn = state === "en_route" ? (headingOf(track) ?? 0) : 0;
    const place = placeAt(track, clock);
    const beside = places.some((one) => near(one, place));
    const stale = state === "stale";
    const label = stale ? `${unit.code} · ${ageOf(now - heardAt)}` : unit.code;
    return [pointAt(place, { id: unit.unitId, image: `unit-${state}`, label, turn, beside, stale })];
  });
  return collection(drawn);
}

/** Units in two lots: those that may be drawn as one with others, and those that never are: in distress, or chosen. */
export function partUnits(
  { features }: MapFeatures,
  chosenId: string | null,
): { readonly together: MapFeatures; readonly alone: MapFeatures } {
  const isAlone = ({ properties: { id, image } }: MapFeature): boolean => id === chosenId || image === "unit-distress";
  return { together: collection(features.filter((one) => !isAlone(one))), alone: collection(features.filter(isAlone)) };
}

/** Straight lines from the units sent to the selected intervention; a line, not a road. */
export function bondFeatures(row: InterventionRow | undefined, trackOf: TrackOf, clock: number): MapFeatures {
  const place = row?.place;
  if (!row || !place) return collection([]);
  const drawn = activeUnits(row).flatMap((one): MapFeature[] => {
    const track = trackOf(one.unitId);
    if (!track || one.state === "on_scene") return [];
    return [feature({ type: "LineString", coordinates: [at(placeAt(track, clock)), at(place)] }, { id: one.unitId })];
  });
  return collection(drawn);
}
