import { LANGUAGES } from "@amaliyat/domain/kernel";
import type { ReactNode } from "react";
import { look, LANGUAGE_NAMES } from "../text/language.ts";
import { useLanguage, useText, useTheme } from "../text/use-text.ts";

/** Each language in its own words. */
export function LanguageChoice(): ReactNode {
  const t = useText();
  const chosen = useLanguage();
  return (
    <fieldset className="choices">
      <legend>{t("language.title")}</legend>
      {LANGUAGES.map((each) => (
        <button key={each} type="button" lang={each} aria-pressed={each === chosen} onClick={() => look.setLanguage(each)}>
          {LANGUAGE_NAMES[each]}
        </button>
      ))}
    </fieldset>
  );
}

export function ThemeChoice(): ReactNode {
  const t = useText();
  const chosen = useTheme();
  return (
    <fieldset className="choices">
      <legend>{t("theme.title")}</legend>
      {(["dark", "light"] as const).map((each) => (
        <button key={each} type="button" aria-pressed={each === chosen} onClick={() => look.setTheme(each)}>
          {each === "dark" ? t("theme.dark") : t("theme.light")}
        </button>
      ))}
    </fieldset>
  );
}
