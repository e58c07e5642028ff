import { actorsAt, parkedActors } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { FRAMES_PER_SECOND } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** Two things of a scene that would touch in a frame. */
export type Clash = { readonly frame: number; readonly a: Actor; readonly b: Actor };

/** Every clash of footprints in the loop, looked for every `step` frames, no further than `reach` metres from the camera. */
export function clashesOf(scene: Scene, step = 5, reach = 110): Clash[] {
  const clashes: Clash[] = [];
  const [ex, ey] = scene.mount.eye;
  for (let frame = 0; frame < scene.seconds * FRAMES_PER_SECOND; frame += step) {
    const near = [...actorsAt(scene, frame), ...parkedActors(scene)].filter((actor) => Math.hypot(actor.x - ex, actor.y - ey) < reach);
    for (const [i, a] of near.entries()) for (const b of near.slice(i + 1)) if (touch(a, b)) clashes.push({ frame, a, b });
  }
  return clashes;
}

/** True if the two oriented rectangles on the ground overlap (separating axes). */
function touch(a: Actor, b: Actor): boolean {
  const axes = [a.heading, a.heading + Math.PI / 2, b.heading, b.heading + Math.PI / 2];
  return axes.every((angle) => {
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    const apart = Math.abs((a.x - b.x) * ux + (a.y - b.y) * uy);
    return apart < halfAlong(a, angle) + halfAlong(b, angle);
  });
}

function halfAlong(actor: Actor, angle: number): number {
  const turn = actor.heading - angle;
  return (Math.abs(Math.cos(turn)) * actor.model.length + Math.abs(Math.sin(turn)) * actor.model.width) / 2;
}
