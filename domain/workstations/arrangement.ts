/** Grids of a wall: one large tile beside small ones, so many equal tiles, or four that follow the selected intervention. */
export const GRIDS = ["focus", "1", "4", "9", "16", "follow"] as const;
export type Grid = (typeof GRIDS)[number];

/** Tiles of the largest grid. */
export const SLOTS = 16;
/** Tiles that follow the selected intervention. */
export const FOLLOWED = 4;

/** Grid and cameras of a wall: one camera, or none, for each of the slots. */
export type Arrangement = { readonly grid: Grid; readonly cameras: readonly (string | null)[] };

/** Longest name of a layout, and most layouts that one person owns. */
export const LAYOUT_NAME_LENGTH = 60;
export const MOST_LAYOUTS = 100;
