import { isCallNature, natureLabels } from "@amaliyat/domain/calls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useLineChoices } from "../line-words.ts";
import type { By } from "./figure-rows.ts";

/** What a row is called: the line with its name, the nature, the hour from its first minute to its last. */
export function useKeyWords(): (by: By, key: string) => string {
  const { language } = useLanguage();
  const lines = useLineChoices();
  return (by, key) => {
    if (by === "line") return lines.find(({ value }) => value === key)?.label ?? key;
    if (by === "nature") return isCallNature(key) ? natureLabels(key)[language] : key;
    return `${key}:00–${key}:59`;
  };
}
