import type { Bulletin } from "@amaliyat/contract/statistics";
import { isolate, Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { sumOf } from "./figures.ts";
import { usePaper } from "./paper-context.ts";
import { SplitTable } from "./split-table.tsx";

type Live = NonNullable<Bulletin["liveReports"]>;

/** History has none of these records. The tables say so, and it takes no page of its own. */
export function NoLiveReports(): ReactNode {
  const { text } = usePaper();
  return (
    <section className="bulletin-split">
      <h3>{text("paper.live_reports")}</h3>
      <p className="bulletin-grey">{text("paper.live_none")}</p>
    </section>
  );
}

/** Figures of reports that the room itself received. */
export function LiveReports({ live }: { readonly live: Live }): ReactNode {
  const { text } = usePaper();
  return (
    <>
      <FirstAnswer live={live} />
      <div className="bulletin-columns">
        <SplitTable of="reports_live" split={live.byKind} title={text("paper.live_by_kind")} />
        <SplitTable of="reports_live" split={live.byCourse} title={text("paper.live_by_course")} />
        <SplitTable of="reports_live" split={live.bySort} title={text("paper.live_by_sort")} />
        <SplitTable of="reports_live" split={live.byLanguage} title={text("paper.live_by_language")} />
      </div>
      <p className="bulletin-grey">{text("paper.live_note")}</p>
    </>
  );
}

/** Waiting time for a person's answer, and the number of reports it covers. */
function FirstAnswer({ live }: { readonly live: Live }): ReactNode {
  const { text, format } = usePaper();
  const { answered, medianS } = live.firstAnswer;
  const sample = { answered: isolate(format.number(answered)), all: isolate(format.number(sumOf(live.byKind))) };
  return (
    <ul className="bulletin-numbers bulletin-numbers--one">
      <li>
        <Num className="bulletin-numbers__count">{format.duration(medianS === null ? null : Math.round(medianS) * 1_000)}</Num>
        <span className="bulletin-grey">{text(medianS === null ? "paper.live_unanswered" : "paper.live_first_answer", sample)}</span>
      </li>
    </ul>
  );
}
