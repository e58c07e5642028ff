import type { Point } from "@amaliyat/domain/kernel";
import type { Db, Tx } from "../platform/database/index.ts";
import type { TownNames } from "./names/town-names.ts";

export type PlacesDeps = {
  readonly db: Db;
  /** The names that a search compares, held in memory. */
  readonly names: TownNames;
  /** The deepest sector around a point; null outside all of them. */
  readonly sectorOf: (tx: Tx, point: Point) => Promise<string | null>;
  /** Months back that the history of a place covers, 1 to 12. */
  readonly historyMonths: number;
};
