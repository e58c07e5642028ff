import { fileURLToPath } from "node:url";

/** The checked-in files of a scene: its two streams and the visible things in each frame. */
export type SceneFiles = { readonly main: string; readonly sub: string; readonly truth: string };

const FOLDER = fileURLToPath(new URL("../scenes", import.meta.url));

/** The files of a scene by its name. */
export const sceneFiles = (scene: string): SceneFiles => ({
  main: `${FOLDER}/${scene}.main.h264`,
  sub: `${FOLDER}/${scene}.sub.h264`,
  truth: `${FOLDER}/${scene}.truth.json.gz`,
});
