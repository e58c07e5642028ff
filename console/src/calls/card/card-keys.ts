/** The keys that choose the first to the eleventh of what is asked, in the order in which they lie on a keyboard. */
const CHOOSING = ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus"] as const;

/** The key of the nth choice; undefined where none is left. */
export const keyOfNth = (nth: number): string | undefined => CHOOSING[nth];

/** Which choice a key means; null for any other key. */
export function nthOfKey(code: string): number | null {
  const nth = CHOOSING.findIndex((key) => key === code.replace(/^Numpad(?=\d$)/u, "Digit").replace("NumpadSubtract", "Minus"));
  return nth === -1 ? null : nth;
}

/** What the keys choose now: the nature of a call until it has one, or while another is asked for; then the answer to its next question. */
export function keysChoose(given: { readonly nature: string | null; readonly asksNature: boolean; readonly hasQuestion: boolean }) {
  if (given.nature === null || given.asksNature) return "nature" as const;
  return given.hasQuestion ? ("answer" as const) : null;
}
