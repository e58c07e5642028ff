import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { isUnread } from "../report-facts.ts";
import { useText } from "../text.ts";
import { useReportQueue } from "./use-incoming.ts";
import "../reports.css";

/** How many reports, or answers of their authors, nobody has read; nothing where all was read. */
export function UnreadCount(): ReactNode {
  const text = useText();
  const format = useFormat();
  const unread = useReportQueue().data?.filter(isUnread) ?? [];
  if (unread.length === 0) return null;
  return (
    <span className="reports-count" data-danger={unread.some(({ danger }) => danger) || undefined}>
      <Num>{format.number(unread.length)}</Num>
      <span className="am-hidden-visually">{text("incoming.unread")}</span>
    </span>
  );
}
