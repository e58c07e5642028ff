import { startCameras, startLiveSource } from "@amaliyat/simulator";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import { CAMERA_USER, type CamerasReady } from "../material/cameras.ts";

/** One camera whose pictures are encoded now, with the wall clock burned in. */
hearBench(() => undefined);
const source = await startLiveSource();
process.on("SIGTERM", () => void source.stop().then(() => process.exit(0)));
const { port } = await startCameras({ port: 0, cameras: [{ path: "cam0", ...CAMERA_USER, main: source, sub: source }] });
tellBench({ kind: "ready", port } satisfies CamerasReady);
