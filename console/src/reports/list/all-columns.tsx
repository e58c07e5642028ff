import type { ReportRow } from "@amaliyat/contract/reports";
import { REPORT_ENDS, REPORT_SORT_LABELS } from "@amaliyat/domain/reports";
import { Bdi, languageNames, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PersonName } from "../../session/index.ts";
import { KindGlyph } from "../kind-glyph.tsx";
import { usePlaceWords } from "../place-words.ts";
import { DangerMark, StateChip, useKindWords } from "../report-marks.tsx";
import { useText } from "../text.ts";

const dash = <span className="am-t3">–</span>;

export function useReportColumns(): readonly Column<ReportRow>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const kindWords = useKindWords();
  const placeWords = usePlaceWords();
  return [
    {
      id: "reference",
      header: text("column.reference"),
      width: "150px",
      renderCell: ({ reportId, reference }) => (
        <Link to="/reports/$reportId" params={{ reportId }}>
          <Num>{reference}</Num>
        </Link>
      ),
    },
    {
      id: "at",
      header: text("column.at"),
      width: "150px",
      renderCell: ({ receivedAt }) => (
        <>
          <Time at={Date.parse(receivedAt)} format="numericDay" className="am-t3" /> <Time at={Date.parse(receivedAt)} format="shortTime" />
        </>
      ),
    },
    {
      id: "kind",
      header: text("column.kind"),
      width: "250px",
      renderCell: (row) => (
        <span className="am-row">
          <KindGlyph kind={row.kind} size={16} />
          <span className="am-clip">{kindWords(row)}</span>
          {row.danger && <DangerMark />}
        </span>
      ),
    },
    { id: "sort", header: text("column.sort"), width: "120px", renderCell: ({ sort }) => REPORT_SORT_LABELS[sort][language] },
    {
      id: "place",
      header: text("column.place"),
      clip: true,
      renderCell: (row) => {
        const place = placeWords(row);
        return place === null ? dash : <Bdi>{place}</Bdi>;
      },
    },
    { id: "state", header: text("column.state"), width: "280px", renderCell: (row) => <State row={row} /> },
    {
      id: "taker",
      header: text("column.taker"),
      width: "150px",
      clip: true,
      renderCell: ({ takenBy }) => (takenBy === null ? dash : <PersonName name={takenBy.name} />),
    },
    { id: "language", header: text("column.language"), width: "100px", renderCell: (row) => languageNames[row.language] },
    {
      id: "files",
      header: text("column.files"),
      width: "80px",
      number: true,
      renderCell: ({ files }) => <Num>{format.number(files)}</Num>,
    },
    {
      id: "intervention",
      header: text("column.intervention"),
      width: "140px",
      renderCell: ({ interventionReference }) => (interventionReference === null ? dash : <Num>{interventionReference}</Num>),
    },
  ];
}

/** State of a report, and its ending if closed. */
function State({ row }: { readonly row: ReportRow }): ReactNode {
  const { language } = useLanguage();
  const end = REPORT_ENDS.find((one) => one.end === row.end);
  return (
    <span className="am-row">
      <StateChip row={row} />
      {end !== undefined && <span className="am-t2 am-clip">{end.labels[language]}</span>}
    </span>
  );
}
