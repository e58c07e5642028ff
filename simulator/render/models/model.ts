import type { ObjectClass } from "../../src/scenes.ts";
import type { Mesh } from "../geometry/mesh.ts";
import type { Coat } from "./coat.ts";

/** A lamp of a vehicle in its own coordinates, for the glow and the beam. */
export type ModelLamp = { readonly at: readonly [number, number, number]; readonly kind: "head" | "tail" | "brake" | "blink" };

/** A moving thing in its own coordinates: x ahead, y left, z up, the origin on the ground under its middle; m. */
export type Model = {
  readonly class: ObjectClass;
  readonly length: number;
  readonly width: number;
  /** Faces at a stride of 0 to 1 (legs, wheels do not need it); vehicles ignore it. */
  readonly mesh: (stride: number) => Mesh;
  readonly coats: readonly Coat[];
  readonly lamps: readonly ModelLamp[];
};
