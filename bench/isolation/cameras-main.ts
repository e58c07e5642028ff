import { openScenes, SCENARIOS, startCameras, type CameraOptions } from "@amaliyat/simulator";
import { setTimeout as sleep } from "node:timers/promises";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import { CAMERA_USER } from "../material/cameras.ts";
import type { CamerasAsked, CamerasSay } from "./cameras.ts";

/** Cameras that are healthy, silent or hostile, each at an address of its own. Told to, some fall and the connections of others are cut in turn. */
const tell = (said: CamerasSay): void => tellBench(said);
const { places, keyOffsetMs, cutWithinMs } = JSON.parse(process.argv[2] ?? "") as CamerasAsked;
const silence = SCENARIOS.find(({ name }) => name === "hostile-silent");
const hostile = SCENARIOS.filter((scenario) => scenario.name.startsWith("hostile-") && scenario !== silence);
/** Longer than any run. */
const NEVER_MS = 3_600_000;
const { main, sub } = (await openScenes())("junction");

let strangers = 0;
const cameras = places.flatMap((place): CameraOptions[] => {
  const usual = { path: place.name, ...CAMERA_USER, main, sub };
  if (place.kind === "healthy" || place.kind === "falling") return [usual];
  const scenario = place.kind === "silent" ? silence : hostile[strangers++ % hostile.length];
  return [{ ...usual, authorization: "none", quirks: { manners: scenario?.manners ?? {} } }];
});
const cut = places.filter(({ isCut }) => isCut).map(({ name }) => name);

await sleep((keyOffsetMs - (Date.now() % 2_000) + 2_000) % 2_000);
// All of 127.0.0.0/8 is this machine, but one listener hears all of it only if it hears every address.
const server = await startCameras({ host: "0.0.0.0", port: 0, cameras });
hearBench((kind) => {
  if (kind !== "cut") return;
  for (const { name } of places.filter((place) => place.kind === "falling")) {
    server.slow(name, { replyDelayMs: NEVER_MS });
    server.drop(name);
  }
  let nth = 0;
  const timer = setInterval(() => {
    const name = cut[nth++];
    if (name === undefined) return clearInterval(timer);
    server.drop(name);
    tell({ kind: "cut", cameraId: name, at: Date.now() });
  }, cutWithinMs / cut.length);
});
tell({ kind: "ready", port: server.port });
