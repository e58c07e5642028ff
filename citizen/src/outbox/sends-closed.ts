/**
 * True if the browser sends waiting items though every page is closed (Background Sync). Elsewhere they are sent while the app is open, and
 * the app says so.
 */
export const sendsClosed = (): boolean => "SyncManager" in globalThis;
