import type { ArchiveItem } from "@amaliyat/contract/archive";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";

/** Place of what was found; null where it has none, or none that the list shows. */
export function placeOf(item: ArchiveItem): Point | null {
  switch (item.source) {
    case "intervention":
      return item.row.place;
    case "call":
      return item.row.place?.point ?? null;
    case "report":
      return item.row.place;
    case "bolo":
      return null;
  }
}

/** Interventions among what was found, for the map. */
export const interventionsIn = (items: readonly ArchiveItem[]): readonly InterventionRow[] =>
  items.flatMap((item) => (item.source === "intervention" ? [item.row] : []));

/** One bar of the timeline: how many things began from one moment to another (epoch ms). */
export type Bar = { readonly from: number; readonly to: number; readonly count: number };

const HOUR_MS = 3_600_000;
/** Widths of a bar, the narrowest first, and how many bars there are at most. */
const WIDTHS = [HOUR_MS, 3 * HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS, 30 * 24 * HOUR_MS, 91 * 24 * HOUR_MS];
const MOST_BARS = 48;

/** Counts moments in bars of one width, from `begin` to `end` (epoch ms); empty where there is no time between them. */
export function barsOf(moments: readonly number[], begin: number, end: number): readonly Bar[] {
  if (!(end > begin)) return [];
  const width = WIDTHS.find((one) => (end - begin) / one <= MOST_BARS) ?? Math.ceil((end - begin) / MOST_BARS);
  const counts = new Map<number, number>();
  for (const moment of moments) {
    const nth = Math.floor((moment - begin) / width);
    counts.set(nth, (counts.get(nth) ?? 0) + 1);
  }
  return Array.from({ length: Math.ceil((end - begin) / width) }, (_none, nth) => ({
    from: begin + nth * width,
    to: Math.min(end, begin + (nth + 1) * width),
    count: counts.get(nth) ?? 0,
  }));
}
