import type { NewReport } from "@amaliyat/contract/reports";

/** A clock that is further off than a report can be on its way is wrong. */
const RIGHT_MS = 2 * 60_000;

/** Offset by which a phone's clock is behind the room's. Zero if it differs only by the transmission, and if it is unknown. */
export function clockOffMs({ sentAt }: Pick<NewReport, "sentAt">, at: number): number {
  const off = sentAt === undefined ? 0 : at - Date.parse(sentAt);
  return Math.abs(off) > RIGHT_MS ? off : 0;
}
