import type { Bulletin } from "@amaliyat/contract/statistics";
import { Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { sumOf } from "./figures.ts";
import { usePaper } from "./paper-context.ts";

/** Three counts side by side. There is no fourth: one event can be a call, a report and an intervention. */
export function ThreeNumbers({ bulletin }: { readonly bulletin: Bulletin }): ReactNode {
  const { text, format } = usePaper();
  const numbers = [
    { word: "paper.count_video", count: sumOf(bulletin.video.byCategory) },
    { word: "paper.count_calls", count: sumOf(bulletin.calls.byLine) },
    { word: "paper.count_reports", count: sumOf(bulletin.reports.byNature) },
  ] as const;
  return (
    <section>
      <ul className="bulletin-numbers">
        {numbers.map(({ word, count }) => (
          <li key={word}>
            <Num className="bulletin-numbers__count">{format.number(count)}</Num>
            <span className="bulletin-grey">{text(word, { count })}</span>
          </li>
        ))}
      </ul>
      <p className="bulletin-grey bulletin-numbers__note">{text("paper.never_added")}</p>
    </section>
  );
}
