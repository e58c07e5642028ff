import type { Text3 } from "../kernel/index.ts";

/** The toll-free lines of the room; a lower priority number is answered first. */
export const LINES = [
  { number: "17", priority: 1, labels: { ar: "شرطة النجدة", fr: "Police secours", en: "Police emergency" } },
  {
    number: "104",
    priority: 2,
    labels: {
      ar: "الرقم الأخضر للأطفال المختفين والفئات الهشة",
      fr: "Numéro vert : disparition d’enfants, personnes vulnérables",
      en: "Green number: missing children and vulnerable people",
    },
  },
  { number: "1548", priority: 3, labels: { ar: "الرقم الأخضر للشرطة", fr: "Numéro vert de la police", en: "Police green number" } },
] as const satisfies readonly { readonly number: string; readonly priority: number; readonly labels: Text3 }[];
export type LineNumber = (typeof LINES)[number]["number"];

/** True if the text is the number of a line. */
export const isLine = (number: string): number is LineNumber => LINES.some((line) => line.number === number);
