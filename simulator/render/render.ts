import { actorsAt, parkedActors } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { traceBackdrop } from "./backdrop.ts";
import type { Backdrop } from "./backdrop.ts";
import { project, viewOf } from "./geometry/camera.ts";
import { drawFrame, newCanvas, pixelsOf } from "./canvas.ts";
import type { Area, Canvas } from "./canvas.ts";
import { addGlow, drawActors } from "./draw.ts";
import type { Drawn } from "./draw.ts";
import { FRAMES_PER_SECOND } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { stageOf } from "./stage.ts";
import { scale } from "./geometry/vector.ts";

/** A thing in a finished frame: its box in pixels, and the share of it that nothing hides. */
export type Seen = { readonly actor: Actor; readonly area: Area; readonly share: number };

/** A scene that can be drawn frame by frame. */
export type Picture = {
  readonly frames: number;
  /** Draws a frame of the loop; the bytes are the canvas' own and hold until the next call. */
  readonly draw: (frame: number) => { yuv: Buffer; seen: readonly Seen[] };
};

/** Prepares a scene at a picture size: traces the static parts, draws parked vehicles into it. */
export function openScene(scene: Scene, width: number, height: number): Picture {
  const backdrop = traceBackdrop(stageOf(scene), viewOf(scene.mount, width, height));
  const parked = drawParked(backdrop, parkedActors(scene));
  const canvas = newCanvas(backdrop);
  return {
    frames: scene.seconds * FRAMES_PER_SECOND,
    draw: (frame) => {
      let moving: readonly Drawn[] = [];
      drawFrame(canvas, () => {
        moving = drawActors(canvas, actorsAt(scene, frame));
      });
      const seen = [...moving, ...parked].map(({ actor, area, pixels }): Seen => ({
        actor,
        area,
        share: pixels === 0 ? 0 : pixelsOf(canvas, area, actor.id) / pixels,
      }));
      return { yuv: canvas.yuv, seen };
    },
  };
}

/** Puts parked things and the glow of street lamps into the backdrop for good. */
function drawParked(backdrop: Backdrop, still: readonly Actor[]): Drawn[] {
  const canvas: Canvas = { backdrop, linear: backdrop.linear, yuv: Buffer.alloc(0), owner: backdrop.owner, touched: [] };
  const drawn = drawActors(canvas, still, true);
  const { view, stage, depth: depths } = backdrop;
  for (const lamp of stage.lamps) {
    const { x, y, depth } = project(view, lamp.at);
    if (depth < 2 || x < 0 || y < 0 || x >= view.width || y >= view.height) continue;
    if ((depths[Math.floor(y) * view.width + Math.floor(x)] ?? 0) < depth - 1) continue;
    addGlow(canvas, x, y, (1.15 * view.focal) / depth, scale(lamp.colour, 0.016));
  }
  return drawn;
}
