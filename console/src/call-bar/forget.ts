import type { CallNews } from "../calls/index.ts";

/**
 * True if the telephone must drop a call that it still holds. The room says that the call is over, or, while it rings, that it is no longer
 * offered here. A row that never offered it here is older than the ring itself.
 */
export function mustForget({ row, before }: CallNews, me: string, ringingCallId: string | null): boolean {
  if (row.endedAt !== null) return true;
  return row.callId === ringingCallId && before?.offeredTo === me && row.offeredTo !== me;
}
