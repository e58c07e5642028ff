import { Kbd } from "@amaliyat/ui/controls";
import { ariaShortcut, useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import Smartphone from "lucide-react/icons/smartphone";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { FIRST_KEY } from "./first-key.ts";
import { useReportQueue } from "./use-incoming.ts";
import { useOpenFirst } from "./use-open-first.ts";
import "../reports.css";

/** How many reports wait and how long the first of them does; pressed, it opens the most urgent one. */
export function ReportsPart(): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const openFirst = useOpenFirst();
  const waiting = useReportQueue().data?.filter((row) => row.state === "waiting" || row.answered);
  const count = waiting?.length ?? 0;
  const danger = waiting?.some((row) => row.danger) ?? false;
  const oldest = Math.min(...(waiting?.map((row) => Date.parse(row.receivedAt)) ?? []));
  return (
    <button
      type="button"
      className="reports-part"
      title={text("incoming.open_first")}
      aria-label={`${text("incoming.reports")} ${format.number(waiting?.length)}${danger ? `, ${text("mark.danger")}` : ""}`}
      aria-keyshortcuts={ariaShortcut(FIRST_KEY)}
      data-waits={count > 0 || undefined}
      data-danger={danger || undefined}
      onClick={openFirst}
    >
      <Smartphone size={16} aria-hidden="true" />
      <span className="reports-part__word">{text("incoming.reports")}</span>
      <Num className="am-strong">{format.number(waiting?.length)}</Num>
      {count > 0 && <Num className="reports-part__age">{format.age(now - oldest)}</Num>}
      {count > 0 && <Kbd keys={FIRST_KEY} />}
    </button>
  );
}
