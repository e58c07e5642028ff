/** A size as an operator sets it: bytes, or a share of the volume (0 to 1). */
export type SpaceSize = { readonly kind: "bytes"; readonly bytes: number } | { readonly kind: "share"; readonly share: number };

export type SpaceLimits = {
  /** Kept free for database, log and keys. */
  readonly reserve: SpaceSize;
  /** Most that recordings may fill; all of it leaves what the reserve leaves. */
  readonly recordings: SpaceSize;
  /** Most that files of reports, pictures and recorded calls may fill. */
  readonly uploads: SpaceSize;
  /** Most that files may fill that have not come whole. */
  readonly parts: SpaceSize;
};

const UNITS: Readonly<Record<string, number>> = { MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 };

/** Reads `5%`, `512MiB`, `20GiB`; null for anything else. */
export function readSpaceSize(text: string): SpaceSize | null {
  const [, number = "", unit = ""] = /^(\d{1,6}(?:\.\d{1,3})?)(%|MiB|GiB|TiB)$/.exec(text) ?? [];
  if (unit === "") return null;
  if (unit !== "%") return { kind: "bytes", bytes: Math.round(Number(number) * (UNITS[unit] ?? 0)) };
  return Number(number) > 100 ? null : { kind: "share", share: Number(number) / 100 };
}

/** Bytes of a size on a volume of `total` bytes. */
export const bytesOf = (size: SpaceSize, total: number): number => (size.kind === "bytes" ? size.bytes : Math.floor(size.share * total));

/**
 * Bounds of a reserve given as a share. It is never less than twice the largest journal of the database (512 MiB), nor more than weeks of a
 * large room need.
 */
const [LEAST_RESERVE, MOST_RESERVE] = [1024 ** 3, 4 * 1024 ** 3];
/** Of a very small volume three quarters are left for use. */
const LARGEST_SHARE = 1 / 4;

/** Space to keep free on a volume that holds database, log or keys. */
export function reserveOf(size: SpaceSize, total: number): number {
  const bytes = bytesOf(size, total);
  const wanted = size.kind === "bytes" ? bytes : Math.min(MOST_RESERVE, Math.max(LEAST_RESERVE, bytes));
  return Math.min(wanted, Math.floor(total * LARGEST_SHARE));
}

/** Below this a command will soon fail: PostgreSQL needs room for its journal (files of 16 MiB) before it can say yes. */
export const usedUpBelow = (reserve: number): number => Math.floor(reserve / 4);

/** A volume without database, log or keys is left so much, so that files can still be closed and deleted. */
const MARGIN_SHARE = 0.01;
const MOST_MARGIN = 64 * 1024 ** 2;

/** Free bytes below which nothing more is recorded, or taken in: recordings leave the reserve twice, so that uploads have room beside them. */
export function floorsOf(reserve: number, total: number): { readonly recordings: number; readonly uploads: number } {
  if (reserve > 0) return { recordings: 2 * reserve, uploads: reserve };
  const margin = Math.min(MOST_MARGIN, Math.floor(total * MARGIN_SHARE));
  return { recordings: margin, uploads: margin };
}

/** Free space at which stopped writes resume. The margin keeps them from stopping and resuming with every file. */
export const goesOnAbove = (floor: number): number => Math.ceil(floor * 1.1);
