import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { useCallback, useSyncExternalStore } from "react";
import ar from "./locales/ar.json";
import en from "./locales/en.json";
import fr from "./locales/fr.json";
import { look, type Theme } from "./language.ts";
import { sentence, type Values } from "@amaliyat/ui/sentence";

const STRINGS = { ar, fr, en };

type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${Leaves<T[K]>}` }[keyof T & string];
type Singular<K extends string> = K extends `${infer Base}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Base : K;

export type TextKey = Leaves<typeof en>;
export type Text = (key: TextKey, values?: Values) => string;

/** A sentence of the app in a language, outside a screen. */
export const say = (language: Language, key: TextKey, values?: Values): string => sentence(language, STRINGS[language], key, values);

export const useLanguage = (): Language => useSyncExternalStore(look.listen, look.language, look.language);
export const useTheme = (): Theme => useSyncExternalStore(look.listen, look.theme);

/** The app's sentences in the language that was chosen. */
export function useText(): Text {
  const language = useLanguage();
  return useCallback((key, values) => say(language, key, values), [language]);
}

/** The one of three texts that is in the language that was chosen. */
export function useLabel(): (text: Text3) => string {
  const language = useLanguage();
  return useCallback((text) => text[language], [language]);
}
