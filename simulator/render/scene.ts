import type { Mount } from "./camera.ts";
import type { Layer } from "./ground.ts";
import type { Hour, Light } from "./light.ts";
import type { Mesh } from "./mesh.ts";
import type { Model } from "./models/model.ts";
import type { Knot, Path } from "./motion.ts";
import type { Facade } from "./surface.ts";

/** A lamp of the street: where it hangs, and how strong it is against an ordinary one. */
export type StreetLight = { readonly at: readonly [number, number, number]; readonly strength?: number };

/** The still part of a scene. Faces use `SURFACE` numbers; `facades[i]` is surface `FIRST_FACADE + i`. */
export type Set = {
  readonly ground: readonly Layer[];
  readonly mesh: Mesh;
  readonly facades: readonly Facade[];
  readonly lights: readonly StreetLight[];
};

/** Something that follows a path once per round of the loop; long journeys overlap with their own next round. */
export type Mover = {
  readonly model: Model;
  readonly path: Path;
  readonly knots: readonly Knot[];
  /** Second of the loop at which it sets out. */
  readonly start: number;
  readonly blinks?: boolean;
};

/** Something that stays where it is. */
export type Parked = {
  readonly model: Model;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly lit?: boolean;
};

/** One camera's picture: its static and moving parts, and its light. */
export type Scene = {
  readonly name: string;
  readonly hour: Hour;
  /** Direction of the sun, degrees clockwise from straight ahead (y). */
  readonly sunAzimuth: number;
  readonly mount: Mount;
  /** Length of the loop; a whole number of seconds and of 2 s groups of pictures. */
  readonly seconds: number;
  readonly set: (light: Light) => Set;
  readonly movers: readonly Mover[];
  readonly parked: readonly Parked[];
};

export const FRAMES_PER_SECOND = 25;
export const FIRST_FACADE = 16;
