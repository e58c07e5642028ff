import { rayThrough } from "./geometry/camera.ts";
import type { View } from "./geometry/camera.ts";
import { solidOf } from "./geometry/bvh.ts";
import type { Hit, Solid } from "./geometry/bvh.ts";
import { ambient, lampLight, skyColour, tone } from "./light.ts";
import type { Lamp, Light } from "./light.ts";
import type { Mesh } from "./geometry/mesh.ts";
import { SURFACE } from "./models/street.ts";
import type { Surface } from "./surface.ts";
import { add, dot, mix, scale, subtract, unit } from "./geometry/vector.ts";
import type { Colour, Vec } from "./geometry/vector.ts";

/** Static parts of a scene. Surface 0 is the ground; the ground plane z = 0 needs no faces. */
export type Stage = { readonly mesh: Mesh; readonly surfaces: readonly Surface[]; readonly lamps: readonly Lamp[]; readonly light: Light };

/** The picture of a stage, with what moving things need to know of each pixel. */
export type Backdrop = {
  readonly view: View;
  readonly stage: Stage;
  readonly solid: Solid;
  /** Linear light, three per pixel. */
  readonly linear: Float32Array;
  /** Distance along the view axis; infinite for sky. */
  readonly depth: Float32Array;
  /** Share of the pixel's light that comes straight from the sun, if it lies on the ground; else 0. */
  readonly sunShare: Float32Array;
  /** Mean albedo of ground pixels, 0 elsewhere: the surface for a moving light. */
  readonly groundAlbedo: Float32Array;
  /** Id of the parked thing that a pixel shows, 0 for the stage. */
  readonly owner: Int16Array;
};

/** Solids for rays: everything; for the open sky only large ones (leaves and posts hide little of it and cost most of the time). */
type Solids = { readonly all: Solid; readonly large: Solid };
const SLENDER: ReadonlySet<number> = new Set([SURFACE.metal, SURFACE.lamp, SURFACE.frond, SURFACE.trunk, SURFACE.dates]);

type Sample = { colour: Colour; depth: number; sunShare: number; groundAlbedo: number; open: number };

/** Directions in which a surface looks for open sky: a fixed spread, so that shadows are smooth and the same every time. */
const DOME: readonly Vec[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => {
  const turn = i * 2.399963;
  const rise = (i + 0.5) / 10;
  const flat = Math.sqrt(1 - rise * rise);
  return [flat * Math.cos(turn), flat * Math.sin(turn), rise];
});
const OPEN_REACH_M = 14;
const EDGE = 10;

/** Traces the picture: one ray a pixel, eight more where neighbours differ by more than `EDGE` grey steps. */
export function traceBackdrop(stage: Stage, view: View): Backdrop {
  const { width, height } = view;
  const solid = solidOf(stage.mesh);
  const solids: Solids = { all: solid, large: solidOf(stage.mesh.filter((face) => !SLENDER.has(face.surface))) };
  const linear = new Float32Array(width * height * 3);
  const depth = new Float32Array(width * height);
  const sunShare = new Float32Array(width * height);
  const groundAlbedo = new Float32Array(width * height);
  const grey = new Uint8Array(width * height);
  const hit: Hit = { t: 0, face: 0 };
  const open = new Float32Array(width * height);
  const at = (x: number, y: number, known: number | null): Sample =>
    traceSample(stage, solids, view.eye, rayThrough(view, x, y), hit, known);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const sample = at(x + 0.5, y + 0.5, null);
      open[i] = sample.open;
      linear.set(sample.colour, i * 3);
      depth[i] = sample.depth;
      sunShare[i] = sample.sunShare;
      groundAlbedo[i] = sample.groundAlbedo;
      grey[i] = tone(dot(sample.colour, [0.25, 0.6, 0.15]) * stage.light.exposure);
    }
  const differs = (i: number, j: number): boolean => Math.abs((grey[i] ?? 0) - (grey[j] ?? 0)) > EDGE;
  for (let y = 1; y + 1 < height; y++)
    for (let x = 1; x + 1 < width; x++) {
      const i = y * width + x;
      if (!differs(i, i - 1) && !differs(i, i + 1) && !differs(i, i - width) && !differs(i, i + width)) continue;
      let sum: Colour = [linear[i * 3] ?? 0, linear[i * 3 + 1] ?? 0, linear[i * 3 + 2] ?? 0];
      for (let k = 0; k < 9; k++)
        if (k !== 4) sum = add(sum, at(x + (k % 3) / 3 + 1 / 6, y + Math.floor(k / 3) / 3 + 1 / 6, open[i] ?? 1).colour);
      linear.set(scale(sum, 1 / 9), i * 3);
    }
  return { view, stage, solid, linear, depth, sunShare, groundAlbedo, owner: new Int16Array(width * height) };
}

