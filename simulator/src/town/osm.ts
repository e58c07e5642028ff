import type { Text3 } from "@amaliyat/domain/kernel";
import { DISTRICTS } from "./districts.ts";
import { LANDMARKS } from "./landmarks.ts";
import { centroid } from "./plane.ts";
import { toPoint, type Metres } from "./projection.ts";
import { SECTORS } from "./sectors.ts";
import { streetMap } from "./streets.ts";
import { ZONES, type ZoneKind } from "./zones.ts";

type Tags = Readonly<Record<string, string>>;
type Way = { readonly tags: Tags; readonly nodes: readonly number[] };

const NAME: Text3 = { ar: "عين الرمال", fr: "Aïn Rimal", en: "Aïn Rimal" };

const ZONE_TAGS: Readonly<Record<ZoneKind, Tags>> = {
  palm_grove: { landuse: "orchard", trees: "date_palms" },
  park: { leisure: "park" },
  square: { place: "square" },
  sabkha: { natural: "wetland", wetland: "saltmarsh" },
  wadi: { natural: "water", water: "river", intermittent: "yes" },
  hospital: { amenity: "hospital" },
  university: { amenity: "university" },
  station: { amenity: "bus_station" },
  market: { amenity: "marketplace" },
  industrial: { landuse: "industrial" },
  airport: { aeroway: "aerodrome" },
  school: { amenity: "school" },
  stadium: { leisure: "stadium" },
};

const ROAD_TAGS = {
  primary: { highway: "primary", maxspeed: "60" },
  secondary: { highway: "secondary", maxspeed: "50" },
  residential: { highway: "residential", maxspeed: "30" },
  roundabout: { highway: "primary", junction: "roundabout", maxspeed: "30" },
} as const satisfies Record<string, Tags>;

const named = ({ ar, fr, en }: Text3): Tags => ({ name: ar, "name:ar": ar, "name:fr": fr, "name:en": en });

/** Nodes and ways as they are gathered; a place that two ways share is one node. */
class Drawing {
  readonly nodes: { readonly at: Metres; readonly tags: Tags }[] = [];
  readonly ways: Way[] = [];
  readonly #shared = new Map<string, number>();

  node(at: Metres, tags: Tags): void {
    this.nodes.push({ at, tags });
  }

  way(tags: Tags, line: readonly Metres[]): void {
    this.ways.push({ tags, nodes: line.map((at) => this.#sharedNode(at)) });
  }

  area(tags: Tags, polygon: readonly Metres[]): void {
    const [first] = polygon;
    if (first !== undefined) this.way(tags, [...polygon, first]);
  }

  #sharedNode(at: Metres): number {
    const { lat, lon } = toPoint(at);
    const key = `${lat},${lon}`;
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    this.nodes.push({ at, tags: {} });
    this.#shared.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }
}

function drawTown(): Drawing {
  const drawing = new Drawing();
  const { network, blocks } = streetMap();
  for (const road of network.roads) drawing.way({ ...ROAD_TAGS[road.class], ...named(road.name) }, road.line);
  for (const zone of ZONES) drawing.area({ ...ZONE_TAGS[zone.kind], ...named(zone.name) }, zone.polygon);
  for (const block of blocks.flat()) drawing.area({ building: "residential" }, block);
  const [outline] = SECTORS;
  if (outline) drawing.area({ boundary: "administrative", admin_level: "8", ...named(NAME) }, outline.corners);
  drawing.node([0, 0], { place: "town", ...named(NAME) });
  for (const { name, polygon } of DISTRICTS) drawing.node(centroid(polygon), { place: "suburb", ...named(name) });
  for (const { name, tag, at } of LANDMARKS) drawing.node(at, { [tag[0]]: tag[1], ...named(name) });
  return drawing;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const tagLines = (tags: Tags): string =>
  Object.entries(tags)
    .map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(value)}"/>`)
    .join("");

/** The town as OpenStreetMap data (OSM XML 0.6), nodes before ways, ids from 1 on; the same text every time. */
export function writeOsm(): string {
  const { nodes, ways } = drawTown();
  const nodeLines = nodes.map(({ at, tags }, index) => {
    const { lat, lon } = toPoint(at);
    return `<node id="${index + 1}" version="1" lat="${lat}" lon="${lon}">${tagLines(tags)}</node>`;
  });
  const wayLines = ways.map(({ tags, nodes: line }, index) => {
    const refs = line.map((node) => `<nd ref="${node + 1}"/>`).join("");
    return `<way id="${index + 1}" version="1">${refs}${tagLines(tags)}</way>`;
  });
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="amaliyat town">'];
  return `${[...head, ...nodeLines, ...wayLines, "</osm>"].join("\n")}\n`;
}
