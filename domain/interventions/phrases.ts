import type { Text3 } from "../kernel/index.ts";
import type { Digit } from "./taxonomy/favourites.ts";

export type QuickPhrase = { readonly digit: Digit; readonly text: Text3 };

/** Most frequent phrases of the log, one digit each. In a note it stands as text in the language of its author. */
export const QUICK_PHRASES: readonly QuickPhrase[] = [
  { digit: "1", text: { ar: "تأكد بالصورة", fr: "Confirmé à l’image", en: "Confirmed on the picture" } },
  { digit: "2", text: { ar: "لا إصابات ظاهرة", fr: "Aucun blessé visible", en: "No injury visible" } },
  { digit: "3", text: { ar: "يوجد جرحى", fr: "Présence de blessés", en: "There are injured people" } },
  { digit: "4", text: { ar: "الطريق مقطوع", fr: "Voie coupée", en: "The road is blocked" } },
  { digit: "5", text: { ar: "عادت الحركة إلى طبيعتها", fr: "Circulation rétablie", en: "Traffic is back to normal" } },
  { digit: "6", text: { ar: "طُلبت الحماية المدنية", fr: "Protection civile demandée", en: "Civil Protection asked for" } },
  { digit: "7", text: { ar: "غادر المعنيون المكان", fr: "Les intéressés ont quitté les lieux", en: "Those concerned have left" } },
  { digit: "8", text: { ar: "لا رد على الاتصال", fr: "Pas de réponse à l’appel", en: "No answer to the call" } },
  { digit: "9", text: { ar: "تحت المتابعة بالكاميرا", fr: "Suivi à la caméra", en: "Followed on camera" } },
];
