import { readFileSync } from "node:fs";
import { CAMERAS } from "../src/town/index.ts";
import type { Mount } from "./geometry/camera.ts";
import type { Layer } from "./ground.ts";
import type { Hour } from "./light.ts";
import { hatchback, sedan, van } from "./models/car.ts";
import { bus, lorry } from "./models/lorry.ts";
import type { Model } from "./models/model.ts";
import { motorbike } from "./models/motorbike.ts";
import { person } from "./models/person.ts";
import { arc, pathThrough, steady } from "./motion.ts";
import type { Knot, Path, Spot } from "./motion.ts";
import type { Part } from "./parts.ts";

type VehicleName = "sedan" | "hatchback" | "van" | "bus" | "lorry" | "motorbike";

/** A thing as a file describes it. `paint` are sRGB colours `rrggbb`: those of a vehicle; or shirt, trousers and head of a person. */
type Thing = {
  readonly model: VehicleName | "person";
  readonly paint: readonly string[];
  readonly robe?: boolean;
  readonly height?: number;
};

/** A file `simulator/scenes/<name>.json`. Metres, seconds and radians; x to the right, y ahead, z up. */
type ScenePlan = {
  readonly hour: Hour;
  /** Direction of the sun, degrees clockwise from straight ahead (y). */
  readonly sunAzimuth: number;
  readonly mount: Mount;
  /** Length of the loop; a whole number of seconds and of 2 s groups of pictures. */
  readonly seconds: number;
  readonly movers: readonly (Thing & {
    /** Spots, or arcs of a circle as `arc` takes them; corners are rounded with `radius`. */
    readonly path: readonly (Spot | { readonly arc: Parameters<typeof arc> })[];
    readonly radius?: number;
    /** Either one speed or the place over time. */
    readonly speed?: number;
    readonly knots?: readonly Knot[];
    readonly start: number;
    readonly blinks?: boolean;
  })[];
  readonly parked: readonly (Thing & { readonly at: Spot; readonly heading: number; readonly lit?: boolean })[];
  readonly parts: readonly Part[];
  readonly ground: readonly Layer[];
};

/** Something that follows a path once per round of the loop; long journeys overlap with their own next round. */
export type Mover = {
  readonly model: Model;
  readonly path: Path;
  readonly knots: readonly Knot[];
  /** Second of the loop at which it sets out. */
  readonly start: number;
  readonly blinks: boolean;
};

/** Something that stays in its place. */
type Parked = { readonly model: Model; readonly x: number; readonly y: number; readonly heading: number; readonly lit: boolean };

/** One camera's picture: its static and moving parts, and its light. */
export type Scene = Omit<ScenePlan, "movers" | "parked"> & {
  readonly name: string;
  readonly movers: readonly Mover[];
  readonly parked: readonly Parked[];
};

export const FRAMES_PER_SECOND = 25;

const VEHICLES: Readonly<Record<VehicleName, (paint: number, second: number) => Model>> = { sedan, hatchback, van, bus, lorry, motorbike };

function modelOf({ model, paint, robe = false, height }: Thing): Model {
  const [first = 0, second = 0, head] = paint.map((rgb) => Number.parseInt(rgb, 16));
  return model === "person" ? person({ top: first, legs: second, head, robe }, height) : VEHICLES[model](first, second);
}

function readScene(name: string): Scene {
  const plan: ScenePlan = JSON.parse(readFileSync(new URL(`../scenes/${name}.json`, import.meta.url), "utf8"));
  return {
    ...plan,
    name,
    movers: plan.movers.map(({ path: spots, radius, speed = 0, knots, start, blinks = false, ...thing }): Mover => {
      const path = pathThrough(
        spots.flatMap((spot) => ("arc" in spot ? arc(...spot.arc) : [spot])),
        radius,
      );
      return { model: modelOf(thing), path, knots: knots ?? steady(path, speed), start, blinks };
    }),
    parked: plan.parked.map(({ at: [x, y], heading, lit = false, ...thing }) => ({ model: modelOf(thing), x, y, heading, lit })),
  };
}

/** The scenes of the town's cameras. */
export const SCENES: readonly Scene[] = CAMERAS.map(({ scene }) => readScene(scene));
