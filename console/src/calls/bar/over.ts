export type OverWhat = "devices" | "call_out" | "vain" | "keypad" | "transfer";

/** What was opened over the screen, and in which talk; null where there was none. */
export type Over = { readonly what: OverWhat; readonly callId: string | null };

const OF_A_TALK: ReadonlySet<OverWhat> = new Set(["keypad", "transfer"]);
const HIDES_NOBODY: ReadonlySet<OverWhat> = new Set(["devices"]);

/** What lies over the screen now: what was opened in one talk never stands before the next caller, and a locked screen shows nobody. */
export function shownOver(over: Over | null, talking: string | null, locked: boolean): OverWhat | null {
  if (over === null || (locked && !HIDES_NOBODY.has(over.what))) return null;
  return OF_A_TALK.has(over.what) && (talking === null || over.callId !== talking) ? null : over.what;
}
