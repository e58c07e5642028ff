import type { WireMessage } from "@amaliyat/contract/picture";
import type { Telling } from "./facts.ts";

const STATES: readonly string[] = ["idle", "connecting", "live", "stalled", "lost"] satisfies Telling["state"][];
const isState = (text: unknown): text is Telling["state"] => typeof text === "string" && STATES.includes(text);

/** Parses a state message about the camera; null if unreadable. */
export function readTelling({ payload, atMs }: Pick<WireMessage, "payload" | "atMs">): Telling | null {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(payload));
    const { state, cause } = read as { state?: unknown; cause?: unknown };
    return isState(state) ? { state, since: atMs, cause: typeof cause === "string" ? cause : null } : null;
  } catch {
    return null;
  }
}
