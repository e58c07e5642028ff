import {
  atSpeeds,
  buildGraph,
  drivenOf,
  hourOf,
  instructionsOf,
  kindNumber,
  ROAD_CLASSES,
  roadSeconds,
  secondsFrom,
  sharedMemory,
  snapper,
  speedUpsAt,
  startAt,
  stretchesTo,
  timesTo,
  type Columns,
  type Driven,
  type Instruction,
  type RoadGraph,
  type RoadNetwork,
  type Seen,
  type Snapped,
  type Start,
  type TimesTo,
  type TravelMode,
  type UnitKind,
  type Used,
} from "@amaliyat/domain/dispatch";
import type { Point } from "@amaliyat/domain/kernel";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Log } from "../../platform/log.ts";
import type { Searcher } from "./searcher.ts";

/** The file `roads.json` of a map folder, as `npm run map:build` writes it. */
const file = z.object({
  nodes: z.array(z.number()),
  ways: z.array(
    z.object({
      class: z.enum(ROAD_CLASSES),
      name: z.object({ ar: z.string(), fr: z.string(), en: z.string() }).partial().nullable(),
      oneway: z.boolean(),
      limitKmh: z.number().positive().nullable(),
      nodes: z.array(z.number().int().nonnegative()).min(2),
    }),
  ),
});

const FOOT = kindNumber("foot");
const modeOf = (kind: UnitKind): TravelMode => (kind === "foot" ? "foot" : "vehicle");

export type Drive = { readonly seconds: number; readonly metres: number; readonly line: Point[]; readonly instructions: Instruction[] };

/** Searches of the last places, so that every screen that asks of one intervention shares one. */
const KEPT = 200;

type Mode = {
  /** With the speeds that are assumed. */
  readonly assumed: RoadGraph;
  readonly graph: RoadGraph;
  readonly snap: (point: Point) => Snapped | null;
  readonly searches: Map<string, TimesTo | null>;
};

/** The roads of a town: how long by road, and which way. Held in memory. */
export class Roads {
  readonly network: RoadNetwork;
  readonly #modes: Record<TravelMode, Mode>;
  #isFootAsked = false;
  #learnt: readonly Driven[] = [];
  #hour = -1;
  #version = 0;
  readonly #searcher: Searcher | null;

