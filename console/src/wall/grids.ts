import type { Grid } from "@amaliyat/domain/workstations";

/** Position of a tile, in px from the start and the top of the wall. Each is exactly 16:9. */
export type Cell = { readonly slot: number; readonly start: number; readonly top: number; readonly width: number; readonly height: number };

/** In the proportion of a tile, so that a tile over several rows and columns keeps it too. */
const GAP = { x: 16 / 3, y: 3 };
/** A small tile narrower than this shows nothing that helps; fewer are shown instead. */
const LEAST_WIDTH = 200;

type Place = { readonly column: number; readonly row: number; readonly span: number };
type Plan = { readonly columns: number; readonly rows: number; readonly places: readonly Place[] };

const square = (side: number): Plan => ({
  columns: side,
  rows: side,
  places: Array.from({ length: side * side }, (_, at) => ({ column: at % side, row: Math.floor(at / side), span: 1 })),
});

/** One large tile and what fits beside it, column by column from the large one. */
function focus(columns: number, rows: number): Plan {
  const small = Array.from({ length: (columns - rows) * rows }, (_, at) => ({
    column: rows + (at % (columns - rows)),
    row: Math.floor(at / (columns - rows)),
    span: 1,
  }));
  return { columns, rows, places: [{ column: 0, row: 0, span: rows }, ...small] };
}

/** The 5×3 wall with one large 3×3 and six; where that is too small, one large and two. */
const PLANS: Readonly<Record<Grid, readonly Plan[]>> = {
  "1": [square(1)],
  "4": [square(2)],
  "9": [square(3)],
  "16": [square(4)],
  follow: [square(2)],
  focus: [focus(5, 3), focus(3, 2)],
};

type Box = { readonly width: number; readonly height: number };

/** The width of a tile of span 1, so that the whole fits into the box. */
function unitWidth({ columns, rows }: Plan, { width, height }: Box): number {
  const byWidth = (width - GAP.x * (columns - 1)) / columns;
  const byHeight = (((height - GAP.y * (rows - 1)) / rows) * 16) / 9;
  return Math.max(0, Math.min(byWidth, byHeight));
}

/** The cells of a grid in a box, in the middle of it. */
export function arrange(grid: Grid, box: Box): readonly Cell[] {
  const plans = PLANS[grid];
  const plan = plans.find((one) => unitWidth(one, box) >= LEAST_WIDTH) ?? plans.at(-1);
  if (!plan) return [];
  const unit = { x: unitWidth(plan, box), y: (unitWidth(plan, box) * 9) / 16 };
  const extent = (count: number, axis: "x" | "y"): number => unit[axis] * count + GAP[axis] * (count - 1);
  const margin = {
    x: Math.max(0, (box.width - extent(plan.columns, "x")) / 2),
    y: Math.max(0, (box.height - extent(plan.rows, "y")) / 2),
  };
  return plan.places.map(({ column, row, span }, slot) => ({
    slot,
    start: margin.x + column * (unit.x + GAP.x),
    top: margin.y + row * (unit.y + GAP.y),
    width: extent(span, "x"),
    height: extent(span, "y"),
  }));
}

export type Way = "start" | "end" | "up" | "down";

const middle = (cell: Cell): { readonly x: number; readonly y: number } => ({
  x: cell.start + cell.width / 2,
  y: cell.top + cell.height / 2,
});

/** The slot that lies that way from another: of those ahead, the one with the least way and the least aside; itself at the edge. */
export function neighbour(cells: readonly Cell[], from: number, way: Way): number {
  const here = cells.find((cell) => cell.slot === from);
  if (!here) return cells[0]?.slot ?? from;
  const at = middle(here);
  let best = { slot: from, cost: Number.POSITIVE_INFINITY };
  for (const cell of cells) {
    const to = middle(cell);
    const across = way === "start" || way === "end" ? to.x - at.x : to.y - at.y;
    const ahead = way === "start" || way === "up" ? -across : across;
    const aside = Math.abs(way === "start" || way === "end" ? to.y - at.y : to.x - at.x);
    const cost = ahead + 2 * aside;
    if (cell.slot !== from && ahead > 1 && cost < best.cost) best = { slot: cell.slot, cost };
  }
  return best.slot;
}
