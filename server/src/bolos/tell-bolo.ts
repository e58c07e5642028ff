import type { Happening } from "@amaliyat/contract/live";
import { standingAt } from "@amaliyat/domain/bolos";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import type { KeptBolo } from "./bolo-record.ts";
import { audienceOf } from "./told-store.ts";

/** What happened to a BOLO: it came in force, it changed, or somebody was told of it or acknowledged it. */
export type BoloPart = Extract<Happening, { topic: "bolo" }>["part"];

/**
 * What the screens are told of a BOLO: to read it again. Its own sector stands for the first that was chosen, and all whom it reaches beside
 * are named; one for the whole room is told to everybody. A draft is nobody's but those who look at it.
 */
export async function tellingsOfBolo(tx: Tx, at: number, { bolo, reaches }: KeptBolo, part: BoloPart): Promise<Telling[]> {
  if (standingAt(bolo, at) === "draft") return [];
  const happening = { topic: "bolo", boloId: bolo.boloId, part } as const;
  const [first] = bolo.sectors;
  if (first === undefined) return [{ happening, sectorId: null }];
  return [{ happening, sectorId: first, userIds: await asRoom(tx, () => audienceOf(tx, new Date(at), reaches)) }];
}
