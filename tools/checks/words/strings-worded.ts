import { readErrors } from "../../project/error-files.ts";
import { whereOf, type Check, type Finding } from "../check.ts";
import { LANGUAGES, readLocales, type Language } from "./locales.ts";

/** One text of a catalogue: of a screen, or of a refusal. */
type Text = { readonly file: string; readonly line: number; readonly key: string; readonly language: Language; readonly value: string };

/** Weak imperatives that read as another word without vowels («أنه» is «that he»), with the noun that a button has instead. */
const IMPERATIVES: ReadonlyMap<string, string> = new Map([
  ["أنه", "إنهاء"],
  ["ألغ", "إلغاء"],
  ["أخف", "إخفاء"],
  ["اطو", "طيّ"],
  ["أعط", "إعطاء"],
  ["أزل", "إزالة"],
  ["امح", "محو"],
  ["أبق", "إبقاء"],
]);

/** Words that the glossary has another word for, with the right one. A phrase is written without articles. */
const FORBIDDEN: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ar: {
    "بلاغ بحث": "نشرة بحث",
    "بلاغات بحث": "نشرات بحث",
    "خط أخضر": "الرقم الأخضر",
    "نقطة سجل": "نقطة تحقق",
    "قائمة رد": "قائمة الانتظار",
    راديو: "اللاسلكي",
    رزم: "حزم",
    رزمة: "حزمة",
    سمات: "الظروف",
    سوابق: "التدخلات السابقة",
    طابور: "قائمة الانتظار",
    فرز: "التصفية",
    متلق: "عون استقبال المكالمات",
    متلقي: "عون استقبال المكالمات",
    مستخدم: "المستعمل",
    مشرف: "رئيس نوبة",
    مشرفون: "رؤساء النوبة",
    معاودة: "إعادة الاتصال",
  },
  fr: {
    "opérateur d appels": "opérateur 17",
    "opérateurs d appels": "opérateurs 17",
    attributs: "circonstances",
    rétention: "conservation",
    régulateur: "répartiteur",
    régulateurs: "répartiteurs",
    superviseur: "chef de vacation",
    superviseurs: "chefs de vacation",
    téléopérateur: "opérateur 17",
  },
  en: { "front desk": "walk-in", "green line": "green number", "in vain": "missed" },
};

const ARTICLE = /^(?:[وفبكل]?ال|لل)/u;
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** The words with a space on each side, in lower case, Arabic without its vowel marks and articles. */
const spoken = ({ language, value }: Text): string =>
  language === "ar"
    ? ` ${wordsOf(value.replaceAll(/\p{M}/gu, ""))
        .map((word) => word.replace(ARTICLE, ""))
        .join(" ")} `
    : ` ${wordsOf(value.toLowerCase()).join(" ")} `;

/** The imperative that a word is, with its pronoun or without; undefined for other words. */
const imperativeOf = (word: string): string | undefined =>
  [...IMPERATIVES.keys()].find((verb) => [verb, `${verb}ه`, `${verb}ها`].some((form) => [form, `و${form}`, `ف${form}`].includes(word)));

/** Imperatives of a text. The plain «أنه» counts at the begin of a clause and after «or», since elsewhere it may be «that he». */
function imperatives(value: string): string[] {
  return value.split(/[.:؛،؟!«»]/u).flatMap((clause) => {
    const words = wordsOf(clause);
    return words.filter((word, index) => {
      const verb = imperativeOf(word);
      if (verb === undefined) return false;
      return word.replace(/^[وف]/u, "") !== "أنه" || index === 0 || ["أو", "ثم"].includes(words[index - 1] ?? "");
    });
  });
}

function findings(text: Text): Finding[] {
  const { file, line, key, language, value } = text;
  const found = (message: string, cure: string): Finding => ({ ...whereOf(file, line), message: `${key}: ${message}`, cure });
  const said = spoken(text);
  const synonyms = Object.entries(FORBIDDEN[language])
    .filter(([word]) => said.includes(` ${word} `))
    .map(([word, right]) => found(`«${word}» is not the word of the glossary`, `write «${right}»`));
  const misread =
    language === "ar"
      ? imperatives(value).map((word) =>
          found(`«${word}» reads as another word`, `write the noun, such as «${IMPERATIVES.get(imperativeOf(word) ?? "") ?? ""}»`),
        )
      : [];
  if (language !== "fr") return [...synonyms, ...misread];
  return [
    ...synonyms,
    ...(/ [:;?!»]|« /u.test(value) ? [found("has an ordinary space beside a high sign", "write U+00A0 before : ; ? ! » and after «")] : []),
    ...(/\p{L}'\p{L}/u.test(value) ? [found("has a straight apostrophe", "write ’")] : []),
  ];
}

async function textsOf(root: string): Promise<Text[]> {
  const screens = (await readLocales(root)).flatMap(({ files }) =>
    [...files].flatMap(([language, { path, text, strings }]) =>
      [...strings].map(([key, value]) => ({
        file: path,
        line: text.slice(0, text.indexOf(JSON.stringify(value))).split("\n").length,
        key,
        language,
        value,
      })),
    ),
  );
  const refusals = (await readErrors(root)).flatMap((error) =>
    LANGUAGES.map((language) => ({ file: error.file, line: error.line, key: error.code, language, value: error[language] })),
  );
  return [...screens, ...refusals];
}

/** Texts have the words of the glossary; Arabic buttons do not misread; French has its spaces and one apostrophe. */
export const stringsWorded: Check = {
  name: "strings well worded",
  run: async (root) => (await textsOf(root)).flatMap(findings),
};
