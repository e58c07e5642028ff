import type { CallNews } from "../../live/index.ts";

/**
 * True if the telephone must let go of a call that it still holds: the room says that the call is over, or, while it rings, that it is no
 * longer offered here. A row that never said so is older than the ring itself.
 */
export function mustForget({ row, before }: CallNews, me: string, ringingCallId: string | null): boolean {
  if (row.endedAt !== null) return true;
  return row.callId === ringingCallId && before?.offeredTo === me && row.offeredTo !== me;
}
