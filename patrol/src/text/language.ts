import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";

const LANGUAGE_KEY = "amaliyat.language";
const THEME_KEY = "amaliyat.theme";
const listeners = new Set<() => void>();

/** Each language in its own words, whichever is chosen. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { ar: "العربية", fr: "Français", en: "English" };

export type Theme = "dark" | "light";

/** The browser may forbid its small store; neither language nor theme is worth an error. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is asked for again at the next start.
  }
}

let language: Language = LANGUAGES.find((each) => each === stored(LANGUAGE_KEY)) ?? "ar";
let theme: Theme = stored(THEME_KEY) === "light" ? "light" : "dark";

/** Sets language, direction and theme of the page; the same choice as the console's, where both are used on one machine. */
export function applyLook(): void {
  const { documentElement: page } = document;
  page.lang = language;
  page.dir = language === "ar" ? "rtl" : "ltr";
  page.dataset["theme"] = theme;
  for (const listener of listeners) listener();
}

export const look = {
  language: (): Language => language,
  theme: (): Theme => theme,
  listen: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  setLanguage: (next: Language): void => {
    language = next;
    store(LANGUAGE_KEY, next);
    applyLook();
  },
  setTheme: (next: Theme): void => {
    theme = next;
    store(THEME_KEY, next);
    applyLook();
  },
};
