import { distanceAt } from "./motion.ts";
import { FRAMES_PER_SECOND } from "./scene.ts";
import type { Mover, Scene } from "./scene.ts";
import type { Model } from "./models/model.ts";

/** A thing as it stands in one frame. */
export type Actor = {
  /** The same for one journey through the whole loop. A journey that is not over when the loop begins again goes on with the next id. */
  readonly id: number;
  readonly model: Model;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  /** Metres per second. */
  readonly speed: number;
  /** Place in the step cycle 0 to 1, −1 standing. */
  readonly stride: number;
  readonly braking: boolean;
  readonly blinking: boolean;
  readonly lit: boolean;
};

/** Largest overlap of a journey with its own next ones: none takes longer than so many loops. */
export const ROUNDS = 6;
/** Ids of one mover: one for each loop that a journey may still be seen in. Those of mover m begin at m · IDS + 1. */
export const IDS = ROUNDS + 1;
/** Metres of one full step cycle of a walker. */
const STEP_M = 1.45;
/** Below this a thing counts as standing, m/s. */
export const STANDING_BELOW = 0.25;

/** Every thing of a scene that follows a path, at a frame of the loop. */
export function actorsAt(scene: Scene, frame: number): Actor[] {
  const seconds = frame / FRAMES_PER_SECOND;
  return scene.movers.flatMap((mover, index) => {
    const since = (((seconds - mover.start) % scene.seconds) + scene.seconds) % scene.seconds;
    const lasts = mover.knots.at(-1)?.[0] ?? 0;
    const rounds = Math.min(ROUNDS, Math.ceil((lasts - since) / scene.seconds));
    const seams = seconds < mover.start ? 1 : 0; // that the latest journey has already seen
    return Array.from({ length: Math.max(0, rounds) }, (_, k) =>
      actorOf(mover, index * IDS + seams + k + 1, since + k * scene.seconds, seconds),
    );
  });
}

function actorOf(mover: Mover, id: number, since: number, seconds: number): Actor {
  const distance = distanceAt(mover.knots, since);
  const step = 1 / FRAMES_PER_SECOND;
  const speed = (distanceAt(mover.knots, since + step) - distance) / step;
  const later = (distanceAt(mover.knots, since + 0.3) - distanceAt(mover.knots, since + 0.3 - step)) / step;
  const walks = mover.model.class === "person";
  return {
    id,
    model: mover.model,
    ...mover.path.at(distance),
    speed,
    stride: walks ? (speed < STANDING_BELOW ? -1 : (distance / STEP_M) % 1) : 0,
    braking: !walks && (speed < STANDING_BELOW || later < speed - 0.25),
    blinking: mover.blinks && seconds % 1 < 0.5,
    lit: true,
  };
}

/** The parked things of a scene; their ids follow those of the movers. */
export const parkedActors = (scene: Scene): Actor[] =>
  scene.parked.map(({ model, x, y, heading, lit }, i) => ({
    id: scene.movers.length * IDS + i + 1,
    model,
    x,
    y,
    heading,
    speed: 0,
    stride: -1,
    braking: false,
    blinking: false,
    lit,
  }));