function traceSample(stage: Stage, solids: Solids, eye: Vec, ray: Vec, hit: Hit, knownOpen: number | null): Sample {
  const { light } = stage;
  const ground = ray[2] < 0 ? -eye[2] / ray[2] : Number.POSITIVE_INFINITY;
  const onMesh = solids.all.nearest(eye, ray, Math.min(ground, 4000), hit);
  const t = onMesh ? hit.t : ground;
  const sky = skyColour(light, ray);
  if (t > 4000) return { colour: sky, depth: Number.POSITIVE_INFINITY, sunShare: 0, groundAlbedo: 0, open: 1 };
  const p: Vec = [eye[0] + ray[0] * t, eye[1] + ray[1] * t, eye[2] + ray[2] * t];
  const face = onMesh ? stage.mesh[hit.face] : undefined;
  let normal: Vec = face === undefined ? [0, 0, 1] : face.normals[0];
  if (dot(normal, ray) > 0) normal = scale(normal, -1);
  const paint = (stage.surfaces[face?.surface ?? 0] ?? GREY)(p, normal);
  const start = add(p, scale(normal, 0.02));
  const facing = dot(normal, light.sun.toward);
  const lit = facing > 0 && !solids.all.blocked(start, light.sun.toward, 300);
  const direct: Colour = lit ? scale(light.sun.colour, facing) : [0, 0, 0];
  const open = knownOpen ?? openness(solids.large, start, normal);
  const around = add(ambient(light, normal, open), lampLight(stage.lamps, p, normal));
  const total = add(direct, around);
  let colour: Colour = [paint.albedo[0] * total[0], paint.albedo[1] * total[1], paint.albedo[2] * total[2]];
  if (paint.mirror > 0) colour = mix(colour, mirrored(stage, ray, normal), paint.mirror);
  if (paint.glow !== null) colour = add(colour, paint.glow);
  const distance = t * Math.hypot(...ray);
  const isGround = normal[2] > 0.9 && p[2] < 0.4;
  return {
    colour: mix(colour, skyColour(light, [ray[0], ray[1], 0.02]), 1 - Math.exp(-distance * light.haze)),
    depth: t,
    sunShare: isGround ? grey(direct) / Math.max(1e-6, grey(total)) : 0,
    groundAlbedo: isGround ? grey(paint.albedo) : 0,
    open,
  };
}

const GREY: Surface = () => ({ albedo: [0.5, 0.5, 0.5], glow: null, mirror: 0 });
const grey = (c: Colour): number => 0.25 * c[0] + 0.6 * c[1] + 0.15 * c[2];

function openness(solid: Solid, from: Vec, normal: Vec): number {
  let open = 0;
  let all = 0;
  for (const direction of DOME) {
    const weight = dot(direction, normal);
    if (weight <= 0.05) continue;
    all += weight;
    if (!solid.blocked(from, direction, OPEN_REACH_M)) open += weight;
  }
  return all === 0 ? 1 : open / all;
}

function mirrored(stage: Stage, ray: Vec, normal: Vec): Colour {
  const d = unit(ray);
  const r = subtract(d, scale(normal, 2 * dot(d, normal)));
  return r[2] > 0 ? skyColour(stage.light, r) : scale(stage.light.groundLight, 0.5);
}
