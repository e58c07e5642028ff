import { statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nalType } from "./h264/nal.ts";
import { openScenes, readTruth, SCENE_CLIPS } from "./scenes.ts";
import { CAMERAS } from "./town/index.ts";

const SCENES = CAMERAS.map(({ scene }) => scene);
const clipsOf = await openScenes();

test("the clips of all scenes are no more than 14 MB, and an unknown scene is named", () => {
  expect(statSync(SCENE_CLIPS).size).toBeLessThanOrEqual(14_000_000);
  expect(() => clipsOf("harbour")).toThrow("scenes.mp4: it has no video track named harbour.main");
});

describe.each(SCENES)("%s", (scene) => {
  const { main, sub } = clipsOf(scene);

  test.each([
    ["main", main, 1920, 1080],
    ["sub", sub, 640, 360],
  ] as const)("%s: 25 frames a second, a key frame every 2 s, nothing out of order", (_, loop, width, height) => {
    expect(loop).toMatchObject({ width, height, framesPerSecond: 25, duration: main.units.length * 3600 });
    expect(loop.units).toHaveLength(main.units.length);
    expect(loop.units.every((unit, i) => unit.key === (i % 50 === 0) && unit.dts === i * 3600 && unit.pts === unit.dts)).toBe(true);
    expect(loop.units.filter((unit) => unit.key).every((unit) => unit.nals.some((nal) => nalType(nal) === 7))).toBe(true);
    expect(loop.sets.sps[1]).toBe(77); // main profile
  });

  test("the truth tells each frame, with boxes inside the picture", async () => {
    const truth = await readTruth(scene);
    expect(truth).toMatchObject({ scene, width: 1920, height: 1080, framesPerSecond: 25 });
    expect(truth.frames).toHaveLength(main.units.length);
    for (const boxes of truth.frames)
      for (const [id, x, y, width, height] of boxes) {
        expect(truth.objects[id]).toBeDefined();
        expect(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1920 && y + height <= 1080).toBe(true);
      }
    expect(truth.frames.flat().some((box) => box[5] === 1)).toBe(true);
  });
});

test("the lorry of the junction stands in every frame", async () => {
  const truth = await readTruth("junction");
  const lorry = Object.entries(truth.objects).find(([, kind]) => kind === "truck")?.[0];
  for (const boxes of truth.frames) expect(boxes.filter(([id, , , , , moving]) => String(id) === lorry && moving === 0)).toHaveLength(1);
});
