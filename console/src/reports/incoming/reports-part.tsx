import { Kbd } from "@amaliyat/ui/controls";
import { ariaShortcut, useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import Smartphone from "lucide-react/icons/smartphone";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { FIRST_KEY } from "./first-key.ts";
import { useReportCounts } from "./use-incoming.ts";
import { useOpenFirst } from "./use-open-first.ts";
import "../reports.css";

/** Number of waiting reports, and the wait of the first. Pressed, it opens the most urgent one. */
export function ReportsPart(): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const openFirst = useOpenFirst();
  const counts = useReportCounts();
  const count = counts?.waiting ?? 0;
  const danger = (counts?.waitingDanger ?? 0) > 0;
  const oldest = counts?.oldestAt ?? null;
  return (
    <button
      type="button"
      className="reports-part"
      title={text("incoming.open_first")}
      aria-keyshortcuts={ariaShortcut(FIRST_KEY)}
      data-waits={count > 0 || undefined}
      data-danger={danger || undefined}
      onClick={openFirst}
    >
      <Smartphone size={16} aria-hidden="true" />
      <span className="reports-part__word">{text("incoming.reports")}</span>
      <Num className="am-strong">{format.number(counts?.waiting)}</Num>
      {danger && <span className="am-hidden-visually">{text("mark.danger")}</span>}
      {oldest !== null && <Num className="reports-part__age">{format.age(now - Date.parse(oldest))}</Num>}
      {count > 0 && <Kbd keys={FIRST_KEY} />}
    </button>
  );
}
