import { openScenes, startCameras, type CameraServer } from "@amaliyat/simulator";
import type { CameraAddress } from "./things.ts";

export const LOGIN = { username: "room", password: "seen-by-the-camera-only" } as const;

/** Cameras of the simulator with where a room finds them. */
export type Town = AsyncDisposable & { readonly server: CameraServer; readonly address: (path: string) => CameraAddress };

/** Serves cameras by RTSP, each with its login; both streams show the small picture of a scene, so that tests cost little. */
export async function startTown(...paths: readonly string[]): Promise<Town> {
  const { sub } = (await openScenes())("industrial");
  const cameras = paths.map((path) => ({ path, ...LOGIN, main: sub, sub, startsAtKey: true }));
  const server = await startCameras({ port: 0, cameras });
  return {
    server,
    address: (path) => ({ host: server.host, port: server.port, mainPath: `/${path}/main`, subPath: `/${path}/sub` }),
    [Symbol.asyncDispose]: server.close,
  };
}
