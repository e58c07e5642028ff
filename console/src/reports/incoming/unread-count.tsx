import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { useReportCounts } from "./use-incoming.ts";
import "../reports.css";

/** Number of unread reports or answers of authors; nothing if zero. */
export function UnreadCount(): ReactNode {
  const text = useText();
  const format = useFormat();
  const counts = useReportCounts();
  if (counts === undefined || counts.unread === 0) return null;
  return (
    <span className="reports-count" data-danger={counts.unreadDanger > 0 || undefined}>
      <Num>{format.number(counts.unread)}</Num>
      <span className="am-hidden-visually">{text("incoming.unread")}</span>
    </span>
  );
}
