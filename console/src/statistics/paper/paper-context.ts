import type { Language } from "@amaliyat/domain/kernel";
import type { Format } from "@amaliyat/ui/i18n";
import { createContext, useContext } from "react";
import type { StatisticsText } from "../text.ts";
import type { SectorNames } from "./labels.ts";

/** Context of every part of the printed bulletin: its own language, which may differ from that of the screen around it. */
export type Paper = {
  readonly language: Language;
  readonly text: StatisticsText;
  readonly format: Format;
  readonly sectors: SectorNames;
};

export const PaperContext = createContext<Paper | null>(null);

export function usePaper(): Paper {
  const paper = useContext(PaperContext);
  if (!paper) throw new Error("a part of the bulletin was drawn outside of it");
  return paper;
}
