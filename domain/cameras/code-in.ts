import type { Language } from "../kernel/index.ts";

/** First letter of a camera's code, in each script; K too, as some rooms write it in Latin. */
const LETTER = /^[كCK](?=[-_ ]?\d)/iu;

/** The code of a camera as a language writes it: «ك-031» in Arabic, «C-031» in French and English. Any other code stays as it is. */
export const codeIn = (code: string, language: Language): string => code.replace(LETTER, language === "ar" ? "ك" : "C");
