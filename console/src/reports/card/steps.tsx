import type { ReportCard } from "@amaliyat/contract/reports";
import { REPORT_STEP_LABELS } from "@amaliyat/domain/reports";
import { Time, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { cardOf } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { toldSteps } from "./course.ts";

/** State of the report on its author's phone. */
export function Steps({ card }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const work = useQuery({ ...cardOf(card.interventionId ?? ""), enabled: card.interventionId !== null }).data ?? null;
  return (
    <div className="report-steps">
      <span className="am-t2 am-small">{text("steps.title")}</span>
      <ol>
        {toldSteps(card, work).map(({ step, at }) => (
          <li key={step} data-step={step} data-done={at !== null || undefined}>
            <span className="report-steps__mark" aria-hidden="true">
              {at !== null && <Check size={12} />}
            </span>
            <span>
              {REPORT_STEP_LABELS[step][language]} {at !== null && <Time at={at} format="shortTime" className="am-t2" />}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
