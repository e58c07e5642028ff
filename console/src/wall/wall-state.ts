import { exhaustive } from "@amaliyat/domain/kernel";
import { GRIDS, SLOTS, type Arrangement, type Grid } from "@amaliyat/domain/workstations";

/** One person's wall: the stored part (grid, cameras) and the momentary part (the tile in hand, the one alone on the wall). */
export type Wall = {
  readonly grid: Grid;
  /** Camera of each of the sixteen slots; a camera stands in one slot at most. */
  readonly cameras: readonly (string | null)[];
  readonly active: number;
  readonly enlarged: number | null;
};

export type WallAct =
  | { readonly kind: "grid"; readonly grid: Grid }
  /** A saved wall takes the place of the one that is shown. */
  | { readonly kind: "arrange"; readonly arrangement: Arrangement }
  | { readonly kind: "activate"; readonly slot: number }
  | { readonly kind: "put"; readonly slot: number; readonly cameraId: string | null }
  | { readonly kind: "swap"; readonly from: number; readonly to: number }
  | { readonly kind: "enlarge"; readonly slot: number | null };

const empty: readonly null[] = Array.from({ length: SLOTS }, () => null);

/** A wall for somebody who has none: the first cameras in their order. */
export const firstWall = (cameraIds: readonly string[]): Wall => ({
  grid: "focus",
  cameras: empty.map((_, slot) => cameraIds[slot] ?? null),
  active: 0,
  enlarged: null,
});

const isSlot = (slot: number): boolean => Number.isInteger(slot) && slot >= 0 && slot < SLOTS;

function exchange(cameras: readonly (string | null)[], a: number, b: number): readonly (string | null)[] {
  return cameras.map((camera, slot) => (slot === a ? (cameras[b] ?? null) : slot === b ? (cameras[a] ?? null) : camera));
}

/** The wall after an act; the same object where the act changes nothing. */
export function afterAct(wall: Wall, act: WallAct): Wall {
  switch (act.kind) {
    case "grid":
      return { ...wall, grid: act.grid, enlarged: null };
    case "arrange":
      return wallOf(act.arrangement);
    case "activate":
      return isSlot(act.slot) && act.slot !== wall.active ? { ...wall, active: act.slot } : wall;
    case "put": {
      if (!isSlot(act.slot) || wall.cameras[act.slot] === act.cameraId) return wall;
      const elsewhere = act.cameraId === null ? -1 : wall.cameras.indexOf(act.cameraId);
      // A camera that is on the wall already changes places with the one at its target.
      if (elsewhere >= 0) return { ...wall, cameras: exchange(wall.cameras, elsewhere, act.slot) };
      return { ...wall, cameras: wall.cameras.map((camera, slot) => (slot === act.slot ? act.cameraId : camera)) };
    }
    case "swap":
      if (!isSlot(act.from) || !isSlot(act.to) || act.from === act.to) return wall;
      return { ...wall, cameras: exchange(wall.cameras, act.from, act.to), active: act.to };
    case "enlarge":
      if (act.slot === wall.enlarged) return wall;
      return act.slot === null ? { ...wall, enlarged: null } : { ...wall, enlarged: act.slot, active: act.slot };
    default:
      return exhaustive(act);
  }
}

/** A wall of a stored arrangement: each camera once, in its first slot. */
export const wallOf = ({ grid, cameras }: { readonly grid: Grid; readonly cameras: readonly unknown[] }): Wall => ({
  grid,
  cameras: empty.map((_, slot) => {
    const camera = cameras[slot];
    return typeof camera === "string" && cameras.indexOf(camera) === slot ? camera : null;
  }),
  active: 0,
  enlarged: null,
});

/** Stored form of a wall, as text. */
export const writeWall = ({ grid, cameras }: Wall): string => JSON.stringify({ grid, cameras });

/** Reads the stored wall; null if it is none. */
export function readWall(text: string | null): Wall | null {
  try {
    const { grid, cameras } = JSON.parse(text ?? "null") as { grid?: unknown; cameras?: unknown };
    const known = GRIDS.find((one) => one === grid);
    return known === undefined || !Array.isArray(cameras) ? null : wallOf({ grid: known, cameras });
  } catch {
    return null;
  }
}
