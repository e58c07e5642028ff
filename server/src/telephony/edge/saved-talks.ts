/** Saved calls of one console, followed by the messages between console and edge. */
export type SavedTalks = {
  /** Takes in a message of either side. */
  readonly hear: (text: string) => void;
  /** True from the console's answer until the end of the last one was acknowledged, or the edge has forgotten it. */
  readonly goOn: () => boolean;
};

/** Time for which the edge lets messages of a saved call through, equal to that of its table in `kamailio.cfg`. */
const LASTS_MS = 4 * 3_600_000;

/** The value of a header by its names in small letters, long and short (RFC 3261 §7.3.3). */
function headerOf(head: string, ...names: readonly string[]): string | undefined {
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0 && names.includes(line.slice(0, colon).trimEnd().toLowerCase())) return line.slice(colon + 1).trim();
  }
  return undefined;
}

/** Follows the saved calls of one console. Neither side is believed more than that a call of this name began and ended. */
export function followSavedTalks(now: () => number = () => performance.now()): SavedTalks {
  const rung = new Set<string>();
  const since = new Map<string, number>();
  return {
    hear(text) {
      const [head = ""] = text.split("\r\n\r\n", 1);
      const callId = headerOf(head, "call-id", "i");
      if (callId === undefined) return;
      if (head.startsWith("INVITE ") && headerOf(head, "x-survival") !== undefined) return void rung.add(callId);
      const [, status] = /^SIP\/2\.0 ([2-6])\d\d /.exec(head) ?? [];
      if (status === undefined || !rung.has(callId)) return;
      const method = headerOf(head, "cseq")?.split(/\s+/)[1];
      // A later INVITE of the same call is a hold: whatever becomes of it, the talk goes on.
      if (method === "INVITE" && status === "2" && !since.has(callId)) since.set(callId, now());
      if (method === "BYE" || (method === "INVITE" && status !== "2" && !since.has(callId))) {
        rung.delete(callId);
        since.delete(callId);
      }
    },
    goOn: () => [...since.values()].some((at) => now() - at < LASTS_MS),
  };
}
