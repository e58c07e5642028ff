import { STANDING_BELOW } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { project } from "./geometry/camera.ts";
import { compose, onPicture } from "./canvas.ts";
import type { Area, Canvas } from "./canvas.ts";
import { drawBeam, drawContact } from "./ground-light.ts";
import { ambient, lampLight, skyColour } from "./light.ts";
import { place } from "./geometry/mesh.ts";
import type { Mesh } from "./geometry/mesh.ts";
import type { Coat } from "./models/coat.ts";
import { clearScratch, fillTriangle, newScratch } from "./geometry/raster.ts";
import type { Scratch, Vertex } from "./geometry/raster.ts";
import { add, clamp, dot, mix, scale, subtract, unit } from "./geometry/vector.ts";
import type { Colour, Vec } from "./geometry/vector.ts";

/** A thing in the picture: its box in pixels, and how many pixels it would fill if nothing stood before it. */
export type Drawn = { readonly actor: Actor; readonly area: Area; readonly pixels: number };

const scratch: Scratch = newScratch();

/** Draws things into a frame, far ones first: shadows, beams, bodies, glows. Gives their boxes. `forGood` makes them part of the backdrop. */
export function drawActors(canvas: Canvas, actors: readonly Actor[], forGood = false): Drawn[] {
  const { view, stage } = canvas.backdrop;
  const away = (actor: Actor): number => Math.hypot(actor.x - view.eye[0], actor.y - view.eye[1]);
  const order = actors.toSorted((a, b) => away(b) - away(a));
  const bodies = order.map((actor) => ({ actor, mesh: place(actor.model.mesh(actor.stride), [actor.x, actor.y, 0], actor.heading) }));
  for (const { actor, mesh } of bodies) {
    drawContact(canvas, actor);
    if (stage.light.hour !== "night") drawShadow(canvas, mesh);
  }
  if (stage.light.lamps > 0)
    for (const { actor } of bodies)
      if (actor.lit && actor.model.lamps.length > 0)
        drawBeam(canvas, actor, stage.light.lamps * (stage.light.hour === "night" ? 0.9 : 0.35));
  return bodies.flatMap(({ actor, mesh }) => {
    const drawn = drawBody(canvas, actor, mesh, forGood);
    drawGlows(canvas, actor);
    return drawn === null ? [] : [drawn];
  });
}

function boundsOf(canvas: Canvas, points: readonly { x: number; y: number; near: number }[]): Area | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const p of points) {
    if (p.near <= 0) continue;
    left = Math.min(left, p.x);
    right = Math.max(right, p.x);
    top = Math.min(top, p.y);
    bottom = Math.max(bottom, p.y);
  }
  return Number.isFinite(left) ? onPicture(canvas, left, top, right + 1, bottom + 1) : null;
}

const grainFor = (area: Area): number => ((area.x1 - area.x0) * (area.y1 - area.y0) < 60_000 ? 3 : 2);

function clearFor(area: Area, grain: number): void {
  clearScratch(scratch, area.x0, area.y0, area.x1 - area.x0, area.y1 - area.y0, grain);
}

function drawBody(canvas: Canvas, actor: Actor, mesh: Mesh, forGood: boolean): Drawn | null {
  const { view } = canvas.backdrop;
  const shade = shaderOf(canvas, actor);
  const vertices = mesh.map(({ corners, normals, surface }): [Vertex, Vertex, Vertex] => {
    const coat = actor.model.coats[surface];
    const vertex = (i: 0 | 1 | 2): Vertex => {
      const { x, y, depth } = project(view, corners[i]);
      const [r, g, b] = coat === undefined ? [0.5, 0.5, 0.5] : shade(corners[i], normals[i], coat);
      return { x, y, near: depth > 0.5 ? 1 / depth : 0, r, g, b };
    };
    return [vertex(0), vertex(1), vertex(2)];
  });
  const area = boundsOf(canvas, vertices.flat());
  if (area === null) return null;
  clearFor(area, grainFor(area));
  for (const [a, b, c] of vertices) if (a.near > 0 && b.near > 0 && c.near > 0) fillTriangle(scratch, a, b, c);
  const pixels = compose(canvas, scratch, actor.id, forGood);
  canvas.touched.push(area);
  return { actor, area, pixels };
}

