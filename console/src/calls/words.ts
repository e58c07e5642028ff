import type { LineShown } from "@amaliyat/contract/calls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { lineList } from "./call-lists.ts";

const none: readonly LineShown[] = [];

/** Lines of the room, the most urgent first; empty until they were read. */
export const useLines = (): readonly LineShown[] => useQuery(lineList).data ?? none;

/** The name of a line by its number; empty for one that the room has not. */
export function useLineName(): (number: string) => string {
  const { language } = useLanguage();
  const lines = useLines();
  return (number) => lines.find((line) => line.number === number)?.names[language] ?? "";
}
