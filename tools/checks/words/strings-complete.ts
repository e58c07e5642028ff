import { readAllowed, type Allowed } from "../allowed.ts";
import { whereOf, type Check, type Finding } from "../check.ts";
import { askedKey, LANGUAGES, lineOfKey, readLocales, type Language, type LocaleFile, type LocaleFolder } from "./locales.ts";

const finding = (file: LocaleFile, key: string, message: string, cure: string): Finding => ({
  ...whereOf(file.path, lineOfKey(file.text, key)),
  message: `${key}: ${message}`,
  cure,
});

/** Names between `{{` and `}}`, without their format; `count` chooses the plural form and need not be shown in each. */
const placeholders = (value: string): string =>
  [...value.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/gu)]
    .map(([, name]) => name ?? "")
    .filter((name) => name !== "count")
    .toSorted()
    .join(", ");

const letters = (value: string): boolean => /\p{L}/u.test(value.replaceAll(/\{\{[^}]*\}\}/gu, ""));

function valueFindings(language: Language, file: LocaleFile, allowed: Allowed): Finding[] {
  return [...file.strings].flatMap(([key, value]) => {
    if (value.trim() === "") return [finding(file, key, "is empty", "write the sentence")];
    const foreign = language === "ar" && letters(value) && !/\p{Script=Arabic}/u.test(value) && !allowed.arabicValues.has(value);
    return foreign
      ? [finding(file, key, `«${value}» has no Arabic letter`, "translate it; a code goes into tools/checks/allowed.json")]
      : [];
  });
}

/** The plural forms that the language has and the file lacks; French has `_many` for millions, Arabic has six forms. */
function pluralFindings(language: Language, file: LocaleFile): Finding[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const bases = [...file.strings.keys()].filter((key) => key.endsWith("_other")).map((key) => key.slice(0, -"_other".length));
  return bases.flatMap((base) =>
    forms
      .filter((form) => !file.strings.has(`${base}_${form}`))
      .map((form) =>
        finding(file, base, `the plural form _${form} is missing`, `${language} has the forms ${forms.join(", ")}: write them all`),
      ),
  );
}

/** Key as code asks for it → the placeholders of its value, or of its plural forms together. */
function shapes(file: LocaleFile): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [key, value] of file.strings) {
    const asked = askedKey(key, file.strings);
    found.set(asked, (found.get(asked) ?? new Set()).add(placeholders(value)));
  }
  return found;
}

function compare(folder: LocaleFolder): Finding[] {
  const files = [...folder.files.values()];
  const shaped = new Map(files.map((file) => [file, shapes(file)]));
  const keys = new Set(files.flatMap((file) => [...(shaped.get(file)?.keys() ?? [])]));
  return [...keys].flatMap((key) => {
    const holders = files.filter((file) => shaped.get(file)?.has(key));
    const missing = files
      .filter((file) => !holders.includes(file))
      .map((file) => ({ file: file.path, message: `${key} is missing`, cure: "write the sentence in this language" }));
    const used = new Set(holders.flatMap((file) => [...(shaped.get(file)?.get(key) ?? [])]));
    const [first] = holders;
    if (used.size <= 1 || !first) return missing;
    const seen = [...used].map((names) => `{{${names}}}`).join(" and ");
    return [
      ...missing,
      finding(first, key, `its placeholders differ: ${seen}`, "use the same placeholders in the three languages and in every plural form"),
    ];
  });
}

/** Every string stands in Arabic, French and English, whole, with the same placeholders. */
export const stringsComplete: Check = {
  name: "strings in three languages",
  run: async (root) => {
    const allowed = await readAllowed(root);
    return (await readLocales(root)).flatMap((folder) => [
      ...LANGUAGES.filter((language) => !folder.files.has(language)).map((language) => ({
        file: `${folder.folder}/${language}.json`,
        message: "is missing",
        cure: "write the strings in this language",
      })),
      ...[...folder.files].flatMap(([language, file]) => [...valueFindings(language, file, allowed), ...pluralFindings(language, file)]),
      ...compare(folder),
    ]);
  },
};
