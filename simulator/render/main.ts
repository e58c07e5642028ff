import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { truthFile } from "../src/scenes.ts";
import { encodeLoop, packTracks } from "./encode.ts";
import { openScene } from "./render.ts";
import type { Seen } from "./render.ts";
import { FRAMES_PER_SECOND, SCENES } from "./scene.ts";
import { truthOf, writeTruth } from "./truth.ts";

const USAGE = `node simulator/render/main.ts [SCENE]...
Draws scenes again, all if none is named, and encodes them with ffmpeg: minutes of work for each on one core.
Writes simulator/scenes.mp4 and the ground truth in simulator/scenes.`;

const { values, positionals } = parseArgs({ options: { help: { type: "boolean" } }, allowPositionals: true });
const [width, height] = [1920, 1080];

if (values.help === true) console.log(USAGE);
else {
  const folder = await mkdtemp(join(tmpdir(), "scenes-"));
  const drawn = new Map<string, string>();
  for (const scene of SCENES) {
    if (positionals.length > 0 && !positionals.includes(scene.name)) continue;
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
    const files = { main: join(folder, `${scene.name}.main.h264`), sub: join(folder, `${scene.name}.sub.h264`) };
    await encodeLoop(frames(), [width, height, FRAMES_PER_SECOND], files);
    for (const stream of ["main", "sub"] as const) drawn.set(`${scene.name}.${stream}`, files[stream]);
    await writeFile(truthFile(scene.name), gzipSync(writeTruth(truthOf(scene, width, height, seen)), { level: 9 }));
    console.log(`${scene.name}: ${picture.frames} frames, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  const tracks = SCENES.flatMap(({ name }) => [`${name}.main`, `${name}.sub`]);
  await packTracks(tracks, drawn, FRAMES_PER_SECOND);
  await rm(folder, { recursive: true });
}