type Shader = (p: Vec, normal: Vec, coat: Coat) => Colour;

/** Light on one thing: sun where the stage does not shade it, sky, street lamps, its own lamps, mirrored surroundings, haze. */
function shaderOf(canvas: Canvas, actor: Actor): Shader {
  const { view, stage, solid } = canvas.backdrop;
  const { light } = stage;
  const c = Math.cos(actor.heading);
  const s = Math.sin(actor.heading);
  const half = actor.model.length / 2;
  const inSun = [-0.8, 0, 0.8].map((k) =>
    solid.blocked([actor.x + c * half * k, actor.y + s * half * k, 1], light.sun.toward, 300) ? 0 : 1,
  );
  const on = {
    head: actor.lit ? light.lamps : 0,
    tail: actor.lit ? light.lamps : 0,
    brake: actor.braking ? 1 : 0,
    blink: actor.blinking ? 1 : 0,
  };
  const strength = light.hour === "day" ? 0.8 : 1;
  return (p, flat, coat) => {
    const ray = subtract(p, view.eye);
    const normal = dot(flat, ray) > 0 ? scale(flat, -1) : flat;
    const along = clamp(((p[0] - actor.x) * c + (p[1] - actor.y) * s) / (half * 0.8), -1, 1);
    const sunny = along < 0 ? mixOf(inSun[1], inSun[0], -along) : mixOf(inSun[1], inSun[2], along);
    const direct = scale(light.sun.colour, Math.max(0, dot(normal, light.sun.toward)) * sunny);
    const total = add(add(direct, ambient(light, normal, 0.55 + 0.45 * clamp(p[2], 0, 1))), lampLight(stage.lamps, p, normal));
    let result: Colour = [coat.albedo[0] * total[0], coat.albedo[1] * total[1], coat.albedo[2] * total[2]];
    if (coat.mirror > 0.06) {
      const d = unit(ray);
      const facing = -dot(d, normal);
      const r = subtract(d, scale(normal, -2 * facing));
      const world = r[2] > -0.05 ? skyColour(light, [r[0], r[1], Math.max(0, r[2])]) : light.groundLight;
      result = mix(result, world, coat.mirror * (0.22 + 0.78 * (1 - facing) ** 3));
    }
    if (coat.glow !== undefined) result = add(result, scale(coat.glow, (coat.lamp === undefined ? 1 : on[coat.lamp]) * strength));
    const haze = 1 - Math.exp(-Math.hypot(...ray) * light.haze);
    return mix(result, skyColour(light, [ray[0], ray[1], 0.02]), haze);
  };
}

const mixOf = (a: number | undefined, b: number | undefined, t: number): number => (a ?? 1) + ((b ?? 1) - (a ?? 1)) * t;

