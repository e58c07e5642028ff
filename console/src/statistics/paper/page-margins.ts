import type { Direction } from "@amaliyat/ui/i18n";
import { useEffect } from "react";

export type PageMargins = { readonly direction: Direction; readonly start: string; readonly middle: string; readonly page: string };

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/gu, "\\$&")}"`;

/**
 * Hands the words at the foot of each printed page to the page-margin boxes of `paper.css`, which cannot read the document:
 * they inherit custom properties of the root element (measured: Chromium prints them; a browser without margin boxes leaves the foot empty).
 */
export function usePageMargins({ direction, start, middle, page }: PageMargins): void {
  useEffect(() => {
    const { style } = document.documentElement;
    // U+2066 … U+2069: the two numbers of a page keep their order inside an Arabic line.
    const count = `${quoted(`${page} \u2066`)} counter(page) " / " counter(pages) "\u2069"`;
    const [left, right] = direction === "rtl" ? [count, quoted(start)] : [quoted(start), count];
    const words = { "--page-left": left, "--page-middle": quoted(middle), "--page-right": right };
    for (const [name, value] of Object.entries(words)) style.setProperty(name, value);
    return () => {
      for (const name of Object.keys(words)) style.removeProperty(name);
    };
  }, [direction, start, middle, page]);
}
