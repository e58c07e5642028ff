import { openScenes, readMedia, startCameras } from "@amaliyat/simulator";
import { setTimeout as sleep } from "node:timers/promises";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import { CAMERA_USER, type CamerasBegin, type CamerasReady } from "./cameras.ts";

/** The simulator's cameras, all with the same material; the bench says how many and which. */
const asked = JSON.parse(process.argv[2] ?? "") as CamerasBegin;
hearBench(() => undefined);
const junction = (await openScenes())("junction");
const main = asked.main === null ? junction.main : await readMedia(asked.main);
await sleep((asked.keyOffsetMs - (Date.now() % 2_000) + 2_000) % 2_000);
const { port } = await startCameras({
  port: 0,
  cameras: Array.from({ length: asked.count }, (_, index) => ({
    path: `cam${index}`,
    ...CAMERA_USER,
    main,
    sub: junction.sub,
  })),
});
tellBench({ kind: "ready", port } satisfies CamerasReady);
