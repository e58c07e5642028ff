import type { PlaceHistory } from "@amaliyat/contract/places";
import { category, disposition, isCategory, stateLabel } from "@amaliyat/domain/interventions";
import { Chip } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Table, type Column } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { titleOf } from "../facts/index.ts";
import { useText } from "./text.ts";

type Row = PlaceHistory["rows"][number];

/** Earlier interventions around a place: how many of each category, then each. */
export function HistoryList({ history }: { readonly history: PlaceHistory }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const columns = useColumns();
  const { counts, rows, radiusM, from, sensitive } = history;
  return (
    <div className="places-history">
      <p className="am-t2 am-small">
        {text("history.around", { radius: format.distance(radiusM) })} <Time at={Date.parse(from)} format="day" /> ·{" "}
        {text(sensitive ? "history.with_sensitive" : "history.without_sensitive")}
      </p>
      <div className="places-history__counts">
        {counts.map(({ category: code, count }) => (
          <Chip key={code}>
            {isCategory(code) ? category(code).labels[language] : code} <Num className="am-strong">{format.number(count)}</Num>
          </Chip>
        ))}
      </div>
      <Table
        label={text("history.title")}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.reference}
        rowHeight={44}
        empty={<EmptyState title={text("history.none")} text={text("history.none_text")} />}
      />
    </div>
  );
}

function useColumns(): readonly Column<Row>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      id: "when",
      header: text("history.when"),
      width: "190px",
      renderCell: ({ openedAt }) => (
        <>
          <Time at={Date.parse(openedAt)} format="day" /> <Time at={Date.parse(openedAt)} />
        </>
      ),
      sortValue: ({ openedAt }) => openedAt,
    },
    { id: "what", header: text("history.what"), renderCell: ({ subcategory }) => titleOf(subcategory, language) },
    {
      id: "disposition",
      header: text("history.disposition"),
      width: "230px",
      renderCell: (row) =>
        row.disposition === null
          ? stateLabel({ state: row.state, closedAt: null })[language]
          : disposition(row.disposition).labels[language],
    },
    { id: "reference", header: text("history.reference"), width: "140px", renderCell: ({ reference }) => <Num>{reference}</Num> },
    { id: "metres", header: text("history.metres"), width: "90px", number: true, renderCell: ({ metres }) => format.distance(metres) },
  ];
}
