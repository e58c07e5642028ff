import { describeLogType, isLogType } from "@amaliyat/contract/audit";
import type { ReportCard } from "@amaliyat/contract/reports";
import { isReportNature, REPORT_ENDS, reportNatureLabels } from "@amaliyat/domain/reports";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { PersonName } from "../../session/index.ts";
import { useText } from "../text.ts";

type Event = ReportCard["events"][number];

/** Events of a report by their log names, with the words and their author. */
export function EventWords({ event: { kind, data, by } }: { readonly event: Event }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { nature, end, reason } = data;
  const event = isLogType(kind) ? describeLogType(kind).label[language] : kind;
  const said = [
    typeof nature === "string" && isReportNature(nature) ? reportNatureLabels(nature)[language] : null,
    REPORT_ENDS.find((one) => one.end === end)?.labels[language] ?? null,
    typeof reason === "string" ? isolate(reason) : null,
  ].filter((part) => part !== null);
  return (
    <span>
      {said.length === 0 ? event : text("events.of", { event, what: said.join(" · ") })}{" "}
      <span className="am-small am-t3">{by === "" ? text("events.no_person") : <PersonName name={by} />}</span>
    </span>
  );
}
