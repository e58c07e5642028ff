import type { Bulletin } from "@amaliyat/contract/statistics";
import type { ReactNode } from "react";
import { usePaper } from "./paper-context.ts";
import { titleOf } from "./paper-title.ts";
import { choiceOf } from "../period.ts";
import { hasTimeUnknown } from "./figures.ts";
import { LiveReports, NoLiveReports } from "./live-reports.tsx";
import { SplitTable } from "./split-table.tsx";
import { Subcategories } from "./subcategories.tsx";

/** The pages after the first: every other table of the three counts, each with its own total. */
export function Details({ bulletin }: { readonly bulletin: Bulletin }): ReactNode {
  const { text } = usePaper();
  const { video, interventions, calls, reports } = bulletin;
  return (
    <>
      <section className="bulletin-page">
        <PageHead title={text("paper.by_subcategory")} bulletin={bulletin} />
        <Subcategories split={video.bySubcategory} />
      </section>
      <section className="bulletin-page">
        <PageHead title={text("paper.other_tables")} bulletin={bulletin} />
        <div className="bulletin-columns">
          <SplitTable of="interventions" split={video.bySector} title={text("paper.by_sector")} />
          <SplitTable of="interventions" split={video.byPlace} title={text("paper.by_place")} />
          {hasTimeUnknown(video.byEnding) && (
            <SplitTable of="interventions" split={video.byEnding} title={text("paper.by_ending")} note={text("paper.ending_note")} />
          )}
          <SplitTable
            of="interventions"
            split={interventions.byOrigin}
            title={text("paper.by_origin")}
            note={text("paper.by_origin_note")}
          />
          <SplitTable of="calls" split={calls.byNature} title={text("paper.calls_by_nature")} />
          <SplitTable of="calls_outside" split={calls.outside} title={text("paper.calls_outside")} note={text("paper.outside_note")} />
          <SplitTable of="reports" split={reports.byNature} title={text("paper.reports_by_nature")} />
          <SplitTable of="reports" split={reports.byChannel} title={text("paper.reports_by_channel")} />
          <SplitTable of="reports" split={reports.byMonth} title={text("paper.reports_by_month")} />
          <SplitTable of="reports" split={reports.bySource} title={text("paper.reports_by_source")} />
          <SplitTable
            of="reports_outside"
            split={reports.outside}
            title={text("paper.reports_outside")}
            note={text("paper.outside_note")}
          />
          {bulletin.liveReports === null && <NoLiveReports />}
        </div>
      </section>
      {bulletin.liveReports !== null && (
        <section className="bulletin-page">
          <PageHead title={text("paper.live_reports")} bulletin={bulletin} />
          <LiveReports live={bulletin.liveReports} />
        </section>
      )}
    </>
  );
}

/** A loose page says which bulletin it belongs to. */
function PageHead({ title, bulletin }: { readonly title: string; readonly bulletin: Bulletin }): ReactNode {
  const { text, format } = usePaper();
  return (
    <header className="bulletin-page__head">
      <h2>{title}</h2>
      <span className="bulletin-grey">{titleOf(choiceOf(bulletin), text, format)}</span>
    </header>
  );
}
