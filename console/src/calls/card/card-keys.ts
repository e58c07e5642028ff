import { URGENT_KINDS } from "@amaliyat/domain/calls";

/** The keys that choose the first to the eleventh answer, in the order in which they lie on a keyboard. */
const ANSWER_KEYS = ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus"] as const;

/** The four urgent kinds have the first digits; the natures of the bulletin have what lies beside them. */
const FIRST_NATURE = URGENT_KINDS.length;
const NATURE_KEYS = [...ANSWER_KEYS.slice(FIRST_NATURE), "Equal", "KeyT", "KeyY", "KeyI"] as const;

const KEYS = { urgent: ANSWER_KEYS.slice(0, FIRST_NATURE), nature: NATURE_KEYS, answer: ANSWER_KEYS } as const;
export type Choosing = keyof typeof KEYS;

/** The key of the nth choice; undefined where none is left. */
export const keyOfNth = (what: Choosing, nth: number): string | undefined => KEYS[what][nth];

const TWINS: Readonly<Record<string, string>> = { NumpadSubtract: "Minus", NumpadAdd: "Equal" };

/** Choice for a key; null for any other key. */
export function nthOfKey(what: Choosing, code: string): number | null {
  const key = TWINS[code] ?? code.replace(/^Numpad(?=\d$)/u, "Digit");
  const nth = KEYS[what].findIndex((each) => each === key);
  return nth === -1 ? null : nth;
}

/** Target of the keys now. The nature of a call until it has one or while it is changed; then the answer to its next question. */
export function keysChoose(given: { readonly nature: string | null; readonly asksNature: boolean; readonly hasQuestion: boolean }) {
  if (given.nature === null || given.asksNature) return "nature" as const;
  return given.hasQuestion ? ("answer" as const) : null;
}
