import { randomBytes } from "node:crypto";
import { readClips } from "./clips/read.ts";
import type { CameraOptions } from "./rtsp/camera.ts";
import { startCameras } from "./rtsp/server.ts";
import type { CameraServer } from "./rtsp/server.ts";
import { openScenes } from "./scenes.ts";
import { CAMERAS } from "./town/index.ts";

export type CameraLogin = { readonly username: string; readonly password: string };

/** Cameras to serve: the town's, a folder of clips, or both. */
export type Serving = {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly town: boolean;
  readonly clips?: string;
  /** Logins by camera path; a camera without one gets one made. */
  readonly logins?: Readonly<Record<string, CameraLogin>>;
};

/** Running cameras with their paths and logins, and one line for each clip that cannot be served. */
export type Served = AsyncDisposable & {
  readonly server: CameraServer;
  readonly logins: Readonly<Record<string, CameraLogin>>;
  readonly refused: readonly string[];
};

const newLogin = (): CameraLogin => ({ username: "room", password: randomBytes(12).toString("base64url") });

/** Serves the demonstration. A clip is served alike as main and as sub stream. */
export async function serveCameras({ host, port, town, clips, logins = {} }: Serving): Promise<Served> {
  const read = clips === undefined ? { loops: new Map(), refused: [] } : await readClips(clips);
  const clipsOf = town ? await openScenes() : null;
  const streams = [
    ...(clipsOf === null ? [] : CAMERAS.map(({ path, scene }) => ({ path, ...clipsOf(scene) }))),
    ...[...read.loops].map(([path, loop]) => ({ path, main: loop, sub: loop })),
  ];
  const all = Object.fromEntries(streams.map(({ path }) => [path, logins[path] ?? newLogin()]));
  const cameras = streams.map(({ path, main, sub }): CameraOptions => ({
    path,
    main,
    sub,
    ...(all[path] ?? newLogin()),
    startsAtKey: true,
  }));
  const server = await startCameras({ host, port, cameras });
  return { server, logins: all, refused: read.refused, [Symbol.asyncDispose]: server.close };
}
