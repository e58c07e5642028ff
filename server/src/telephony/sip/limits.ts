/** A header that is longer ends the connection (bytes): the longest of a real trunk have a few kilobytes. */
export const HEADER_BYTES = 64 * 1024;
/** A body that is longer ends the connection (bytes). */
export const BODY_BYTES = 256 * 1024;
/** Limits of messages that wait for a new link to the edge: more messages than this, or older ones, are refused. */
export const WAITING_MESSAGES = 500;
export const WAITING_MS = 4_000;
/** Waits between attempts to link with the edge: doubled from the first to the last (ms). */
export const RETRY_FIRST_MS = 100;
export const RETRY_LAST_MS = 2_000;
/** Session timers (RFC 4028 §5, §4): the least interval that we accept, and the one that we ask for (s). */
export const MIN_SESSION_S = 90;
export const SESSION_S = 1_800;
