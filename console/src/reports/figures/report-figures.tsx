import type { ReportFigures as Figures } from "@amaliyat/contract/reports";
import type { Period } from "@amaliyat/domain/calendar";
import { REPORT_ENDS, REPORT_KINDS, REPORT_SORT_LABELS, REPORT_SORTS } from "@amaliyat/domain/reports";
import { EmptyState } from "@amaliyat/ui/feedback";
import { isLanguage, languageNames, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ListBody } from "../../lists/index.ts";
import { figuresOf } from "../report-queries.ts";
import { useText } from "../text.ts";
import { becameShare, REPORT_BY, rowsBy, type FigureRow, type ReportBy } from "./figure-rows.ts";
import "./report-figures.css";

/** Reports of a period: how many, what became of them, how soon a person answered. Each reading is logged. */
export function ReportFigures({ period }: { readonly period: Period }): ReactNode {
  const text = useText();
  const figures = useQuery(figuresOf(period));
  return (
    <ListBody query={figures} what={text("figures.title")}>
      {(held) =>
        held.received === 0 ? (
          <EmptyState title={text("figures.none")} text={text("figures.none_text")} />
        ) : (
          <>
            <Head figures={held} />
            <div className="report-figures">
              {REPORT_BY.map((by) => (
                <section key={by} className="report-figures__part" aria-label={text(`figures.by_${by}`)}>
                  <Rows figures={held} by={by} />
                </section>
              ))}
            </div>
          </>
        )
      }
    </ListBody>
  );
}

function Head({ figures }: { readonly figures: Figures }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { firstAnswer, received, danger } = figures;
  const share = becameShare(figures);
  const time = (seconds: number | null): string => (seconds === null ? "–" : format.duration(seconds * 1000));
  return (
    <div className="report-figures__head">
      <Large word={text("figures.received")}>{format.number(received)}</Large>
      <Large word={text("figures.danger")}>{format.number(danger)}</Large>
      <Large word={text("figures.became")} aside={format.number(figures.becameInterventions)}>
        {share === null ? "–" : format.percent(share)}
      </Large>
      <Large word={text("figures.median")} aside={text("figures.answered", { count: firstAnswer.answered })}>
        {time(firstAnswer.medianS)}
      </Large>
      <Large word={text("figures.p90")}>{time(firstAnswer.p90S)}</Large>
    </div>
  );
}

type LargeProps = { readonly word: string; readonly aside?: string; readonly children: string };

function Large({ word, aside, children }: LargeProps): ReactNode {
  return (
    <div className="report-figures__large">
      <span className="am-t2 am-small">
        {word} {aside !== undefined && <span className="am-t3">{aside}</span>}
      </span>
      <Num className="report-figures__value">{children}</Num>
    </div>
  );
}

/** Name of a row. */
function useKeyWords(): (by: ReportBy, key: string) => string {
  const { language } = useLanguage();
  return (by, key) => {
    if (by === "kind") return REPORT_KINDS.find(({ kind }) => kind === key)?.labels[language] ?? key;
    if (by === "end") return REPORT_ENDS.find(({ end }) => end === key)?.labels[language] ?? key;
    if (by === "language") return isLanguage(key) ? languageNames[key] : key;
    const sort = REPORT_SORTS.find((one) => one === key);
    return sort === undefined ? key : REPORT_SORT_LABELS[sort][language];
  };
}

function Rows({ figures, by }: { readonly figures: Figures; readonly by: ReportBy }): ReactNode {
  const text = useText();
  const format = useFormat();
  const keyWords = useKeyWords();
  const columns: readonly Column<FigureRow>[] = [
    {
      id: "key",
      header: text(`figures.by_${by}`),
      renderCell: ({ key }) => <span className="am-strong">{keyWords(by, key)}</span>,
      sortValue: ({ key }) => keyWords(by, key),
    },
    {
      id: "count",
      header: text("figures.count"),
      width: "90px",
      number: true,
      renderCell: ({ count }) => <Num>{format.number(count)}</Num>,
      sortValue: ({ count }) => count,
    },
    {
      id: "share",
      header: text("figures.share"),
      width: "90px",
      number: true,
      renderCell: ({ share }) => <Num>{share === null ? "–" : format.percent(share)}</Num>,
      sortValue: ({ share }) => share,
    },
    ...(by === "kind"
      ? [
          {
            id: "interventions",
            header: text("figures.interventions"),
            width: "120px",
            number: true,
            renderCell: ({ interventions }: FigureRow) => <Num>{format.number(interventions)}</Num>,
            sortValue: ({ interventions }: FigureRow) => interventions,
          },
        ]
      : []),
  ];
  return (
    <Table
      label={text(`figures.by_${by}`)}
      columns={columns}
      rows={rowsBy(figures, by)}
      rowKey={({ key }) => key}
      empty={<p className="am-t2 report-figures__none">{text("figures.nothing")}</p>}
    />
  );
}
