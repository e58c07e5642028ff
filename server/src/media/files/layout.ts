const CAMERA_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Throws for an id that may not be a folder's name: ids are made by us, anything else is a bug. */
export function checkCameraId(cameraId: string): void {
  if (!CAMERA_ID.test(cameraId)) throw new Error("a camera id is letters, digits, - and _, at most 64");
}

/** `<cameraId>/<YYYY-MM-DD>/<HH>`, relative to the root, by UTC. */
export function segmentFolder(cameraId: string, startedAt: number): string {
  const iso = new Date(startedAt).toISOString();
  return `${cameraId}/${iso.slice(0, 10)}/${iso.slice(11, 13)}`;
}

/** `<cameraId>/<YYYY-MM-DD>/<HH>/<startedAtMs>-main.mp4`, relative to the root, by UTC. */
export const segmentPath = (cameraId: string, startedAt: number): string => `${segmentFolder(cameraId, startedAt)}/${startedAt}-main.mp4`;

/** Start time in a file name, ms since epoch; null if the name is not one of ours. */
export function startOfPath(path: string): number | null {
  const match = /(?:^|\/)(\d{12,15})-main\.mp4$/.exec(path);
  return match ? Number(match[1]) : null;
}
