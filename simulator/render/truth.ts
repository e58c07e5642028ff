import type { ObjectClass, Truth, TruthBox } from "../src/scenes.ts";
import { isMoving } from "./draw.ts";
import type { Seen } from "./render.ts";
import { FRAMES_PER_SECOND } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** Things smaller than this or of which less can be seen are left out. */
const LEAST_SIDE = 6;
const LEAST_SEEN = 0.3;

/** The boxes of one frame. */
export const boxesOf = (seen: readonly Seen[]): TruthBox[] =>
  seen
    .filter(({ area, share }) => share >= LEAST_SEEN && area.x1 - area.x0 >= LEAST_SIDE && area.y1 - area.y0 >= LEAST_SIDE)
    .map(({ actor, area }): TruthBox => [actor.id, area.x0, area.y0, area.x1 - area.x0, area.y1 - area.y0, isMoving(actor) ? 1 : 0])
    .toSorted((a, b) => a[0] - b[0]);

/** Collects the truth of a loop. */
export function truthOf(scene: Scene, width: number, height: number, frames: readonly (readonly Seen[])[]): Truth {
  const objects: Record<string, ObjectClass> = {};
  for (const seen of frames) for (const { actor } of seen) objects[actor.id] = actor.model.class;
  return { scene: scene.name, width, height, framesPerSecond: FRAMES_PER_SECOND, objects, frames: frames.map(boxesOf) };
}

/** The truth as JSON, one line per frame. */
export function writeTruth(truth: Truth): string {
  const { frames, ...head } = truth;
  const lines = frames.map((boxes) => JSON.stringify(boxes));
  return `${JSON.stringify(head).slice(0, -1)},"frames":[\n${lines.join(",\n")}\n]}\n`;
}
