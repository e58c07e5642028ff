import { NEW_LINE } from "@amaliyat/domain/calls";

/** Each in Arabic and in French: nobody knows yet which of them the caller reads. */
const both = (ar: string, fr: string): string => `${ar}${NEW_LINE}${fr}${NEW_LINE}`;

/** Sentences that the room writes by itself to a caller who can read in the call. */
export const TEXT_WORDS = {
  /** At once, before a call-taker is free. */
  greeting: (line: string): string =>
    both(`${line}: القاعة معك، اكتب. كل ما تكتبه يصلنا.`, `${line} : la salle est là, écrivez. Nous recevons tout ce que vous écrivez.`),
  answered: (): string => both("معك الآن متلقي المكالمات.", "Un opérateur est avec vous."),
  /** The line is closed, and the call ends. */
  closed: (line: string): string =>
    both(`${line}: الخط مغلق الآن. إن كنت في خطر فاتصل بـ 17.`, `${line} : la ligne est fermée. En cas de danger, appelez le 17.`),
  /** The server was started anew in the middle of the call. */
  again: (): string =>
    both(
      "انقطعنا لحظة. أعد من فضلك ما كتبته في الدقيقة الأخيرة.",
      "Nous avons été coupés un instant. Réécrivez ce que vous avez écrit depuis une minute.",
    ),
} as const;
