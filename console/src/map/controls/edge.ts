import type { PriorityLevel } from "../../facts/index.ts";

/** An intervention where the map would draw it, px from the left and top of the map's box. */
export type Placed = { readonly id: string; readonly level: PriorityLevel; readonly x: number; readonly y: number };
/** Space at each side of the box that the map's own buttons and words take, px. */
export type Insets = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
export type Size = { readonly width: number; readonly height: number };

/** Mark at the edge for interventions that lie in one direction outside the view: the most urgent first. */
export type EdgeMark = {
  readonly x: number;
  readonly y: number;
  /** Direction of the first one, degrees clockwise from the right. */
  readonly angleDeg: number;
  readonly level: PriorityLevel;
  readonly ids: readonly string[];
};

/** Marks that would lie nearer than this are one, px. */
export const MARK_SPACE = 44;

/** Points out the interventions outside the view, each in exactly one mark. */
export function edgeMarks(placed: readonly Placed[], { width, height }: Size, insets: Insets): readonly EdgeMark[] {
  const middle = { x: (insets.left + width - insets.right) / 2, y: (insets.top + height - insets.bottom) / 2 };
  const half = { x: (width - insets.left - insets.right) / 2, y: (height - insets.top - insets.bottom) / 2 };
  if (half.x <= 0 || half.y <= 0) return [];
  const outside = placed.filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height);
  const marks: { x: number; y: number; angleDeg: number; level: PriorityLevel; ids: string[] }[] = [];
  for (const { id, level, ...at } of outside.toSorted((a, b) => a.level - b.level || (a.id < b.id ? -1 : 1))) {
    const [dx, dy] = [at.x - middle.x, at.y - middle.y];
    const reach = Math.min(half.x / Math.abs(dx), half.y / Math.abs(dy));
    const [x, y] = [middle.x + dx * reach, middle.y + dy * reach];
    const there = marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) < MARK_SPACE);
    if (there) there.ids.push(id);
    else marks.push({ x, y, angleDeg: (Math.atan2(dy, dx) * 180) / Math.PI, level, ids: [id] });
  }
  return marks;
}
