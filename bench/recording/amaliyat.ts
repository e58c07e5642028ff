import { startWorker } from "../harness/child.ts";
import { CAMERA_USER } from "../material/cameras.ts";
import type { CameraSource } from "../../server/src/media/index.ts";
import type { Subject } from "./subject.ts";

export type RecorderAsked = { readonly root: string; readonly workers: number; readonly cameras: readonly CameraSource[] };
export type RecorderSays = { readonly kind: "ready" } | { readonly kind: "stopped" } | { readonly kind: "late"; readonly p99Ms: number };

/** Our recorder as the room runs it, in a process of its own: `server/src/media` and nothing else. */
export const amaliyat = (workers: number): Subject => ({
  name: "amaliyat",
  async start(cameras, count, folder) {
    const sources = Array.from({ length: count }, (_, index): CameraSource => {
      const main = { host: cameras.host, port: cameras.port, path: cameras.pathOf(index, "main") };
      return { cameraId: `cam${index}`, main, sub: null, credentials: CAMERA_USER, record: true };
    });
    const asked: RecorderAsked = { root: folder, workers, cameras: sources };
    const worker = startWorker(new URL("./recorder-main.ts", import.meta.url), [JSON.stringify(asked)]);
    let worst = 0;
    worker.process.on("message", (said: RecorderSays) => {
      if (said.kind === "late") worst = Math.max(worst, said.p99Ms);
    });
    await worker.receive<Extract<RecorderSays, { kind: "ready" }>>("ready");
    return {
      pids: [worker.pid],
      loopDelayP99Ms: () => {
        const taken = worst;
        worst = 0;
        return taken;
      },
      async [Symbol.asyncDispose]() {
        if (!worker.hasEnded()) {
          worker.send({ kind: "stop" });
          await worker.receive<Extract<RecorderSays, { kind: "stopped" }>>("stopped").catch(() => undefined);
        }
        await worker[Symbol.asyncDispose]();
      },
    };
  },
});
