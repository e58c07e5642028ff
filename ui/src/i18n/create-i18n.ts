import { createInstance, type BackendModule, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { formatAge, formatRelative } from "./format/span.ts";
import { formatBytes, formatDistance, formatNumber, formatPercent } from "./format/number.ts";
import { formatDate, formatDay, formatTime } from "./format/time.ts";
import { directionOf, languages, toLanguage, type Language } from "./language.ts";
import { localStore } from "./local-store.ts";
import { uiResources } from "./resources.ts";
import { isolate } from "./safe-text.ts";
import { applyTheme, storedTheme } from "./theme.ts";

/** Strings of one namespace: leaves are sentences, branches group them. */
export interface Strings {
  readonly [key: string]: string | Strings;
}

/** Language, then namespace, then strings. The namespace `ui` is the design system's own and is added here. */
export type LanguageResources = Readonly<Record<Language, Namespaces>>;

/** Namespace, then strings, of one language. */
export type Namespaces = Readonly<Record<string, Strings>>;

/** Brings the strings of a language, as late as it may be: the language does not change before. */
export type LoadLanguage = (language: Language) => Promise<Namespaces>;

const key = "amaliyat.language";

/** The language kept on this machine, else Arabic. */
export function storedLanguage(): Language {
  return toLanguage(localStore.read(key));
}

/**
 * Sets up i18next and react-i18next, synchronously, and keeps `<html lang dir data-theme>` in step with the choice. If a language is not
 * given, `load` brings it at its first use, and the language changes once it is there.
 * In sentences: `{{count}}` with plural endings by Intl.PluralRules (Arabic `_zero _one _two _few _many _other`), and
 * `{{x, number|percent|bytes|distance|age|relative|time|date|day|isolate}}` by our own formatters;
 * decimals as in `{{ratio, percent(decimals: 0)}}`.
 */
export function createI18n(
  resources: Partial<LanguageResources>,
  language: Language = storedLanguage(),
  load: LoadLanguage | null = null,
): i18n {
  const instance = createInstance();
  if (load !== null) instance.use(laterLanguages(load));
  void instance.use(initReactI18next).init({
    lng: language,
    ns: Object.keys({ ...resources[language], ui: null }),
    partialBundledLanguages: load !== null,
    fallbackLng: false,
    supportedLngs: [...languages],
    resources: merged(resources),
    defaultNS: "common",
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  addFormatters(instance);
  instance.on("languageChanged", applyLanguage);
  applyLanguage(language);
  applyTheme(storedTheme());
  return instance;
}

function laterLanguages(load: LoadLanguage): BackendModule {
  const coming = new Map<Language, Promise<Namespaces>>();
  return {
    type: "backend",
    init: () => undefined,
    read: (tag, namespace, answer) => {
      const language = toLanguage(tag);
      const strings = coming.get(language) ?? load(language);
      coming.set(language, strings);
      void strings.then((found) => answer(null, found[namespace] ?? {}));
    },
  };
}

function merged(resources: Partial<LanguageResources>): Record<Language, Record<string, Strings>> {
  return {
    ar: { ...resources.ar, ui: uiResources.ar },
    fr: { ...resources.fr, ui: uiResources.fr },
    en: { ...resources.en, ui: uiResources.en },
  };
}

function applyLanguage(tag: string): void {
  const language = toLanguage(tag);
  localStore.write(key, language);
  if (typeof document === "undefined") return;
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

function addFormatters(instance: i18n): void {
  const formatters: Readonly<Record<string, (value: number, language: Language, decimals?: number) => string>> = {
    number: formatNumber,
    percent: formatPercent,
    bytes: formatBytes,
    distance: formatDistance,
    age: formatAge,
    relative: formatRelative,
    time: formatTime,
    date: formatDate,
    day: formatDay,
  };
  for (const [name, write] of Object.entries(formatters)) {
    instance.services.formatter?.add(name, (value: unknown, tag, options: { readonly decimals?: unknown }) => {
      const decimals = options.decimals === undefined ? undefined : Number(options.decimals);
      return write(Number(value ?? Number.NaN), toLanguage(tag), decimals);
    });
  }
  instance.services.formatter?.add("isolate", (value: unknown) => isolate(String(value)));
}
