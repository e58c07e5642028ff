import type { Scene } from "../scene.ts";
import { junction } from "./junction.ts";
import { roundabout } from "./roundabout.ts";

/** The scenes of the town's cameras. */
export const SCENES: readonly Scene[] = [junction, roundabout];
