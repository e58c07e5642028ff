import { reports, type LikelySame, type ReportCard } from "@amaliyat/contract/reports";
import { Button, Chip } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import Images from "lucide-react/icons/images";
import { useState, type ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { type Rise, RiseLine, riseOf, useInterventions } from "../../../facts/index.ts";
import { Refusal } from "../../../session/index.ts";
import { QueryFailed } from "../../../states/index.ts";
import { StateChip } from "../../report-marks.tsx";
import { useText } from "../../text.ts";
import { KEY_OF } from "../card-acts.ts";
import { InterventionCells, ReportCells } from "./likely-cells.tsx";
import { dangerOfReport, joinTargets } from "./likely-targets.ts";
import { useLikely, type Making } from "../use-make.ts";
import { useReportAct } from "../use-report-act.ts";

const none: LikelySame = { reports: [], interventions: [] };

type LikelyPanelProps = { readonly card: ReportCard; readonly canJoin: boolean; readonly making: Making };

/** Candidates for the same event, side by side with this report. J joins the likeliest intervention; a person decides. */
export function LikelyPanel({ card, canJoin, making }: LikelyPanelProps): ReactNode {
  const text = useText();
  const query = useLikely(card);
  const [asked, setAsked] = useState<string | null>(null);
  const { busy, refused, run } = useReportAct(card.reportId);
  const likely = query.data ?? none;
  const count = likely.reports.length + likely.interventions.length;
  const targets = canJoin ? joinTargets(likely) : [];
  const [first] = targets;
  const rows = useInterventions().data;
  const riseAt = (interventionId: string | null): Rise | null => {
    const row =
      likely.interventions.find((each) => each.row.interventionId === interventionId)?.row ??
      rows?.find((each) => each.interventionId === interventionId);
    return row === undefined ? null : riseOf(row, dangerOfReport(card, making.draft));
  };
  const join = (interventionId: string): void => {
    setAsked(interventionId);
    // A report that says more danger than is known opens an intervention that joins: the one that stays takes that danger over.
    if (riseAt(interventionId) !== null) void making.join(interventionId);
    else void run(() => ask(reports.join, { params: { reportId: card.reportId }, body: { interventionId } }));
  };
  useShortcut("KeyJ", () => first !== undefined && join(first), { enabled: first !== undefined });
  const joinButton = (interventionId: string | null): ReactNode =>
    interventionId !== null && targets.includes(interventionId) ? (
      <Button
        size="s"
        shortcut={interventionId === first ? KEY_OF.join : undefined}
        loading={(busy || making.busy) && asked === interventionId}
        onClick={() => join(interventionId)}
      >
        {text("act.join")}
      </Button>
    ) : null;
  return (
    <Panel
      region
      title={text("likely.title")}
      count={query.data === undefined ? undefined : count}
      aside={text("likely.automatic")}
      className="report-likely"
    >
      {query.data === undefined ? (
        query.isError ? (
          <QueryFailed query={query} />
        ) : (
          <LoadingState what={text("likely.title")} lines={2} />
        )
      ) : count === 0 ? (
        <p className="report-note am-t2">{text(card.place === null ? "likely.no_place" : "likely.none")}</p>
      ) : (
        <table className="report-compare">
          <thead>
            <tr>
              {(["what", "apart", "when", "place", "acts"] as const).map((column) => (
                <th key={column} scope="col">
                  {column === "acts" ? <span className="am-hidden-visually">{text("likely.acts")}</span> : text(`likely.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="report-compare__own">
              <ReportCells row={card} own={card} metres={null} />
              <td className="am-t3">–</td>
            </tr>
            {likely.interventions.map(({ row, metres }) => (
              <tr key={row.interventionId} data-likely={row.reference}>
                <InterventionCells row={row} own={card} metres={metres} />
                <td>
                  {targets.includes(row.interventionId) && <RiseLine rise={riseAt(row.interventionId)} />}
                  {joinButton(row.interventionId)}
                </td>
              </tr>
            ))}
            {likely.reports.map(({ row, metres, samePicture }) => (
              <tr key={row.reportId} data-likely={row.reference}>
                <ReportCells row={row} own={card} metres={metres} />
                <td>
                  <div className="report-compare__acts">
                    {samePicture && (
                      <Chip tone="attention" icon={<Images size={14} aria-hidden="true" />}>
                        {text("likely.same_picture")}
                      </Chip>
                    )}
                    <StateChip row={row} />
                    {row.interventionId !== null && targets.includes(row.interventionId) && <RiseLine rise={riseAt(row.interventionId)} />}
                    {joinButton(row.interventionId)}
                    <Link to="/reports/$reportId" params={{ reportId: row.reportId }} className="am-button am-button--s am-button--quiet">
                      {text("likely.open")}
                    </Link>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Refusal problem={refused} />
    </Panel>
  );
}
