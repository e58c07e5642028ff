import type { NewReport } from "@amaliyat/contract/reports";

/** A clock that is further off than a report can be on its way is wrong. */
const RIGHT_MS = 2 * 60_000;

/** How far a phone's clock is behind the room's; zero where it is right but for the way, and where nobody knows. */
export function clockOffMs({ sentAt }: Pick<NewReport, "sentAt">, at: number): number {
  const off = sentAt === undefined ? 0 : at - Date.parse(sentAt);
  return Math.abs(off) > RIGHT_MS ? off : 0;
}
