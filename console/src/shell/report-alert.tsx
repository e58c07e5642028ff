import type { ReportRow } from "@amaliyat/contract/reports";
import { showToast } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { reportKind } from "@amaliyat/domain/reports";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { urgentReports } from "../live/index.ts";
import { useOpenFirst } from "../reports/index.ts";
import { playSound } from "./sounds.ts";
import { useText } from "./text.ts";

/** A new report of danger is heard and seen on every screen, and by the system while another window is in front; a key opens what waits first. */
export function ReportAlert(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  useShortcut("Shift+F8", useOpenFirst());
  const onUrgent = useEffectEvent((row: ReportRow) => {
    playSound("urgent");
    const title = text("alert.report", { kind: reportKind(row.kind).labels[language] });
    showToast({ text: title, tone: "attention" });
    if (!("Notification" in window) || Notification.permission !== "granted" || (!document.hidden && document.hasFocus())) return;
    const dir = language === "ar" ? "rtl" : "ltr";
    const notice = new Notification(title, { body: row.placeText ?? row.reference, tag: row.reportId, lang: language, dir });
    notice.addEventListener("click", () => {
      window.focus();
      notice.close();
      void navigate({ to: "/reports/$reportId", params: { reportId: row.reportId } });
    });
  });
  useEffect(() => urgentReports.subscribe((row) => onUrgent(row)), []);
  return null;
}
