import { DISTRICTS } from "./districts.ts";
import { gridOf } from "./grid.ts";
import { joinRoads } from "./network.ts";
import type { StreetNetwork } from "./network.ts";
import type { Polygon } from "./plane.ts";
import { ZONES } from "./zones.ts";

/** The whole street map of the town. */
export type StreetMap = {
  readonly network: StreetNetwork;
  /** Built-over ground of each quarter, in the order of `DISTRICTS`. */ readonly blocks: readonly (readonly Polygon[])[];
};

let made: StreetMap | null = null;

/** Lays out the town; the same every time. */
export function streetMap(): StreetMap {
  if (made !== null) return made;
  const free = ZONES.map((zone) => zone.polygon);
  let number = 1;
  const grids = DISTRICTS.map((district) => {
    const grid = gridOf(district, free, number);
    number += grid.streets.length;
    return grid;
  });
  made = { network: joinRoads(grids.flatMap((grid) => grid.streets)), blocks: grids.map((grid) => grid.blocks) };
  return made;
}
