import { explain, isErrorCode } from "@amaliyat/contract/errors";
import type { ImportJob } from "@amaliyat/contract/statistics";
import { Progress } from "@amaliyat/ui/feedback";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import Check from "lucide-react/icons/check";
import CircleSlash from "lucide-react/icons/circle-slash";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { isAllRefused, isRunning, ratioOf } from "./import-list.ts";

/** The state of an import: icon and word, the progress while it runs, the cause where it failed. */
export function ImportState({ job }: { readonly job: ImportJob }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const word = text(`imports.state.${job.state}`);
  if (isRunning(job)) {
    const detail = job.rows > 0 ? `${format.number(job.read)} / ${format.number(job.rows)}` : undefined;
    return <Progress label={word} ratio={ratioOf(job)} detail={detail} />;
  }
  const abnormal = job.state === "failed" || job.refused > 0;
  const Icon = job.state === "failed" ? TriangleAlert : job.state === "cancelled" ? CircleSlash : abnormal ? TriangleAlert : Check;
  return (
    <>
      <span className={abnormal ? "am-row am-attention" : "am-row"}>
        <Icon size={16} aria-hidden="true" />
        {isAllRefused(job) ? text("imports.state.all_refused") : word}
      </span>
      {job.code !== null && <div className="am-t2 am-small">{isErrorCode(job.code) ? explain(job.code, {})[language] : job.code}</div>}
    </>
  );
}
