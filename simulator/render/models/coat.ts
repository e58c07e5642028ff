import { colour } from "../geometry/vector.ts";
import type { Colour } from "../geometry/vector.ts";

/** The surface of a moving thing. */
export type Coat = {
  readonly albedo: Colour;
  /** Share of the surroundings it mirrors when seen at a slant, 0 to 1. */
  readonly mirror: number;
  /** Light it gives off; `lamp` says which lamps have to be on for that. */
  readonly glow?: Colour;
  readonly lamp?: "head" | "tail" | "brake" | "blink";
};

export const coat = (rgb: number, mirror = 0.05): Coat => ({ albedo: colour(rgb), mirror });

export const TYRE = coat(0x1d1e20, 0.02);
export const RIM = coat(0x8e9296, 0.25);
export const GLASS = coat(0x11161b, 0.75);
export const TRIM = coat(0x2a2c2f, 0.08);
export const HEADLAMP: Coat = { albedo: colour(0xd8dde0), mirror: 0.4, glow: [3.2, 3, 2.6], lamp: "head" };
export const TAIL_LAMP: Coat = { albedo: colour(0x8d1512), mirror: 0.2, glow: [0.9, 0.06, 0.04], lamp: "tail" };
export const BRAKE_LAMP: Coat = { albedo: colour(0x7a1210), mirror: 0.2, glow: [2.6, 0.16, 0.1], lamp: "brake" };
export const BLINKER: Coat = { albedo: colour(0xb8701a), mirror: 0.2, glow: [3.4, 1.55, 0.2], lamp: "blink" };
