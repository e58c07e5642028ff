import { isCallNature, natureLabels } from "@amaliyat/domain/calls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useLineChoices } from "../line-words.ts";
import type { By } from "./figure-rows.ts";

/** Name of a row: the line with its name, the nature, or the hour from first to last minute. */
export function useKeyWords(): (by: By, key: string) => string {
  const { language } = useLanguage();
  const lines = useLineChoices();
  return (by, key) => {
    if (by === "line") return lines.find(({ value }) => value === key)?.label ?? key;
    if (by === "nature") return isCallNature(key) ? natureLabels(key)[language] : key;
    return `${key}:00–${key}:59`;
  };
}
