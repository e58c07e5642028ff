import type { CallRow } from "@amaliyat/contract/calls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useSyncExternalStore } from "react";
import type { Ringing } from "../phone/index.ts";
import { useText } from "./text.ts";
import { useLineName } from "../calls/index.ts";

function subscribe(listener: () => void): () => void {
  for (const kind of ["focus", "blur"] as const) addEventListener(kind, listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    for (const kind of ["focus", "blur"] as const) removeEventListener(kind, listener);
    document.removeEventListener("visibilitychange", listener);
  };
}

/** True if somebody may be looking at this page. */
const useLookedAt = (): boolean => useSyncExternalStore(subscribe, () => !document.hidden && document.hasFocus());

/**
 * Shows a ringing call or a due call back outside of the page too. It stands in the title, and in a system notice while another window is
 * in front.
 */
export function useCallNotice(of: Ringing | CallRow | null, hidden: boolean): void {
  const text = useText();
  const { language } = useLanguage();
  const lineName = useLineName();
  const lookedAt = useLookedAt();
  const title = of === null ? null : text("legId" in of ? "notice.title" : "notice.call_back", { line: of.line });
  const said = of === null ? [] : [lineName(of.line), hidden ? "" : (of.number ?? text("withheld"))];
  const body = said.filter((part) => part !== "").join(" · ");
  useEffect(() => {
    if (title === null) return undefined;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  const tag = of === null ? null : "legId" in of ? of.legId : of.callId;
  useEffect(() => {
    if (tag === null || title === null || lookedAt || !("Notification" in window) || Notification.permission !== "granted")
      return undefined;
    const dir = language === "ar" ? "rtl" : "ltr";
    const notice = new Notification(title, { body, tag, requireInteraction: true, lang: language, dir });
    notice.addEventListener("click", () => {
      window.focus();
      notice.close();
    });
    return () => notice.close();
  }, [tag, title, body, lookedAt, language]);
}
