import type { CallFigures } from "@amaliyat/contract/calls";
import type { Period } from "@amaliyat/domain/calendar";
import { Button } from "@amaliyat/ui/controls";
import Sheet from "lucide-react/icons/sheet";
import type { ReactNode } from "react";
import { saveFile } from "../../download/index.ts";
import { useText } from "../text.ts";
import { csvOf } from "./figure-csv.ts";
import { BY, type By } from "./figure-rows.ts";
import { useKeyWords } from "./key-words.ts";

/** The figures that are shown, as a file: nothing is asked again. */
export function FiguresCsv({ period, figures }: { readonly period: Period; readonly figures: CallFigures | null }): ReactNode {
  const text = useText();
  const key = useKeyWords();
  const save = (): void => {
    if (figures === null) return;
    const by = Object.fromEntries(BY.map((one) => [one, text(`figures.by_${one}`)])) as Record<By, string>;
    const words = { part: text("figures.part"), of: text("figures.of"), all: text("figures.all"), by, key, figure: figureWord };
    saveFile(`calls-${period.from}-${period.to}.csv`, new Blob([csvOf(figures, words)], { type: "text/csv;charset=utf-8" }));
  };
  const figureWord = (name: Parameters<Parameters<typeof csvOf>[1]["figure"]>[0]): string => text(`figure.${name}`);
  return (
    <Button
      size="s"
      icon={<Sheet size={14} aria-hidden="true" />}
      disabledReason={figures === null ? text("figures.waiting") : undefined}
      onClick={save}
    >
      {text("figures.csv")}
    </Button>
  );
}
