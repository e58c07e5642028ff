import type { Bulletin } from "@amaliyat/contract/statistics";
import { Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { sumOf, type Split } from "./figures.ts";
import { MonthBars, SIDE_BY_SIDE } from "./month-bars.tsx";
import { usePaper } from "./paper-context.ts";

/** Months of interventions and calls, and calls by line. Up to half a year stands side by side, more goes over the whole width. */
export function Charts({ bulletin }: { readonly bulletin: Bulletin }): ReactNode {
  const { text } = usePaper();
  const narrow = bulletin.video.byMonth.parts.length <= SIDE_BY_SIDE;
  return (
    <section className={narrow ? "bulletin-charts" : "bulletin-charts bulletin-charts--wide"}>
      <MonthBars title={text("paper.video_by_month")} split={bulletin.video.byMonth} />
      <MonthBars title={text("paper.calls_by_month")} split={bulletin.calls.byMonth} />
      <LineBars title={text("paper.calls_by_line")} split={bulletin.calls.byLine} />
    </section>
  );
}

function LineBars({ title, split }: { readonly title: string; readonly split: Split }): ReactNode {
  const { text, format, language } = usePaper();
  const most = Math.max(1, ...split.parts.map((part) => part.count));
  const rows = split.parts.toSorted((a, b) => b.count - a.count);
  return (
    <div className="bulletin-chart">
      <h2>{title}</h2>
      <dl className="bulletin-lines">
        {rows.map(({ key, count }) => (
          <div key={key}>
            <dt>
              <Num>{key === "?" ? format.number(null) : key}</Num>
              {key === "?" && <span className="am-hidden-visually">{text("paper.not_recorded")}</span>}
            </dt>
            <dd className="bulletin-lines__bar">{count > 0 && <i style={{ inlineSize: `${(count / most) * 100}%` }} />}</dd>
            <dd className="bulletin-lines__count" lang={language}>
              <Num>{format.number(count)}</Num>
            </dd>
          </div>
        ))}
        <div className="bulletin-lines__total">
          <dt>{text("paper.total")}</dt>
          <dd className="bulletin-lines__bar" />
          <dd className="bulletin-lines__count">
            <Num>{format.number(sumOf(split))}</Num>
          </dd>
        </div>
      </dl>
    </div>
  );
}
