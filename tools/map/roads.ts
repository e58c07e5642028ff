import { ROAD_CLASSES, type RoadClass, type RoadNetwork, type RoadWay } from "@amaliyat/domain/dispatch";
import type { OplObject } from "./opl.ts";

type Tags = ReadonlyMap<string, string>;

/** Kinds of OpenStreetMap that stand for one of ours. */
const SAME_AS: Readonly<Record<string, RoadClass>> = {
  pedestrian: "footway",
  path: "footway",
  steps: "footway",
  corridor: "footway",
  cycleway: "footway",
  road: "unclassified",
  busway: "service",
};
const MPH_IN_KMH = 1.609_344;

/** The class of a way, links with their road; null where it is no road, or is not built yet. */
export function classOf(tags: Tags): RoadClass | null {
  const highway = tags.get("highway") ?? "";
  const base = highway.replace(/_link$/u, "");
  if (tags.get("area") === "yes") return null;
  // A patrol drives through a gate that is closed to others; where nobody may go there is no way at all.
  if (tags.get("access") === "no" && tags.get("emergency") !== "yes") return null;
  return ROAD_CLASSES.find((each) => each === base) ?? SAME_AS[base] ?? null;
}

/** 1: from the first node to the last only; -1: the other way only; 0: both. */
export function directionOf(tags: Tags): 1 | 0 | -1 {
  const said = tags.get("oneway") ?? "";
  if (said === "-1" || said === "reverse") return -1;
  if (["yes", "true", "1"].includes(said)) return 1;
  if (said === "no" || said === "false" || said === "0") return 0;
  const junction = tags.get("junction") ?? "";
  if (junction === "roundabout" || junction === "circular") return 1;
  return tags.get("highway") === "motorway" || tags.get("highway") === "motorway_link" ? 1 : 0;
}

/** Posted limit in km/h; null where none is posted in figures. */
export function limitOf(tags: Tags): number | null {
  const match = /^(\d{1,3})\s*(mph|km\/h|kmh)?$/u.exec((tags.get("maxspeed") ?? "").trim());
  if (!match) return null;
  const kmh = Math.round(Number(match[1]) * (match[2] === "mph" ? MPH_IN_KMH : 1));
  return kmh >= 5 && kmh <= 150 ? kmh : null;
}

const ARABIC = /\p{Script=Arabic}/u;

/** Names by language. A plain `name` counts as Arabic or French by its letters; null where there is none. */
export function namesOf(tags: Tags): RoadWay["name"] {
  const plain = tags.get("name") ?? "";
  const ar = tags.get("name:ar") ?? (ARABIC.test(plain) ? plain : undefined);
  const fr = tags.get("name:fr") ?? (plain !== "" && !ARABIC.test(plain) ? plain : undefined);
  const en = tags.get("name:en");
  const names = { ...(ar === undefined ? {} : { ar }), ...(fr === undefined ? {} : { fr }), ...(en === undefined ? {} : { en }) };
  return Object.keys(names).length === 0 ? null : names;
}

/** Gathers nodes and ways, nodes first, into the network for route searches. Ways cut by the edge of the extract keep their inner part. */
export class RoadGatherer {
  readonly #places = new Map<string, readonly [lat: number, lon: number]>();
  readonly #numbers = new Map<string, number>();
  readonly #nodes: number[] = [];
  readonly #ways: RoadWay[] = [];
  readonly #left: { kinds: Map<string, number> } = { kinds: new Map() };

  add(object: OplObject): void {
    if (object.kind === "node") {
      this.#places.set(object.id, [object.lat, object.lon]);
      return;
    }
    const highway = object.tags.get("highway");
    if (highway === undefined) return;
    const kind = classOf(object.tags);
    if (kind === null) {
      this.#left.kinds.set(highway, (this.#left.kinds.get(highway) ?? 0) + 1);
      return;
    }
    const direction = directionOf(object.tags);
    for (const part of this.#inside(object.nodes)) {
      const nodes = part.map((id) => this.#number(id));
      const way = { class: kind, name: namesOf(object.tags), oneway: direction !== 0, limitKmh: limitOf(object.tags) };
      this.#ways.push({ ...way, nodes: direction === -1 ? nodes.toReversed() : nodes });
    }
  }

  /** The network; `left` counts the ways that are no roads by their kind. */
  end(): { readonly network: RoadNetwork; readonly left: ReadonlyMap<string, number> } {
    return { network: { nodes: this.#nodes, ways: this.#ways }, left: this.#left.kinds };
  }

  /** Runs of at least two nodes that the extract holds. */
  #inside(ids: readonly string[]): string[][] {
    const runs: string[][] = [[]];
    for (const id of ids) {
      if (this.#places.has(id)) runs.at(-1)?.push(id);
      else runs.push([]);
    }
    return runs.filter((run) => run.length > 1);
  }

  #number(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(id, number);
    this.#nodes.push(...(this.#places.get(id) ?? [0, 0]));
    return number;
  }
}
