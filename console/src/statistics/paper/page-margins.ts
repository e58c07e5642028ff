import type { Direction } from "@amaliyat/ui/i18n";
import { useEffect } from "react";

export type PageMargins = { readonly direction: Direction; readonly start: string; readonly middle: string; readonly page: string };

const FONT = '400 10.5px/16px "IBM Plex Sans", "IBM Plex Sans Arabic", sans-serif';

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/gu, "\\$&")}"`;

/** The foot of each printed page of the bulletin, as CSS page-margin boxes (CSS Paged Media 3); a browser without them leaves it empty. */
export function pageRules({ direction, start, middle, page }: PageMargins): string {
  // U+2066 … U+2069: the two numbers of a page keep their order inside an Arabic line.
  const count = `${quoted(`${page} \u2066`)} counter(page) " / " counter(pages) "\u2069"`;
  const [left, right] = direction === "rtl" ? [count, quoted(start)] : [quoted(start), count];
  const box = (side: string, content: string): string =>
    `@bottom-${side} { content: ${content}; color: #414a52; direction: ${direction}; font: ${FONT}; }`;
  return `@page bulletin { ${box("left", left)} ${box("center", quoted(middle))} ${box("right", right)} }`;
}

/**
 * Puts the words at the foot of each printed page while the bulletin is on the screen. Their fonts are fetched before anybody prints: a
 * print does not wait for them, and Chromium 156 then leaves the foot empty. It was measured on the first print in French, whose foot has
 * an Arabic word.
 */
export function usePageMargins({ direction, start, middle, page }: PageMargins): void {
  useEffect(() => {
    void document.fonts.load(FONT, `${start} ${middle} ${page} 0123456789/`);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(pageRules({ direction, start, middle, page }));
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [direction, start, middle, page]);
}