  /** Without a searcher all searches are made where they are asked for. */
  constructor(network: RoadNetwork, searcher: Searcher | null = null) {
    this.network = network;
    this.#searcher = searcher;
    const of = (mode: TravelMode): Mode => {
      const assumed = buildGraph(network, mode);
      return { assumed, graph: assumed, snap: snapper(assumed), searches: new Map() };
    };
    this.#modes = { vehicle: of("vehicle"), foot: of("foot") };
    for (const { graph } of Object.values(this.#modes)) searcher?.use(graph);
  }

  /** Another number each time that the speeds change: a start that was made before must be made anew. */
  get version(): number {
    return this.#version;
  }

  /** Drives vehicles at the speeds of the hour of a moment (epoch milliseconds). */
  turnTo(at: number): void {
    const hour = hourOf(at);
    if (hour === this.#hour) return;
    const isFirst = this.#hour === -1 && this.#learnt.length === 0;
    this.#hour = hour;
    if (!isFirst) this.#setSpeeds();
  }

  /** Takes what was learnt of speeds. */
  learn(learnt: readonly Driven[]): void {
    if (learnt.length === 0 && this.#learnt.length === 0) return;
    this.#learnt = learnt;
    if (this.#hour >= 0) this.#setSpeeds();
  }

  #setSpeeds(): void {
    const { assumed, snap } = this.#modes.vehicle;
    const graph = atSpeeds(assumed, this.network, speedUpsAt(this.#learnt, this.#hour));
    this.#modes.vehicle = { assumed, graph, snap, searches: new Map() };
    this.#searcher?.use(graph);
    this.#version++;
  }

  /** Compares the drive of a vehicle with the expected seconds on the roads. */
  drivenOf(seen: readonly Seen[]): Driven[] {
    const { assumed, snap } = this.#modes.vehicle;
    return drivenOf(seen, { network: this.network, graph: assumed, snap });
  }

  /** Start of searches from a unit's place on its roads; null if no road is near. */
  start(kind: UnitKind, point: Point): Start | null {
    const { graph, snap } = this.#modes[modeOf(kind)];
    const snapped = snap(point);
    return snapped === null ? null : startAt(graph, snapped);
  }

  /** The same start at the speeds of now. */
  renew(kind: UnitKind, start: Start): Start {
    return startAt(this.#modes[modeOf(kind)].graph, start);
  }

  /**
   * Searches the ways to a place beside the loop, about which `to` is asked next; those on foot only if a patrol on foot was weighed before.
   * `to` searches itself what is not found when it is asked.
   */
  async search(place: Point): Promise<void> {
    await Promise.all([this.#searchBeside("vehicle", place), this.#isFootAsked ? this.#searchBeside("foot", place) : null]);
  }

  /**
   * Seconds by road to a place from the unit at a place of columns; null where no road leads there. Null as a whole where the place is on no
   * road.
   */
  to(place: Point, { all }: Columns): ((nth: number) => number | null) | null {
    if (this.#modes.vehicle.snap(place) === null && this.#modes.foot.snap(place) === null) return null;
    // Patrols on foot use other roads, searched only on request.
    const searched: Record<TravelMode, TimesTo | null | undefined> = { vehicle: undefined, foot: undefined };
    return (nth) => {
      const mode = all.kind[nth] === FOOT ? "foot" : "vehicle";
      this.#isFootAsked ||= mode === "foot";
      const times = searched[mode] === undefined ? (searched[mode] = this.#times(mode, place)) : searched[mode];
      return times === null ? null : secondsFrom(times, all, nth);
    };
  }

  /** The way from one point to another; null where there is none. */
  drive(kind: UnitKind, from: Point, place: Point): Drive | null {
    const mode = modeOf(kind);
    const times = this.#times(mode, place);
    const start = this.#modes[mode].snap(from);
    const stretches = times === null || start === null ? null : stretchesTo(times, start);
    const seconds = times === null || start === null ? null : roadSeconds(times, start);
    if (stretches === null || seconds === null) return null;
    return {
      seconds,
      metres: stretches.reduce((sum, { metres }) => sum + metres, 0),
      line: stretches.flatMap(({ points }, at) => (at === 0 ? points : points.slice(1))),
      instructions: instructionsOf(this.network, stretches),
    };
  }

  async #searchBeside(mode: TravelMode, place: Point): Promise<void> {
    const { graph, snap, searches } = this.#modes[mode];
    const goal = searches.has(keyOf(place)) ? null : snap(place);
    if (this.#searcher === null || goal === null) return;
    const used = this.#memoryFor(graph, searches);
    // The speeds may have changed meanwhile: then these times stand among searches that nobody asks any more.
    if (await this.#searcher.search(mode, goal, used)) searches.set(keyOf(place), { graph, goal, ...used });
  }

  #times(mode: TravelMode, place: Point): TimesTo | null {
    const { graph, snap, searches } = this.#modes[mode];
    const known = searches.get(keyOf(place));
    if (known !== undefined) return known;
    const goal = snap(place);
    const times = goal === null ? null : timesTo(graph, goal, this.#memoryFor(graph, searches));
    searches.set(keyOf(place), times);
    return times;
  }

  /** Memory for one more search. Nobody holds a search beyond the step in which it was asked for: the oldest gives its memory to the new one. */
  #memoryFor(graph: RoadGraph, searches: Mode["searches"]): Used {
    const [oldest] = searches.size < KEPT ? [] : searches;
    if (oldest !== undefined) searches.delete(oldest[0]);
    const { seconds, via } = oldest?.[1] ?? sharedMemory(graph);
    return { seconds, via };
  }
}

const keyOf = ({ lat, lon }: Point): string => `${lat} ${lon}`;

/** Reads the roads of a map folder; null, with a line in the log, where there are none or the file is not one of ours. */
export async function openRoads(path: string, log: Log, searcher: Searcher): Promise<Roads | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) {
    log.info({ path }, "roads: no map, ranking by straight line");
    return null;
  }
  try {
    const network = file.parse(JSON.parse(text));
    const nodes = network.nodes.length / 2;
    if (!network.ways.every((way) => way.nodes.every((node) => node < nodes))) throw new Error("a way names a node that is not there");
    const named = network.ways.map((way) => ({ ...way, name: way.name && present(way.name) }));
    return new Roads({ nodes: network.nodes, ways: named }, searcher);
  } catch (cause) {
    log.error({ path, err: cause }, "roads: map unreadable, ranking by straight line");
    return null;
  }
}

/** Leaves out the languages in which a street has no name. */
const present = (name: { ar?: string | undefined; fr?: string | undefined; en?: string | undefined }) =>
  Object.fromEntries(Object.entries(name).filter(([, text]) => text !== undefined)) as { ar?: string; fr?: string; en?: string };
