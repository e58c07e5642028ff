import type { Scene } from "../scene.ts";
import { avenue } from "./avenue.ts";
import { hospital } from "./hospital.ts";
import { industrial } from "./industrial.ts";
import { junction } from "./junction.ts";
import { market } from "./market.ts";
import { roundabout } from "./roundabout.ts";
import { station } from "./station.ts";
import { university } from "./university.ts";

/** The scenes of the town's cameras. */
export const SCENES: readonly Scene[] = [junction, roundabout, avenue, market, station, university, hospital, industrial];
