import type { Priority } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import type { Fix } from "../storage/buffer.ts";
import { PRIORITY_SHAPES } from "../icons/priority-shapes.ts";
import { onScreen, spotOf, worldOf, type Box, type Brush, type Spot } from "@amaliyat/ui/town-map";

/** Work of the crew on the map: the way, its end with the priority, and the crew's place. */
export type Work = { readonly line: readonly Point[]; readonly to: Point; readonly from: Fix | null; readonly priority: Priority };

const MARK_PX = 34;
const HERE_PX = 11;

const spot = ({ view, size }: Brush, point: Point): Spot => spotOf(view, size, worldOf(point));

/** The way, wide enough for the sun, with an edge that parts it from the roads. */
export function paintWay(brush: Brush, { line }: Work): void {
  const { ink, colours } = brush;
  onScreen(brush);
  const path = new Path2D();
  for (const [i, point] of line.entries()) {
    const { x, y } = spot(brush, point);
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  for (const [colour, width] of [["--local-way-edge", 11] as const, ["--local-way", 7] as const]) {
    ink.strokeStyle = colours(colour);
    ink.lineWidth = width;
    ink.stroke(path);
  }
}

/** Areas that names leave free. */
export const takenBy = (brush: Brush, { to, from }: Work): Box[] =>
  [to, ...(from === null ? [] : [from])].map((point) => ({ at: spot(brush, point), x: MARK_PX / 2 + 2, y: MARK_PX / 2 + 2 }));

function paintEnd(brush: Brush, { to, priority }: Work): void {
  const { ink, colours } = brush;
  const { x, y } = spot(brush, to);
  const isPressing = priority === "P1";
  const solid = isPressing ? "--act-solid" : "--attention-solid";
  const on = isPressing ? "--on-solid" : "--on-attention";
  ink.save();
  ink.translate(x - MARK_PX / 2, y - MARK_PX / 2);
  ink.scale(MARK_PX / 24, MARK_PX / 24);
  const shape = new Path2D(PRIORITY_SHAPES[priority]);
  ink.lineWidth = 1.8;
  ink.strokeStyle = colours(on);
  ink.fillStyle = colours(solid);
  ink.fill(shape);
  ink.stroke(shape);
  ink.font = `700 12px ${brush.font}`;
  ink.textAlign = "center";
  ink.textBaseline = "alphabetic";
  ink.fillStyle = colours(on);
  ink.fillText(priority.slice(1), 12, priority === "P2" ? 19 : 16.4);
  ink.restore();
}

/** A dot, with a beak that points where the crew drives. */
function paintHere(brush: Brush, from: Fix): void {
  const { ink, view, colours } = brush;
  const { x, y } = spot(brush, from);
  ink.save();
  ink.translate(x, y);
  ink.strokeStyle = colours("--on-solid");
  ink.fillStyle = colours("--engaged-solid");
  ink.lineWidth = 3;
  if (from.headingDeg !== null) {
    ink.rotate(((from.headingDeg - view.bearingDeg) * Math.PI) / 180);
    const beak = new Path2D(`M0 ${-HERE_PX - 12}L${HERE_PX - 1} ${-4}H${1 - HERE_PX}Z`);
    ink.stroke(beak);
    ink.fill(beak);
  }
  const dot = new Path2D();
  dot.arc(0, 0, HERE_PX, 0, 2 * Math.PI);
  ink.stroke(dot);
  ink.fill(dot);
  ink.restore();
}

/** The place of the order, and the crew over everything. */
export function paintMarks(brush: Brush, work: Work): void {
  onScreen(brush);
  paintEnd(brush, work);
  if (work.from !== null) paintHere(brush, work.from);
}
