import { startMedia } from "../media.ts";
import type { MediaEvent } from "../model.ts";

/** Records one camera until it is killed: `node record-main.ts ROOT PORT`. Events go to the parent process. */
const [root = "", port = "0"] = process.argv.slice(2);
const tell = (event: MediaEvent): void => void process.send?.(event);
const media = await startMedia({ root, workers: 1, now: Date.now, onEvent: tell });
media.setCameras([
  { cameraId: "cam", main: { host: "127.0.0.1", port: Number(port), path: "/live" }, sub: null, credentials: null, record: true },
]);
