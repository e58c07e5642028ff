import type { LanguageResources, Strings } from "@amaliyat/ui/i18n";

const files = import.meta.glob<Strings>("../*/locales/*.json", { eager: true, import: "default" });

/** Every feature's strings, one namespace per feature folder: `room/locales/ar.json` is namespace `room` of Arabic. */
export function featureResources(): LanguageResources {
  const resources: Record<"ar" | "fr" | "en", Record<string, Strings>> = { ar: {}, fr: {}, en: {} };
  for (const [path, strings] of Object.entries(files)) {
    const [, feature, language] = /\/([a-z]+)\/locales\/(ar|fr|en)\.json$/.exec(path) ?? [];
    if (feature !== undefined && (language === "ar" || language === "fr" || language === "en")) resources[language][feature] = strings;
  }
  return resources;
}
