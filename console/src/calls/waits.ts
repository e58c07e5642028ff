import type { CallRow } from "@amaliyat/contract/calls";

/** A call as far as its waiting goes. */
export type Waiter = Pick<CallRow, "callId" | "line" | "state" | "since">;

/** True while its caller is on the line and nobody has answered, being rung for or not. */
export const waits = ({ state }: Pick<CallRow, "state">): boolean => state === "waiting" || state === "offered";

/** Number of waiting callers of a line, and the start of the longest wait (ms), null if nobody waits. It counts the given list only. */
export function waitsOn(line: string, calls: readonly Waiter[]): { readonly count: number; readonly oldest: number | null } {
  const since = calls.filter((call) => call.line === line && waits(call)).map((call) => Date.parse(call.since));
  return { count: since.length, oldest: since.length === 0 ? null : Math.min(...since) };
}
