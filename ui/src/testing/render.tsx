import type { i18n } from "i18next";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { createI18n } from "../i18n/create-i18n.ts";
import type { Language } from "../i18n/language.ts";

const none = { ar: {}, fr: {}, en: {} };
const instances = new Map<Language, i18n>();

/** The markup of a component in one language, for tests of its roles, names and states. */
export function markup(node: ReactNode, language: Language = "en"): string {
  const instance = instances.get(language) ?? createI18n(none, language);
  instances.set(language, instance);
  return renderToStaticMarkup(<I18nextProvider i18n={instance}>{node}</I18nextProvider>);
}
