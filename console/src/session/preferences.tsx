import { Segmented } from "@amaliyat/ui/controls";
import { languageNames, languages, themes, useLanguage, useTheme, useUiText } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";

export function LanguageSwitch(): ReactNode {
  const { language, setLanguage } = useLanguage();
  const text = useUiText();
  const options = languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }));
  return <Segmented size="s" label={text("language")} value={language} onChange={setLanguage} options={options} />;
}

export function ThemeSwitch(): ReactNode {
  const { theme, setTheme } = useTheme();
  const text = useUiText();
  const options = themes.map((value) => ({ value, label: text(`theme.${value}`) }));
  return <Segmented size="s" label={text("theme.label")} value={theme} onChange={setTheme} options={options} />;
}
