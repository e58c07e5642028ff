export { keptAddresses } from "./allowed-address.ts";
export { camerasFeature } from "./feature.ts";
export { cameraById, placeOfCamera } from "./cameras-queries.ts";
export { setClockOffset, upsertConnection, upsertRecorderSeen, upsertRecording, type RecordingNow } from "./cameras-store.ts";
export type { CamerasDeps } from "./cameras-deps.ts";
export { CAMERA_SEALED, recorderSources } from "./credentials.ts";
export { cameraSubject } from "./subjects.ts";
