import type { Point } from "@amaliyat/domain/kernel";

/** The place of the phone, with its radius in metres: `at` in ms since the epoch, heading in degrees from north, null while it stands. */
export type Fix = Point & { readonly at: number; readonly headingDeg: number | null; readonly accuracyM?: number | null };

/** Positions that wait to be sent, oldest first, and how many were given up because they were too old to matter. */
export type Buffer = { readonly fixes: readonly Fix[]; readonly dropped: number };

export const NO_FIXES: Buffer = { fixes: [], dropped: 0 };

/** Number of positions in one request. */
export const BATCH = 500;
/** Older positions are dropped: the room needs the newest, and a phone is small. */
export const KEPT_MS = 4 * 3600_000;

const MOVED_M = 10;
const MOVING_EVERY_MS = 5000;
/** Interval that spares the battery: it follows a car well enough. */
const SPARING_EVERY_MS = 20_000;
const STILL_EVERY_MS = 60_000;
const M_PER_DEGREE = 111_320;

/** Metres between two near points, on the plane. */
export function metres(a: Point, b: Point): number {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(b.lat - a.lat, east) * M_PER_DEGREE;
}

/** True if a fix adds something to the last one taken. It moved by 10 m after 5 s (20 s to spare the battery), or a minute went by. */
export function isWorthKeeping(last: Fix | null, next: Fix, sparing = false): boolean {
  if (last === null) return true;
  const waited = next.at - last.at;
  return waited >= STILL_EVERY_MS || (waited >= (sparing ? SPARING_EVERY_MS : MOVING_EVERY_MS) && metres(last, next) >= MOVED_M);
}

/** Adds a fix, and drops those more than four hours older. */
export function add({ fixes, dropped }: Buffer, fix: Fix): Buffer {
  const kept = [...fixes, fix].filter(({ at }) => at >= fix.at - KEPT_MS);
  return { fixes: kept, dropped: dropped + fixes.length + 1 - kept.length };
}

/** Batch for one request, without positions that wait for all others, and the rest once it was answered. */
export function batchOf({ fixes }: Buffer, most = BATCH, last: ReadonlySet<number> = new Set()): readonly Fix[] {
  const first = fixes.filter(({ at }) => !last.has(at));
  return (first.length > 0 ? first : fixes).slice(0, most);
}
export const without = ({ fixes, dropped }: Buffer, sent: readonly Fix[]): Buffer => {
  const gone = new Set(sent.map(({ at }) => at));
  return { fixes: fixes.filter(({ at }) => !gone.has(at)), dropped };
};
