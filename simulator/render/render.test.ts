import { describe, expect, test } from "vitest";
import { actorsAt, parkedActors, ROUNDS } from "./actors.ts";
import type { Actor } from "./actors.ts";
import { arc, distanceAt, pathThrough } from "./motion.ts";
import { openScene } from "./render.ts";
import { FRAMES_PER_SECOND, SCENES } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { boxesOf } from "./truth.ts";

const byName = SCENES.map((scene): [string, Scene] => [scene.name, scene]);

/** Two things of a scene that would touch in a frame. */
type Clash = { readonly frame: number; readonly a: Actor; readonly b: Actor };

/** Every clash of footprints in the loop, no further than `reach` metres from the camera. */
function clashesOf(scene: Scene, reach = 110): Clash[] {
  const clashes: Clash[] = [];
  const [ex, ey] = scene.mount.eye;
  for (let frame = 0; frame < scene.seconds * FRAMES_PER_SECOND; frame++) {
    const near = [...actorsAt(scene, frame), ...parkedActors(scene)].filter((actor) => Math.hypot(actor.x - ex, actor.y - ey) < reach);
    for (const [i, a] of near.entries()) for (const b of near.slice(i + 1)) if (touch(a, b)) clashes.push({ frame, a, b });
  }
  return clashes;
}

/** True if the two oriented rectangles on the ground overlap (separating axes). */
function touch(a: Actor, b: Actor): boolean {
  const axes = [a.heading, a.heading + Math.PI / 2, b.heading, b.heading + Math.PI / 2];
  return axes.every((angle) => {
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    const apart = Math.abs((a.x - b.x) * ux + (a.y - b.y) * uy);
    return apart < halfAlong(a, angle) + halfAlong(b, angle);
  });
}

function halfAlong(actor: Actor, angle: number): number {
  const turn = actor.heading - angle;
  return (Math.abs(Math.cos(turn)) * actor.model.length + Math.abs(Math.sin(turn)) * actor.model.width) / 2;
}

describe("choreography", () => {
  test.each(byName)("%s: no vehicle touches another thing", (_, scene) => {
    const clashes = clashesOf(scene).filter(({ a, b }) => a.model.class !== "person" || b.model.class !== "person");
    expect(clashes.map(({ frame, a, b }) => `${frame}: ${a.model.class} and ${b.model.class}`)).toEqual([]);
  });

  test.each(byName)("%s: nothing jumps, not at the seam either, and each journey is drawn to its end", (_, scene) => {
    const frames = scene.seconds * FRAMES_PER_SECOND;
    for (const mover of scene.movers) expect(mover.knots.at(-1)?.[0]).toBeLessThanOrEqual(ROUNDS * scene.seconds);
    for (let frame = 0; frame < frames; frame++) {
      const next = new Map(actorsAt(scene, (frame + 1) % frames).map((actor) => [actor.id, actor]));
      for (const actor of actorsAt(scene, frame)) {
        const later = next.get(actor.id + (frame + 1 === frames ? 1 : 0));
        if (later !== undefined)
          expect(Math.hypot(later.x - actor.x, later.y - actor.y)).toBeLessThan(0.1 + (1.2 * actor.speed) / FRAMES_PER_SECOND);
      }
    }
  });
});

test("distance over time never falls back and meets its knots", () => {
  const knots = [
    [0, 0],
    [2, 20],
    [4, 24],
    [8, 24.1],
    [10, 44],
  ] as const;
  for (const [seconds, metres] of knots) expect(distanceAt(knots, seconds)).toBeCloseTo(metres, 6);
  for (let t = 0.05; t <= 10; t += 0.05) expect(distanceAt(knots, t)).toBeGreaterThanOrEqual(distanceAt(knots, t - 0.05) - 1e-9);
});

test("a path follows its spots at the length it says", () => {
  const path = pathThrough(arc(0, 0, 10, 0, 180));
  expect(path.length).toBeCloseTo(10 * Math.PI, 1);
  expect(path.at(path.length / 2)).toMatchObject({ x: expect.closeTo(0, 1), y: expect.closeTo(10, 1) });
  expect(path.at(path.length / 2).heading).toBeCloseTo(Math.PI, 1);
});

test("a small picture of a scene: the same twice, different when things move, boxes where they are drawn", () => {
  const scene = SCENES.find(({ name }) => name === "industrial");
  if (scene === undefined) throw new Error("no such scene");
  const picture = openScene(scene, 160, 90);
  const first = Buffer.from(picture.draw(0).yuv);
  const { yuv, seen } = picture.draw(40);
  const second = Buffer.from(yuv);
  expect(second.equals(first)).toBe(false);
  expect(Buffer.from(picture.draw(0).yuv).equals(first)).toBe(true);
  for (const [, x, y, width, height] of boxesOf(seen)) expect(x + width <= 160 && y + height <= 90).toBe(true);
  const luma = first.subarray(0, 160 * 90);
  expect(Math.max(...luma) - Math.min(...luma)).toBeGreaterThan(80);
});
