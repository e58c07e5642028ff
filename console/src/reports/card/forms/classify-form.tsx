import { reports, type ReportCard } from "@amaliyat/contract/reports";
import { OUTSIDE_REPORT_NATURES, REPORT_NATURES, reportNatureLabels, type ReportNatureCode } from "@amaliyat/domain/reports";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Dialog, ListBox } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { Refusal } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { ChangedMeanwhile, useOpenedAt } from "./changed-meanwhile.tsx";
import { useReportAct } from "../use-report-act.ts";

const CODES: readonly ReportNatureCode[] = [...REPORT_NATURES, ...OUTSIDE_REPORT_NATURES].map(({ code }) => code as ReportNatureCode);

/** Nature of the report, for the figures: one digit or Enter chooses and closes. */
export function ClassifyForm({ card, onClose }: { readonly card: ReportCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const opened = useOpenedAt(card);
  const { reportId } = card;
  const { refused, run } = useReportAct(reportId);
  const choose = async (nature: ReportNatureCode): Promise<void> => {
    if (nature === card.nature) return onClose();
    if ((await run(() => ask(reports.classify, { params: { reportId }, body: { nature } }))) !== null) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("classify.title")}>
      <div className="report-form report-form--dialog">
        <ListBox
          label={text("classify.title")}
          items={CODES.map((value) => ({ value, label: reportNatureLabels(value)[language] }))}
          value={CODES.find((code) => code === card.nature) ?? null}
          onChange={(nature) => void choose(nature)}
          digits
          begins
        />
        <Refusal problem={refused} />
        <ChangedMeanwhile card={card} since={opened} />
      </div>
    </Dialog>
  );
}
