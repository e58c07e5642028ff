import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Loop } from "./h264/media.ts";
import { readMp4 } from "./mp4/demux.ts";

/** File of the town's clips: an mp4 with one track per stream, named `<scene>.main` (1080p25) or `<scene>.sub` (640×360p25). */
export const SCENE_CLIPS = fileURLToPath(new URL("../scenes.mp4", import.meta.url));

/** The two streams of a scene. */
export type SceneClips = { readonly main: Loop; readonly sub: Loop };

/** Reads the file of clips once; the result returns the clips of a scene by its name. */
export async function openScenes(): Promise<(scene: string) => SceneClips> {
  const bytes = await readFile(SCENE_CLIPS);
  const trackOf = (name: string): Loop => {
    const read = readMp4(bytes, name);
    if (!read.ok) throw new Error(`${SCENE_CLIPS}: ${read.error}`);
    return read.value;
  };
  return (scene) => ({ main: trackOf(`${scene}.main`), sub: trackOf(`${scene}.sub`) });
}

/** The classes of the ground truth. */
export const OBJECT_CLASSES = ["car", "van", "truck", "bus", "motorbike", "bicycle", "person"] as const;
export type ObjectClass = (typeof OBJECT_CLASSES)[number];

/** One thing in one frame: id, left, top, width, height, and 1 if it moves, else 0. Pixels of the 1920×1080 picture, cut at its edges. */
export type TruthBox = readonly [id: number, x: number, y: number, width: number, height: number, moving: 0 | 1];

/** Visible things in each frame of a loop. Frame i is the i-th access unit of both streams. */
export type Truth = {
  readonly scene: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** Class of each object by its id. */
  readonly objects: Readonly<Record<string, ObjectClass>>;
  readonly frames: readonly (readonly TruthBox[])[];
};

/** File of a scene's ground truth: JSON, one line per frame, gzipped. */
export const truthFile = (scene: string): string => fileURLToPath(new URL(`../scenes/${scene}.truth.json.gz`, import.meta.url));

/** Reads the ground truth of a scene. */
export async function readTruth(scene: string): Promise<Truth> {
  const truth: Truth = JSON.parse(gunzipSync(await readFile(truthFile(scene))).toString("utf8"));
  const known = Object.values(truth.objects).every((name) => OBJECT_CLASSES.includes(name));
  if (!Array.isArray(truth.frames) || !known) throw new Error(`${scene}: not a ground truth of this simulator`);
  return truth;
}
