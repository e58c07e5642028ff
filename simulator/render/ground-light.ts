import type { Actor } from "./actors.ts";
import { project } from "./geometry/camera.ts";
import { onPicture } from "./canvas.ts";
import type { Area, Canvas } from "./canvas.ts";
import { smoothstep } from "./geometry/vector.ts";
import type { Vec } from "./geometry/vector.ts";

/** The picture area of a rectangle on the ground in an actor's own coordinates, or null. */
function areaOnGround(canvas: Canvas, actor: Actor, x0: number, x1: number, half: number): Area | null {
  const c = Math.cos(actor.heading);
  const s = Math.sin(actor.heading);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i <= 8; i++)
    for (const side of [-half, half]) {
      const along = x0 + ((x1 - x0) * i) / 8;
      const p: Vec = [actor.x + along * c - side * s, actor.y + along * s + side * c, 0];
      const { x, y, depth } = project(canvas.backdrop.view, p);
      if (depth < 1) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  return Number.isFinite(left) ? onPicture(canvas, left, top, right, bottom) : null;
}

/** Calls `change` for every ground pixel of the area with its place in the actor's own coordinates. */
function overGround(canvas: Canvas, actor: Actor, area: Area, change: (pixel: number, along: number, aside: number) => void): void {
  const { view, depth, groundAlbedo } = canvas.backdrop;
  const c = Math.cos(actor.heading);
  const s = Math.sin(actor.heading);
  for (let y = area.y0; y < area.y1; y++) {
    const b = (view.height / 2 - y - 0.5) / view.focal;
    for (let x = area.x0; x < area.x1; x++) {
      const pixel = y * view.width + x;
      if ((groundAlbedo[pixel] ?? 0) === 0) continue;
      const a = (x + 0.5 - view.width / 2) / view.focal;
      const t = depth[pixel] ?? 0;
      const dx = view.eye[0] + t * (view.ahead[0] + a * view.right[0] + b * view.up[0]) - actor.x;
      const dy = view.eye[1] + t * (view.ahead[1] + a * view.right[1] + b * view.up[1]) - actor.y;
      change(pixel, dx * c + dy * s, dy * c - dx * s);
    }
  }
  canvas.touched.push(area);
}

/** The dark under a thing that stands on the ground. */
export function drawContact(canvas: Canvas, actor: Actor): void {
  const spread = actor.model.class === "person" ? 0.35 : 0.9;
  const [halfLength, halfWidth] = [actor.model.length / 2, actor.model.width / 2];
  const area = areaOnGround(canvas, actor, -halfLength - spread, halfLength + spread, halfWidth + spread);
  if (area === null) return;
  overGround(canvas, actor, area, (pixel, along, aside) => {
    const dx = Math.max(0, Math.abs(along) - halfLength + 0.25);
    const dy = Math.max(0, Math.abs(aside) - halfWidth + 0.15);
    const dark = 1 - 0.62 * smoothstep(spread, 0, Math.hypot(dx, dy));
    for (let k = 0; k < 3; k++) canvas.linear[pixel * 3 + k] = (canvas.linear[pixel * 3 + k] ?? 0) * dark;
  });
}

const BEAM_REACH_M = 24;
const BEAM: readonly number[] = [0.72, 0.66, 0.54];

/** Draws the light of a vehicle's dipped headlamps on the road before it. */
export function drawBeam(canvas: Canvas, actor: Actor, strength: number): void {
  const nose = actor.model.length / 2;
  const single = actor.model.class === "motorbike";
  const area = areaOnGround(canvas, actor, nose, nose + BEAM_REACH_M, 6.5);
  if (area === null) return;
  overGround(canvas, actor, area, (pixel, along, aside) => {
    const ahead = along - nose;
    if (ahead <= 0 || ahead >= BEAM_REACH_M) return;
    const width = 0.75 + ahead * 0.17;
    const lobe = (offset: number): number => Math.exp(-(((aside - offset) / width) ** 2));
    const across = single ? lobe(0) : 0.6 * (lobe(0.6) + lobe(-0.6));
    const along1 = smoothstep(0, 4.5, ahead) * smoothstep(BEAM_REACH_M, 5, ahead);
    const light = strength * across * along1 * (canvas.backdrop.groundAlbedo[pixel] ?? 0);
    for (let k = 0; k < 3; k++) canvas.linear[pixel * 3 + k] = (canvas.linear[pixel * 3 + k] ?? 0) + light * (BEAM[k] ?? 0);
  });
}
