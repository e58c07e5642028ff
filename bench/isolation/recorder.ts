import type { CameraSource } from "../../server/src/media/index.ts";
import { startWorker } from "../harness/child.ts";
import type { Gap } from "./judge.ts";

export type RecorderAsked = {
  readonly root: string;
  readonly workers: number;
  readonly cameras: readonly CameraSource[];
  /** Cameras whose gaps are told. */
  readonly told: readonly string[];
};
export type RecorderSays =
  | { readonly kind: "ready" }
  | { readonly kind: "stopped" }
  | { readonly kind: "late"; readonly p99Ms: number }
  | ({ readonly kind: "gap" } & Gap);

export type RunningRecorder = AsyncDisposable & {
  /** The gaps so far, each as it was told last. */
  readonly gaps: () => Gap[];
  readonly loopDelayP99Ms: () => number;
  /** Ends all files. */
  readonly stop: () => Promise<void>;
};

/** Our recorder as the room runs it, in a process of its own. */
export async function startRecorder(asked: RecorderAsked): Promise<RunningRecorder> {
  const worker = startWorker(new URL("./recorder-main.ts", import.meta.url), [JSON.stringify(asked)]);
  const gaps = new Map<string, Gap>();
  let worst = 0;
  worker.process.on("message", (said: RecorderSays) => {
    if (said.kind === "late") worst = Math.max(worst, said.p99Ms);
    if (said.kind === "gap") gaps.set(`${said.cameraId} ${said.from} ${said.cause}`, said);
  });
  await worker.receive<Extract<RecorderSays, { kind: "ready" }>>("ready");
  return {
    gaps: () => [...gaps.values()],
    loopDelayP99Ms: () => worst,
    stop: async () => {
      worker.send({ kind: "stop" });
      await worker.receive<Extract<RecorderSays, { kind: "stopped" }>>("stopped");
    },
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}
