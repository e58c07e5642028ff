/**
 * Whether the browser sends what waits though every page is closed (Background Sync). Elsewhere it is sent while the app is open, and the app
 * says so.
 */
export const sendsClosed = (): boolean => "SyncManager" in globalThis;
