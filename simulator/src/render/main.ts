import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { encodeLoop } from "./encode.ts";
import { openScene } from "./render.ts";
import type { Seen } from "./render.ts";
import { FRAMES_PER_SECOND } from "./scene.ts";
import { SCENES } from "./scenes/index.ts";
import { truthOf, writeTruth } from "./truth.ts";

const USAGE = `node simulator/src/render/main.ts [--scene NAME]... [--out DIR]
Draws the scenes of the town's cameras again and encodes them with ffmpeg (minutes of work on one core).`;

const { values } = parseArgs({
  options: { scene: { type: "string", multiple: true }, out: { type: "string" }, help: { type: "boolean" } },
});
const out = values.out ?? new URL("../../scenes", import.meta.url).pathname;
const [width, height] = [1920, 1080];

if (values.help === true) console.log(USAGE);
else {
  await mkdir(out, { recursive: true });
  for (const scene of SCENES) {
    if (values.scene !== undefined && !values.scene.includes(scene.name)) continue;
    const begun = performance.now();
    const picture = openScene(scene, width, height);
    const seen: (readonly Seen[])[] = [];
    const frames = function* (): Generator<Buffer> {
      for (let i = 0; i < picture.frames; i++) {
        const frame = picture.draw(i);
        seen.push(frame.seen);
        yield frame.yuv;
      }
    };
    const files = { main: `${out}/${scene.name}.main.h264`, sub: `${out}/${scene.name}.sub.h264` };
    const parts = { main: `${files.main}.part`, sub: `${files.sub}.part` };
    await encodeLoop(frames(), width, height, FRAMES_PER_SECOND, parts);
    await rename(parts.main, files.main);
    await rename(parts.sub, files.sub);
    const truth = gzipSync(writeTruth(truthOf(scene, width, height, seen)), { level: 9 });
    await writeFile(`${out}/${scene.name}.truth.json.gz`, truth);
    const bytes = (await stat(files.main)).size + (await stat(files.sub)).size + truth.length;
    console.log(
      `${scene.name}: ${picture.frames} frames, ${Math.round(bytes / 1024)} KiB, ${((performance.now() - begun) / 1000).toFixed(0)} s`,
    );
  }
}
