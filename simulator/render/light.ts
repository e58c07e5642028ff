import { add, clamp, dot, mix, scale, smoothstep, subtract, unit } from "./geometry/vector.ts";
import type { Colour, Vec } from "./geometry/vector.ts";

export type Hour = "day" | "dusk" | "night";

/** The light of one hour; all colours are linear radiance. */
export type Light = {
  readonly hour: Hour;
  /** Direction to the sun and its light on a surface that faces it; black when it is down. */
  readonly sun: { readonly toward: Vec; readonly colour: Colour };
  readonly zenith: Colour;
  readonly horizon: Colour;
  /** Sky colour towards a low sun. */
  readonly afterglow: Colour;
  /** Light from the whole sky on a surface that faces up, and from the ground on one that faces down. */
  readonly skyLight: Colour;
  readonly groundLight: Colour;
  /** Share of the view that the haze takes per metre. */
  readonly haze: number;
  readonly exposure: number;
  /** Share of windows with a light behind them. */
  readonly windows: number;
  /** Street lamps and vehicles' lights: 0 off, 1 full. */
  readonly lamps: number;
};

/** The light of an hour, the sun standing at `azimuth` degrees (0 = ahead along y, clockwise). */
export function lightOf(hour: Hour, azimuth: number): Light {
  const sunAt = (elevation: number): Vec => {
    const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
    return [Math.sin(a) * Math.cos(e), Math.cos(a) * Math.cos(e), Math.sin(e)];
  };
  if (hour === "day")
    return {
      hour,
      sun: { toward: sunAt(42), colour: [2.5, 2.3, 1.98] },
      zenith: [0.2, 0.38, 0.72],
      horizon: [0.78, 0.8, 0.78],
      afterglow: [0.9, 0.86, 0.76],
      skyLight: [0.5, 0.58, 0.7],
      groundLight: [0.3, 0.26, 0.2],
      haze: 0.0016,
      exposure: 0.62,
      windows: 0,
      lamps: 0,
    };
  if (hour === "dusk")
    return {
      hour,
      sun: { toward: sunAt(7), colour: [0.62, 0.34, 0.16] },
      zenith: [0.075, 0.12, 0.24],
      horizon: [0.3, 0.27, 0.29],
      afterglow: [0.8, 0.47, 0.27],
      skyLight: [0.17, 0.185, 0.25],
      groundLight: [0.07, 0.06, 0.05],
      haze: 0.0011,
      exposure: 1.45,
      windows: 0.3,
      lamps: 0.55,
    };
  return {
    hour,
    sun: { toward: sunAt(40), colour: [0.012, 0.015, 0.022] },
    zenith: [0.006, 0.009, 0.018],
    horizon: [0.028, 0.026, 0.028],
    afterglow: [0.03, 0.027, 0.028],
    skyLight: [0.02, 0.023, 0.034],
    groundLight: [0.008, 0.007, 0.006],
    haze: 0.0014,
    exposure: 2.5,
    windows: 0.32,
    lamps: 1,
  };
}

/** Radiance of the sky in a direction. */
export function skyColour(light: Light, direction: Vec): Colour {
  const d = unit(direction);
  const rise = clamp(d[2], 0, 1) ** 0.5;
  const low = unit([light.sun.toward[0], light.sun.toward[1], 0]);
  const flat = Math.hypot(d[0], d[1]) || 1;
  const towards = clamp((d[0] * low[0] + d[1] * low[1]) / flat, 0, 1) ** 3;
  const base = mix(light.horizon, light.afterglow, towards);
  return mix(base, light.zenith, smoothstep(0, 0.75, rise));
}

/** Sky and ground light on a surface, `openness` being the share of the sky that it sees. */
export function ambient(light: Light, normal: Vec, openness: number): Colour {
  const up = normal[2] * 0.5 + 0.5;
  return add(scale(light.skyLight, up * openness), scale(light.groundLight, (1 - up) * (0.4 + 0.6 * openness)));
}

/** A street lamp or another fixed light, shining downwards. */
export type Lamp = { readonly at: Vec; readonly colour: Colour; /** Cosine of half the cone. */ readonly cone: number };

/** Light of the lamps on a surface. */
export function lampLight(lamps: readonly Lamp[], p: Vec, normal: Vec): Colour {
  let sum: Colour = [0, 0, 0];
  for (const lamp of lamps) {
    const to = subtract(lamp.at, p);
    const distance2 = dot(to, to);
    if (distance2 > 2500) continue;
    const distance = Math.sqrt(distance2) || 1;
    const facing = Math.max(0, dot(to, normal) / distance);
    const beam = smoothstep(lamp.cone - 0.25, lamp.cone + 0.25, to[2] / distance);
    sum = add(sum, scale(lamp.colour, (facing * beam) / (distance2 + 4)));
  }
  return sum;
}

const TONES = toneTable();

/** The 8-bit sRGB value of a linear one: a film curve that keeps detail in lamps (Hable's, fitted to white at 8). */
export const tone = (value: number): number => TONES[value <= 0 ? 0 : Math.min(4095, (Math.sqrt(value) * 1447.7) | 0)] ?? 0;

function curve(x: number): number {
  return (x * (0.22 * x + 0.03) + 0.002) / (x * (0.22 * x + 0.3) + 0.06) - 0.002 / 0.06;
}

function toneTable(): Uint8ClampedArray {
  const white = curve(8);
  return Uint8ClampedArray.from({ length: 4096 }, (_, i) => {
    const linear = (i / 1447.7) ** 2;
    const film = Math.max(0, curve(linear * 2) / white);
    return Math.round(255 * (film <= 0.0031308 ? film * 12.92 : 1.055 * film ** (1 / 2.4) - 0.055));
  });
}
