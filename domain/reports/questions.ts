import type { Text3 } from "../kernel/index.ts";

export type ReadyQuestion = {
  /** The key of the question on the card. */
  readonly digit: "1" | "2" | "3" | "4" | "5" | "6" | "7";
  readonly words: Text3;
  /** True where yes, no and «I do not know» answer it; false where it wants words or a picture. */
  readonly plain: boolean;
};

/** Most frequent questions of the room; sent in the language of the report. */
export const READY_QUESTIONS: readonly ReadyQuestion[] = [
  { digit: "1", plain: true, words: { ar: "هل يوجد جرحى؟", fr: "Y a-t-il des blessés ?", en: "Is anybody injured?" } },
  { digit: "2", plain: true, words: { ar: "هل أنت في المكان الآن؟", fr: "Êtes-vous sur place en ce moment ?", en: "Are you there now?" } },
  { digit: "3", plain: true, words: { ar: "هل ما زال الأمر جاريا؟", fr: "Est-ce toujours en cours ?", en: "Is it still going on?" } },
  { digit: "4", plain: true, words: { ar: "هل رأيت سلاحا؟", fr: "Avez-vous vu une arme ?", en: "Did you see a weapon?" } },
  { digit: "5", plain: true, words: { ar: "هل الطريق مقطوع؟", fr: "La voie est-elle bloquée ?", en: "Is the road blocked?" } },
  {
    digit: "6",
    plain: false,
    words: {
      ar: "أين بالضبط؟ اذكر أقرب معلم.",
      fr: "Où exactement ? Indiquez le repère le plus proche.",
      en: "Where exactly? Name the nearest landmark.",
    },
  },
  {
    digit: "7",
    plain: false,
    words: {
      ar: "هل يمكنك إرسال صورة دون أن تعرض نفسك للخطر؟",
      fr: "Pouvez-vous envoyer une photo sans vous mettre en danger ?",
      en: "Can you send a picture without putting yourself in danger?",
    },
  },
];

/** The ready answers to a plain question. */
export const READY_ANSWERS: readonly Text3[] = [
  { ar: "نعم", fr: "Oui", en: "Yes" },
  { ar: "لا", fr: "Non", en: "No" },
  { ar: "لا أعرف", fr: "Je ne sais pas", en: "I do not know" },
];
