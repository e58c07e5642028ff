import { Gazetteer, kindOfLandmark, streetsOf, type NamedPlace, type NamedRoads } from "@amaliyat/domain/places";
import type { Text3 } from "@amaliyat/domain/kernel";
import { readFileSync } from "node:fs";
import { CAMERAS, SITES } from "../town/cameras.ts";
import { MIDDLE } from "../town/projection.ts";
import { SECTORS } from "../town/sectors.ts";
import { TOWN_PLACES } from "./town-places.ts";

type Landmarks = { readonly landmarks: readonly { readonly name: Text3; readonly kind: string; readonly point: NamedPlace["point"] }[] };

const fileOf = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../town-map/${name}`, import.meta.url), "utf8"));
const named = (place: Partial<NamedPlace> & Pick<NamedPlace, "source" | "id" | "names" | "point">): NamedPlace => ({
  more: [],
  code: null,
  kind: "other",
  ...place,
});

/** Landmarks and streets of the map. */
export const MAP = new Gazetteer<NamedPlace>([
  ...(fileOf("landmarks.json") as Landmarks).landmarks.map(({ name, kind, point }, nth) =>
    named({ source: "landmark", id: String(nth), names: name, kind: kindOfLandmark(kind), point }),
  ),
  ...streetsOf(fileOf("roads.json") as NamedRoads).map(({ names, point }, nth) =>
    named({ source: "street", id: String(nth), names, kind: "street", point }),
  ),
]);
const placeOf = new Map(SITES.map(({ code, place }) => [code, place]));
/** Names that the room adds: places of its desk, sites, cameras and sectors. */
export const ROOM = new Gazetteer<NamedPlace>([
  ...TOWN_PLACES.map(({ key, names, aliases, kind, point }) => named({ source: "place", id: key, names, more: aliases, kind, point })),
  ...SITES.map(({ code, names, place }) => named({ source: "site", id: code, names, code, point: place })),
  ...CAMERAS.map(({ code, names, site }) => named({ source: "camera", id: code, names, code, point: placeOf.get(site) ?? MIDDLE })),
  ...SECTORS.map(({ code, names }) => named({ source: "sector", id: code, names, code, point: MIDDLE })),
]);
