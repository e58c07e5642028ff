import type { Point } from "@amaliyat/domain/kernel";
import type { Db, Tx } from "../platform/database/index.ts";

export type PlacesDeps = {
  readonly db: Db;
  /** The deepest sector around a point; null outside all of them. */
  readonly sectorOf: (tx: Tx, point: Point) => Promise<string | null>;
  /** How many months back the history of a place reaches, 1 to 12. */
  readonly historyMonths: number;
};
