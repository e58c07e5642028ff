import type { Cameras } from "../material/cameras.ts";

/** A recorder under measurement. `pids` are the roots of its process trees. */
export type Running = AsyncDisposable & {
  readonly pids: readonly number[];
  /** The worst p99 of its event loops since the last call, ms; null where there is none. */
  readonly loopDelayP99Ms: () => number | null;
};

/** Recorder under test, started on some cameras: into `folder/cam0`, `folder/cam1` and so on. */
export type Subject = {
  readonly name: "amaliyat" | "ffmpeg";
  readonly start: (cameras: Cameras, count: number, folder: string) => Promise<Running>;
};
