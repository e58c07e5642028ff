import { startWorker } from "../harness/child.ts";

export const CAMERA_USER = { username: "bench", password: "bench of cameras" } as const;

/** `main`: file of the main streams; null is the junction of the town. The sub streams always show the junction. */
export type CamerasAsked = { readonly count: number; readonly main: string | null };
/** `keyOffsetMs`: start of the cameras, ms after an even second. */
export type CamerasBegin = CamerasAsked & { readonly keyOffsetMs: number };
export type CamerasReady = { readonly kind: "ready"; readonly port: number };

/** Address of the cameras. */
export type CamerasAddress = {
  readonly host: string;
  readonly port: number;
  readonly pathOf: (camera: number, stream: "main" | "sub") => `/${string}`;
};
export type Cameras = AsyncDisposable & CamerasAddress & { readonly pid: number };

export const camerasAt = (port: number): CamerasAddress => ({
  host: "127.0.0.1",
  port,
  pathOf: (camera, stream) => `/cam${camera}/${stream}`,
});

/**
 * Begins its pictures 0.7 s after an even second. So key frames (every 2 s) stay clear of the moments at which files change (every 10 s). A
 * whole file then holds exactly 250 pictures with any recorder.
 */
const KEY_OFFSET_MS = 700;

/** Starts cameras in a process of their own; their cost is in no figure. */
export async function startBenchCameras(asked: CamerasAsked): Promise<Cameras> {
  const begin: CamerasBegin = { ...asked, keyOffsetMs: KEY_OFFSET_MS };
  const worker = startWorker(new URL("./cameras-main.ts", import.meta.url), [JSON.stringify(begin)]);
  const { port } = await worker.receive<CamerasReady>("ready");
  return { ...camerasAt(port), pid: worker.pid, [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose]() };
}
