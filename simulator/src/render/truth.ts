import { isMoving } from "./draw.ts";
import { OBJECT_CLASSES } from "./models/model.ts";
import type { ObjectClass } from "./models/model.ts";
import type { Seen } from "./render.ts";
import { FRAMES_PER_SECOND } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** One thing in one frame: id, left, top, width, height, and 1 if it moves, else 0. Pixels of the 1920×1080 picture, cut at its edges. */
export type TruthBox = readonly [id: number, x: number, y: number, width: number, height: number, moving: 0 | 1];

/** Visible things in each frame of a loop. Frame i is the i-th access unit of the stream's files. */
export type Truth = {
  readonly scene: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** Class of each object by its id. */
  readonly objects: Readonly<Record<string, ObjectClass>>;
  readonly frames: readonly (readonly TruthBox[])[];
};

/** Things smaller than this or of which less can be seen are not told. */
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

/** The truth as JSON, one line per frame; the checked-in files are gzipped. */
export function writeTruth(truth: Truth): string {
  const { frames, ...head } = truth;
  const lines = frames.map((boxes) => JSON.stringify(boxes));
  return `${JSON.stringify(head).slice(0, -1)},"frames":[\n${lines.join(",\n")}\n]}\n`;
}

/** Reads what `writeTruth` wrote, after gunzip. */
export function readTruth(text: string): Truth {
  const truth: Truth = JSON.parse(text);
  const known = Object.values(truth.objects).every((name) => OBJECT_CLASSES.includes(name));
  if (!Array.isArray(truth.frames) || !known) throw new Error("not a ground truth of this simulator");
  return truth;
}
