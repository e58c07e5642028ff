import { readdirSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readMedia } from "../clips/read.ts";
import { nalType } from "../h264/nal.ts";
import { sceneFiles } from "../scene-files.ts";
import { actorsAt, ROUNDS } from "./actors.ts";
import { clashesOf } from "./clearance.ts";
import { arc, distanceAt, pathThrough } from "./motion.ts";
import { openScene } from "./render.ts";
import { FRAMES_PER_SECOND } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { SCENES } from "./scenes/index.ts";
import { boxesOf, readTruth } from "./truth.ts";

const byName = SCENES.map((scene): [string, Scene] => [scene.name, scene]);

describe("files of the scenes", () => {
  test("are no more than 14 MB together", () => {
    const folder = new URL("../../scenes", import.meta.url);
    const bytes = readdirSync(folder).map((name) => statSync(new URL(`../../scenes/${name}`, import.meta.url)).size);
    expect(readdirSync(folder).toSorted()).toEqual(
      SCENES.flatMap(({ name }) => [`${name}.main.h264`, `${name}.sub.h264`, `${name}.truth.json.gz`]).toSorted(),
    );
    expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(14_000_000);
  });

  test.each(byName)("%s: two streams of 25 frames a second, a key frame every 2 s, nothing out of order", async (name, scene) => {
    const files = sceneFiles(name);
    for (const [file, width, height] of [
      [files.main, 1920, 1080],
      [files.sub, 640, 360],
    ] as const) {
      const loop = await readMedia(file);
      expect(loop).toMatchObject({ width, height, framesPerSecond: 25 });
      expect(loop.units).toHaveLength(scene.seconds * FRAMES_PER_SECOND);
      expect(loop.units.every((unit, i) => unit.key === (i % 50 === 0) && unit.pts === unit.dts)).toBe(true);
      expect(loop.units.filter((unit) => unit.key).every((unit) => unit.nals.some((nal) => nalType(nal) === 7))).toBe(true);
      expect(loop.sets.sps[1]).toBe(77); // main profile
    }
  });

  test.each(byName)("%s: the truth tells each frame, with boxes inside the picture", (name, scene) => {
    const truth = readTruth(gunzipSync(readFileSync(sceneFiles(name).truth)).toString("utf8"));
    expect(truth).toMatchObject({ scene: name, width: 1920, height: 1080, framesPerSecond: 25 });
    expect(truth.frames).toHaveLength(scene.seconds * FRAMES_PER_SECOND);
    for (const boxes of truth.frames)
      for (const [id, x, y, width, height] of boxes) {
        expect(truth.objects[id]).toBeDefined();
        expect(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1920 && y + height <= 1080).toBe(true);
      }
    expect(truth.frames.flat().some((box) => box[5] === 1)).toBe(true);
  });

  test("the lorry of the junction stands in every frame", () => {
    const truth = readTruth(gunzipSync(readFileSync(sceneFiles("junction").truth)).toString("utf8"));
    const lorry = Object.entries(truth.objects).find(([, kind]) => kind === "truck")?.[0];
    for (const boxes of truth.frames) expect(boxes.filter(([id, , , , , moving]) => String(id) === lorry && moving === 0)).toHaveLength(1);
  });
});

describe("choreography", () => {
  test.each(byName)("%s: no vehicle touches another thing", (_, scene) => {
    const clashes = clashesOf(scene, 1).filter(({ a, b }) => a.model.class !== "person" || b.model.class !== "person");
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
