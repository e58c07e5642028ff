import type { Text3 } from "@amaliyat/domain/kernel";
import type { IconName } from "../icons/icon-shapes.ts";

export type Pictogram = { readonly name: IconName; readonly words: Text3 };

/** Pictograms to show or send, for a person who does not speak, hear or know the language. Each has a short sentence. */
export const PICTOGRAMS: readonly Pictogram[] = [
  { name: "siren", words: { ar: "أريد الشرطة", fr: "Je veux la police", en: "I need the police" } },
  { name: "ambulance", words: { ar: "أريد الإسعاف", fr: "Je veux une ambulance", en: "I need an ambulance" } },
  { name: "flame", words: { ar: "حريق", fr: "Au feu", en: "Fire" } },
  { name: "danger", words: { ar: "يعتدون علي", fr: "On m’agresse", en: "I am being attacked" } },
  { name: "accident", words: { ar: "حادث مرور", fr: "Accident de la route", en: "Road accident" } },
  { name: "theft", words: { ar: "سُرقت", fr: "On m’a volé", en: "I was robbed" } },
  { name: "child", words: { ar: "طفل ضائع", fr: "Enfant perdu", en: "Lost child" } },
  { name: "lost", words: { ar: "أنا تائه", fr: "Je suis perdu", en: "I am lost" } },
  { name: "deaf", words: { ar: "لا أسمع", fr: "Je n’entends pas", en: "I cannot hear" } },
  { name: "mute", words: { ar: "لا أستطيع الكلام", fr: "Je ne peux pas parler", en: "I cannot speak" } },
  { name: "pencil", words: { ar: "اكتب لي من فضلك", fr: "Écrivez-moi, s’il vous plaît", en: "Please write to me" } },
  { name: "translate", words: { ar: "أحتاج إلى مترجم", fr: "J’ai besoin d’un interprète", en: "I need an interpreter" } },
  { name: "pain", words: { ar: "أتألم", fr: "J’ai mal", en: "I am in pain" } },
  { name: "medicine", words: { ar: "أحتاج إلى دوائي", fr: "J’ai besoin de mon médicament", en: "I need my medicine" } },
  { name: "water", words: { ar: "أحتاج إلى الماء", fr: "J’ai besoin d’eau", en: "I need water" } },
  { name: "people", words: { ar: "اتصلوا بأهلي", fr: "Appelez ma famille", en: "Call my family" } },
  { name: "yes", words: { ar: "نعم", fr: "Oui", en: "Yes" } },
  { name: "no", words: { ar: "لا", fr: "Non", en: "No" } },
];
