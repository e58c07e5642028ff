import type { ArchiveItem } from "@amaliyat/contract/archive";
import { reportKind } from "@amaliyat/domain/reports";
import { useLanguage } from "@amaliyat/ui/i18n";
import { titleOf } from "../facts/index.ts";
import { useText } from "./text.ts";

/** Gives the words that say what a found thing is, in one line. */
export function useItemWords(): (item: ArchiveItem) => string {
  const text = useText();
  const { language } = useLanguage();
  return (item) => {
    switch (item.source) {
      case "intervention":
        return titleOf(item.row.subcategory, language);
      case "call":
        return text("call", { line: item.row.line, number: item.row.number ?? "–" });
      case "report":
        return text("report", { kind: reportKind(item.row.kind).labels[language] });
      case "bolo":
        return item.row.text;
    }
  };
}
