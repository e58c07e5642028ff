import type { Happening } from "@amaliyat/contract/live";
import { standingAt } from "@amaliyat/domain/bolos";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import type { KeptBolo } from "./rows/bolo-record.ts";
import { audienceOf } from "./rows/notices-store.ts";

/** Change of a BOLO that the screens hear of: it came into force, was changed, or was told to or acknowledged by somebody. */
export type BoloPart = Extract<Happening, { topic: "bolo" }>["part"];

/**
 * Messages that make the screens read a BOLO again. The message carries the sector of the first chosen one and names all others that the
 * BOLO reaches. A BOLO for the whole room goes to everybody. A draft reaches only the people who are looking at it.
 */
export async function tellingsOfBolo(tx: Tx, at: number, { bolo, reaches }: KeptBolo, part: BoloPart): Promise<Telling[]> {
  if (standingAt(bolo, at) === "draft") return [];
  const happening = { topic: "bolo", boloId: bolo.boloId, part } as const;
  const [first] = bolo.sectors;
  if (first === undefined) return [{ happening, sectorId: null }];
  return [{ happening, sectorId: first, userIds: await asRoom(tx, () => audienceOf(tx, new Date(at), reaches)) }];
}
