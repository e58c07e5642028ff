import type { Bulletin } from "@amaliyat/contract/statistics";
import type { Language } from "@amaliyat/domain/kernel";
import { createFormat, directionOf, languageNames, languages } from "@amaliyat/ui/i18n";
import { useMemo, type ReactNode } from "react";
import { useText } from "../text.ts";
import { CategoryTable } from "./category-table.tsx";
import { Charts } from "./charts.tsx";
import { Closing } from "./closing.tsx";
import { Details } from "./details.tsx";
import type { SectorNames } from "./labels.ts";
import { usePageMargins } from "./page-margins.ts";
import { PaperContext } from "./paper-context.ts";
import { PaperHead } from "./paper-head.tsx";
import { Reconciliation } from "./reconciliation.tsx";
import { ThreeNumbers } from "./three-numbers.tsx";
import "./paper.css";

export type BulletinPaperProps = {
  readonly bulletin: Bulletin;
  readonly language: Language;
  /** Publisher, in the language of the bulletin. */
  readonly publisher: string;
  readonly sectors: SectorNames;
  /** SHA-256 of the JSON file of these figures, in hexadecimal; null while it is computed or cannot be. */
  readonly digest: string | null;
};

/** The bulletin as it is printed: white, A4, in its own language and direction whatever the screen around it speaks. */
export function BulletinPaper({ bulletin, language, publisher, sectors, digest }: BulletinPaperProps): ReactNode {
  const text = useText(language);
  const paper = useMemo(() => ({ language, text, format: createFormat(language), sectors }), [language, text, sectors]);
  const direction = directionOf(language);
  usePageMargins({
    direction,
    start: text("paper.cell"),
    middle: text("paper.same_figures", { languages: languages.map((one) => languageNames[one]).join(" · ") }),
    page: text("paper.page"),
  });
  return (
    <PaperContext value={paper}>
      <article className="bulletin" lang={language} dir={direction} data-theme="light">
        <PaperHead bulletin={bulletin} publisher={publisher} />
        <ThreeNumbers bulletin={bulletin} />
        <CategoryTable split={bulletin.video.byCategory} />
        <Reconciliation bulletin={bulletin} />
        <Charts bulletin={bulletin} />
        <Closing bulletin={bulletin} digest={digest} />
        <Details bulletin={bulletin} />
      </article>
    </PaperContext>
  );
}
