import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { LANGUAGES } from "@amaliyat/domain/kernel";

const TAGS = { ar: "ar-DZ-u-nu-latn", fr: "fr-DZ", en: "en-GB" } as const;
/** Writes a moment as the clock of the town shows it. */
export const clockWords = (language: Language, at: number): string =>
  new Intl.DateTimeFormat(TAGS[language], { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Africa/Algiers" }).format(at);

/** The language of the walk first, then the others: whoever reads it at the desk speaks one of them. */
const inAll = (first: Language, words: (language: Language) => Text3): string =>
  [first, ...LANGUAGES.filter((each) => each !== first)].map((language) => words(language)[language]).join("\n");

/** Makes the words of an alarm for a person who did not come home: the end that was set, and the phone's last word. */
export const overdueWords = (language: Language, endsAt: number, placeAt: number | null): string =>
  inAll(language, (of) => {
    const end = clockWords(of, endsAt);
    const last = placeAt === null ? null : clockWords(of, placeAt);
    return {
      ar: `إنذار من القاعة: لم يصل إلى البيت في ${end} ولا خبر من هاتفه. ${last === null ? "مكانه غير معروف." : `آخر مكان معروف في ${last}.`}`,
      fr: `Alarme de la salle : pas rentré à ${end}, sans nouvelles du téléphone. ${last === null ? "Lieu inconnu." : `Dernier lieu connu à ${last}.`}`,
      en: `Alarm by the room: did not come home by ${end}, and the phone is silent. ${last === null ? "Place unknown." : `Last known place at ${last}.`}`,
    };
  });

/** The message of a person who is home after all. */
export const HOME_AFTER_ALL: Text3 = {
  ar: "وصلت إلى البيت، أنا بخير.",
  fr: "Je suis bien rentré, tout va bien.",
  en: "I am home, I am fine.",
};
