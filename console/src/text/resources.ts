import type { Language, Namespaces, Strings } from "@amaliyat/ui/i18n";

const parts: Readonly<Record<Language, () => Promise<{ readonly files: Readonly<Record<string, Strings>> }>>> = {
  ar: () => import("./ar.ts"),
  fr: () => import("./fr.ts"),
  en: () => import("./en.ts"),
};

const AGAIN_MS = 2_000;

/**
 * Every feature's strings in a language, one namespace per feature folder: `room/locales/ar.json` is namespace `room` of Arabic. If the
 * room does not answer they are asked for until they come: a late sentence is better than a key.
 */
export async function featureStrings(language: Language): Promise<Namespaces> {
  const found = await parts[language]().catch(() => null);
  if (found === null) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return featureStrings(language);
  }
  return Object.fromEntries(
    Object.entries(found.files).map(([path, strings]) => [/\/([a-z-]+)\/locales\//.exec(path)?.[1] ?? path, strings]),
  );
}
