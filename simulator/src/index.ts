export type { AuthorizationScheme } from "./rtsp/authorization.ts";
export type { CameraOptions } from "./rtsp/camera.ts";
export type { Garbage, Refusing, SlowLink } from "./rtsp/faults.ts";
export type { AccessUnit, LiveSource, Loop, Media } from "./rtsp/media.ts";
export { startCameras } from "./rtsp/server.ts";
export type { CameraServer, ServerOptions } from "./rtsp/server.ts";
export { readMedia } from "./clips/read.ts";
