export const languages = ["ar", "fr", "en"] as const;
export type Language = (typeof languages)[number];
export type Direction = "rtl" | "ltr";

export const languageNames: Readonly<Record<Language, string>> = { ar: "العربية", fr: "Français", en: "English" };

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The language of a tag such as `fr-DZ`; Arabic when the tag is unknown, because the room is Arabic first. */
export function toLanguage(tag: string | null | undefined): Language {
  const base = (tag ?? "").toLowerCase().split("-")[0];
  return isLanguage(base) ? base : "ar";
}

export function directionOf(language: Language): Direction {
  return language === "ar" ? "rtl" : "ltr";
}