/** The shadow that the sun throws on the ground: takes away the sun's share of each pixel it covers. */
function drawShadow(canvas: Canvas, mesh: Mesh): void {
  const { view, stage, sunShare } = canvas.backdrop;
  const [sx, sy, sz] = stage.light.sun.toward;
  const flat = mesh.map(({ corners }) =>
    corners.map((p): Vertex => {
      const { x, y, depth } = project(view, [p[0] - (sx / sz) * p[2], p[1] - (sy / sz) * p[2], 0.01]);
      return { x, y, near: depth > 0.5 ? 1 / depth : 0, r: 0, g: 0, b: 0 };
    }),
  );
  const area = boundsOf(canvas, flat.flat());
  if (area === null) return;
  clearFor(area, 2);
  for (const [a, b, c] of flat)
    if (a !== undefined && b !== undefined && c !== undefined && a.near > 0 && b.near > 0 && c.near > 0) fillTriangle(scratch, a, b, c);
  const row = scratch.width * 2;
  for (let y = area.y0; y < area.y1; y++)
    for (let x = area.x0; x < area.x1; x++) {
      const pixel = y * view.width + x;
      const share = sunShare[pixel] ?? 0;
      if (share === 0) continue;
      const i = (y - area.y0) * 2 * row + (x - area.x0) * 2;
      const covered = [i, i + 1, i + row, i + row + 1].filter((at) => (scratch.near[at] ?? 0) > 0).length / 4;
      if (covered === 0) continue;
      for (let k = 0; k < 3; k++) canvas.linear[pixel * 3 + k] = (canvas.linear[pixel * 3 + k] ?? 0) * (1 - share * covered);
    }
  canvas.touched.push(area);
}

const GLOWS = { head: [1.5, 1.4, 1.2], tail: [0.4, 0.03, 0.02], brake: [0.8, 0.06, 0.04], blink: [1.3, 0.6, 0.08] } as const;
const GLOW_RADIUS = { head: 0.95, tail: 0.4, brake: 0.55, blink: 0.7 } as const;

/** The bright haze around lit lamps that face the camera. */
function drawGlows(canvas: Canvas, actor: Actor): void {
  const { view, stage, depth: depths } = canvas.backdrop;
  const { lamps, hour } = stage.light;
  const c = Math.cos(actor.heading);
  const s = Math.sin(actor.heading);
  for (const lamp of actor.model.lamps) {
    const on = lamp.kind === "brake" ? actor.braking : lamp.kind === "blink" ? actor.blinking : actor.lit && lamps > 0;
    if (!on) continue;
    const p: Vec = [actor.x + lamp.at[0] * c - lamp.at[1] * s, actor.y + lamp.at[0] * s + lamp.at[1] * c, lamp.at[2]];
    const outward = lamp.at[0] > 0 ? 1 : -1;
    const to = unit(subtract(view.eye, p));
    const facing = lamp.kind === "blink" ? Math.max(0.35, (to[0] * c + to[1] * s) * outward) : (to[0] * c + to[1] * s) * outward;
    if (facing <= 0.05) continue;
    const { x, y, depth } = project(view, p);
    if (depth < 2) continue;
    const centre = Math.floor(y) * view.width + Math.floor(x);
    if (x < 0 || y < 0 || x >= view.width || y >= view.height || (depths[centre] ?? 0) < depth - 0.5) continue;
    const radius = Math.max(2.5, (GLOW_RADIUS[lamp.kind] * (hour === "day" ? 0.5 : 1) * view.focal) / depth);
    const power = facing * (hour === "day" ? 0.5 : hour === "dusk" ? 0.45 : 0.4);
    addGlow(canvas, x, y, radius, scale(GLOWS[lamp.kind], power));
  }
}

/** Adds a soft round light to the frame. */
export function addGlow(canvas: Canvas, x: number, y: number, radius: number, colour: Colour): void {
  const area = onPicture(canvas, x - radius, y - radius, x + radius, y + radius);
  if (area === null) return;
  for (let py = area.y0; py < area.y1; py++)
    for (let px = area.x0; px < area.x1; px++) {
      const d = Math.hypot(px + 0.5 - x, py + 0.5 - y) / radius;
      if (d >= 1) continue;
      const fall = (1 - d) ** 2 * (1 - d * d * 0.5);
      const i = (py * canvas.backdrop.view.width + px) * 3;
      for (let k = 0; k < 3; k++) canvas.linear[i + k] = (canvas.linear[i + k] ?? 0) + fall * (colour[k] ?? 0);
    }
  canvas.touched.push(area);
}

/** True if the thing moves along the ground. */
export const isMoving = (actor: Actor): boolean => actor.speed >= STANDING_BELOW;
