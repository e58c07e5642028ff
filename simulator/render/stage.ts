import type { Stage } from "./backdrop.ts";
import { groundSurface } from "./ground.ts";
import { lightOf } from "./light.ts";
import type { Lamp } from "./light.ts";
import { FIRST_FACADE, SURFACE } from "./models/street.ts";
import { build } from "./parts.ts";
import type { Scene } from "./scene.ts";
import { facade, matt, shining, uneven } from "./surface.ts";
import type { Surface } from "./surface.ts";
import { colour, scale, softNoise } from "./geometry/vector.ts";
import type { Vec } from "./geometry/vector.ts";

const LAMP_LIGHT = { day: 0, dusk: 14, night: 17 } as const;
const LAMP_TINT: Vec = [1, 0.74, 0.45];

/** The still part of a scene ready to be traced. */
export function stageOf(scene: Scene): Stage {
  const light = lightOf(scene.hour, scene.sunAzimuth);
  const still = build(scene.parts, light.windows);
  const surfaces: Surface[] = Array.from({ length: FIRST_FACADE + still.facades.length }, () => matt([0.5, 0.5, 0.5]));
  surfaces[SURFACE.ground] = groundSurface(scene.ground);
  surfaces[SURFACE.metal] = matt(colour(0x6c7074));
  surfaces[SURFACE.lamp] = shining(colour(0xd8d4c8), scale([4, 3.2, 2.1], light.lamps));
  surfaces[SURFACE.trunk] = uneven((p) => scale(colour(0x86694a), 0.75 + 0.35 * softNoise(p[2] * 5, p[0] * 3, 31)));
  surfaces[SURFACE.frond] = uneven((p) => scale(colour(0x6d7a45), 0.6 + 0.6 * softNoise(p[0] * 1.2, p[1] * 1.2 + p[2], 32)));
  surfaces[SURFACE.kerb] = uneven((p) => colour((Math.floor((p[0] + p[1]) / 1.6) & 1) === 0 ? 0xd6d1c6 : 0xb3493a));
  surfaces[SURFACE.roof] = matt(colour(0xcbb594));
  surfaces[SURFACE.tank] = matt(colour(0x47525c));
  surfaces[SURFACE.stone] = uneven((p) => scale(colour(0xb9a78c), 0.85 + 0.2 * softNoise(p[0], p[1] + p[2], 33)));
  surfaces[SURFACE.white] = matt(colour(0xd9d5cb));
  surfaces[SURFACE.red] = matt(colour(0xa64534));
  surfaces[SURFACE.awning] = matt(colour(0x2f6f74));
  surfaces[SURFACE.wood] = matt(colour(0x7b5d3f));
  surfaces[SURFACE.dates] = matt(colour(0x9a6a2b));
  for (const [i, front] of still.facades.entries()) surfaces[FIRST_FACADE + i] = facade(front);
  const power = LAMP_LIGHT[scene.hour];
  const lamps =
    power === 0 ? [] : still.lights.map(({ at, strength }): Lamp => ({ at, colour: scale(LAMP_TINT, power * strength), cone: 0.42 }));
  return { mesh: still.mesh, surfaces, lamps, light };
}
