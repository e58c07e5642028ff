import type { Language } from "@amaliyat/domain/kernel";
import { KEPT_DAYS } from "@amaliyat/domain/reports";
import { sentence, type Strings } from "@amaliyat/ui/sentence";
import ar from "./locales/ar.json" with { type: "json" };
import en from "./locales/en.json" with { type: "json" };
import fr from "./locales/fr.json" with { type: "json" };
import { text } from "./html.ts";

const STRINGS: Readonly<Record<Language, Strings>> = { ar, fr, en };

export type Say = (key: string) => string;

/** Words of the built pages, ready to stand in them. */
export const sayIn =
  (language: Language): Say =>
  (key) =>
    text(sentence(language, STRINGS[language], key, { days: KEPT_DAYS }));

type Page = {
  readonly language: Language;
  readonly title: string;
  readonly about: string;
  readonly body: string;
  readonly script: boolean;
};

/** A whole page. It needs no script; a script takes over the existing elements. */
export function page({ language, title, about, body, script }: Page): string {
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}" data-theme="light">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light" />
    <meta name="theme-color" content="#ffffff" />
    <meta name="description" content="${about}" />
    <meta name="format-detection" content="telephone=no" />
    <title>${title}</title>
    <link rel="manifest" href="/manifest.webmanifest" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="apple-touch-icon" href="/icon-192.png" />
    <link rel="stylesheet" href="/src/styles/main.css" />
    ${script ? '<script type="module" src="/src/main.ts"></script>' : ""}
  </head>
  <body>
${body}
  </body>
</html>
`;
}
