import type { CallRow, LineShown } from "@amaliyat/contract/calls";

/** A line and who waits on it; `oldest` in ms since the epoch, null where nobody does. */
export type Waiting = { readonly line: LineShown; readonly count: number; readonly oldest: number | null };

/** Lines in their order, each with who waits there, being rung at a colleague or not. */
export function waitingByLine(lines: readonly LineShown[], calls: readonly CallRow[]): readonly Waiting[] {
  return lines.map((line) => {
    const since = calls
      .filter((call) => call.line === line.number && (call.state === "waiting" || call.state === "offered"))
      .map((call) => Date.parse(call.since));
    return { line, count: since.length, oldest: since.length === 0 ? null : Math.min(...since) };
  });
}
