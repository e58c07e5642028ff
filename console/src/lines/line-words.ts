import type { LineShown } from "@amaliyat/contract/calls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { lineList } from "../calls/index.ts";

export type LineChoice = { readonly value: string; readonly label: string };

/** The lines to choose from: number and name in the reader's language. */
export function useLineChoices(): readonly LineChoice[] {
  const { language } = useLanguage();
  const lines: readonly LineShown[] = useQuery(lineList).data ?? [];
  return lines.map(({ number, names }) => ({ value: number, label: `${number} · ${names[language]}` }));
}
