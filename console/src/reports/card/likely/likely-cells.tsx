import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { ReportRow } from "@amaliyat/contract/reports";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { levelOf, shortReference, titleOf, usePlaceWords as useInterventionPlace } from "../../../facts/index.ts";
import { KindGlyph } from "../../kind-glyph.tsx";
import { usePlaceWords } from "../../place-words.ts";
import { useKindWords } from "../../report-marks.tsx";
import { shortReport } from "../../short-report.ts";
import { useText } from "../../text.ts";

const happenedAt = (row: Pick<ReportRow, "happenedAt" | "receivedAt">): number => Date.parse(row.happenedAt ?? row.receivedAt);

/** A report as a line of the comparison; this one itself without how far it is from itself. */
export function ReportCells(props: { readonly row: ReportRow; readonly own: ReportRow; readonly metres: number | null }): ReactNode {
  const { row, own, metres } = props;
  const text = useText();
  const kindWords = useKindWords();
  const placeWords = usePlaceWords();
  const isOwn = row.reportId === own.reportId;
  return (
    <>
      <th scope="row">
        <span className="am-row">
          <KindGlyph kind={row.kind} size={18} />
          <span>
            <span className="am-strong">{isOwn ? text("likely.this") : kindWords(row)}</span>{" "}
            {!isOwn && <Num className="am-t2">{shortReport(row.reference, roomNow())}</Num>}
          </span>
        </span>
      </th>
      <Apart isOwn={isOwn} metres={metres} ms={happenedAt(row) - happenedAt(own)} at={happenedAt(row)} />
      <PlaceCell words={placeWords(row)} />
    </>
  );
}

/** An open intervention as a line of the comparison. */
export function InterventionCells(props: { readonly row: InterventionRow; readonly own: ReportRow; readonly metres: number }): ReactNode {
  const { row, own, metres } = props;
  const { language } = useLanguage();
  const words = useInterventionPlace()(row);
  return (
    <>
      <th scope="row">
        <span className="am-row">
          <PriorityGlyph priority={levelOf(row.priority)} size={20} />
          <Link to="/interventions/$interventionId" params={{ interventionId: row.interventionId }} search={{}}>
            {titleOf(row.subcategory, language)} <Num>{shortReference(row.reference, roomNow())}</Num>
          </Link>
        </span>
      </th>
      <Apart isOwn={false} metres={metres} ms={Date.parse(row.openedAt) - happenedAt(own)} at={Date.parse(row.openedAt)} />
      <PlaceCell words={words} />
    </>
  );
}

type ApartProps = { readonly isOwn: boolean; readonly metres: number | null; readonly ms: number; readonly at: number };

/** Distance and time between the two: before this report, or after it. */
function Apart({ isOwn, metres, ms, at }: ApartProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const rounded = Math.round(Math.abs(ms) / 60_000) * 60_000;
  return (
    <>
      <td>{isOwn ? <span className="am-t3">–</span> : <Num className="am-strong">{format.distance(metres)}</Num>}</td>
      <td>
        <Time at={at} format="shortTime" />
        {!isOwn && (
          <span className="am-t2 am-small">
            {" "}
            {rounded === 0 ? text("likely.at_once") : text(ms < 0 ? "likely.before" : "likely.after", { span: format.duration(rounded) })}
          </span>
        )}
      </td>
    </>
  );
}

function PlaceCell({ words }: { readonly words: string | null }): ReactNode {
  const text = useText();
  return (
    <td className="report-compare__place">
      {words === null ? <span className="am-t3">{text("incoming.no_place")}</span> : <Bdi>{words}</Bdi>}
    </td>
  );
}
