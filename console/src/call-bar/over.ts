export type OverWhat = "devices" | "call_out" | "abandoned" | "keypad" | "transfer";

/** Overlay that is open, with the talk it was opened in; null if none. */
export type Over = { readonly what: OverWhat; readonly callId: string | null };

const OF_A_TALK: ReadonlySet<OverWhat> = new Set(["keypad", "transfer"]);
const HIDES_NOBODY: ReadonlySet<OverWhat> = new Set(["devices"]);

/** Overlay to show now. One opened in a talk never stays for the next caller, and a locked screen shows no person. */
export function shownOver(over: Over | null, talking: string | null, locked: boolean): OverWhat | null {
  if (over === null || (locked && !HIDES_NOBODY.has(over.what))) return null;
  return OF_A_TALK.has(over.what) && (talking === null || over.callId !== talking) ? null : over.what;
}
