import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { createFormat, type Format } from "./format/format.ts";
import { directionOf, toLanguage, type Direction, type Language } from "./language.ts";
import type { UiKey } from "./resources.ts";

export interface LanguageChoice {
  readonly language: Language;
  readonly direction: Direction;
  readonly setLanguage: (language: Language) => void;
}

export function useLanguage(): LanguageChoice {
  const { i18n } = useTranslation("ui");
  const language = toLanguage(i18n.language);
  return { language, direction: directionOf(language), setLanguage: (next) => void i18n.changeLanguage(next) };
}

export function useFormat(): Format {
  const { language } = useLanguage();
  return useMemo(() => createFormat(language), [language]);
}

export type UiText = (key: UiKey, values?: Readonly<Record<string, string | number>>) => string;

/** The design system's own words; features use `useTranslation` with their namespace. */
export function useUiText(): UiText {
  const { t } = useTranslation("ui");
  return useCallback<UiText>((key, values) => t(key, { ...values }), [t]);
}
