import type { Followed } from "@amaliyat/contract/reports";
import { REPORT_ENDS, REPORT_STEP_LABELS } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import { moment } from "../text/format.ts";
import { label, t } from "../text/text.ts";

/** The steps as they were taken, and those that are to come; the last that was taken stands out. */
export function Steps({ told }: { readonly told: Followed }): VNode {
  const last = told.steps.findLastIndex(({ at }) => at !== null);
  const end = REPORT_ENDS.find((each) => each.end === told.end);
  return (
    <ol className="course" aria-label={t("follow.course")}>
      {told.steps.map(({ step, at }, i) => (
        <li key={step} data-state={at === null ? "open" : i === last ? "now" : "done"} aria-current={i === last ? "step" : undefined}>
          <span className="course-words">
            {step === "received" && told.danger ? t("follow.helpReceived") : label(REPORT_STEP_LABELS[step])}
            {at === null && <span className="hidden">{t("follow.notYet")}</span>}
            {step === "ended" && end !== undefined && <span className="hint">{label(end.labels)}</span>}
            {step === "ended" && told.state === "withdrawn" && <span className="hint">{t("follow.withdrawn")}</span>}
            {step === "ended" && told.endWords !== null && <span dir="auto">{told.endWords}</span>}
          </span>
          <bdi className="num hint">{at === null ? "" : moment(at)}</bdi>
        </li>
      ))}
    </ol>
  );
}
