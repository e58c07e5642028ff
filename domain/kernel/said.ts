/** Letters and digits of any script that are seen: a filler of Hangul is a letter without a shape. A drawn-out line (tatweel) is neither. */
const SIGNS = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/gu;
const TATWEEL = /\u0640/gu;
const LEAST_SIGNS = 3;

const signsOf = (text: string): string[] => text.toLowerCase().replaceAll(TATWEEL, "").match(SIGNS) ?? [];

/** THE rule for a reason: at least three letters or digits, not all the same. A dot, a dash and «aaa» say nothing. */
export function isSaid(text: string | null | undefined): text is string {
  const signs = signsOf(text ?? "");
  return signs.length >= LEAST_SIGNS && new Set(signs).size > 1;
}

/** True if a name, a plate or a number is there: at least one letter or digit. */
export const isWritten = (text: string | null | undefined): text is string => signsOf(text ?? "").length > 0;
