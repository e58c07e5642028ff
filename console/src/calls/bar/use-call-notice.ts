import { useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useSyncExternalStore } from "react";
import type { Ringing } from "../../phone/index.ts";
import { useText } from "../text.ts";

function subscribe(listener: () => void): () => void {
  for (const kind of ["focus", "blur"] as const) addEventListener(kind, listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    for (const kind of ["focus", "blur"] as const) removeEventListener(kind, listener);
    document.removeEventListener("visibilitychange", listener);
  };
}

/** Whether somebody may be looking at this page. */
const useLookedAt = (): boolean => useSyncExternalStore(subscribe, () => !document.hidden && document.hasFocus());

/** Shows what rings outside of the page too: in its title, and by the system while another window is in front. */
export function useCallNotice(ringing: Ringing | null, lineName: string, hidden: boolean): void {
  const text = useText();
  const { language } = useLanguage();
  const lookedAt = useLookedAt();
  const title = ringing === null ? null : text("notice.title", { line: ringing.line });
  const body =
    ringing === null ? "" : [lineName, hidden ? "" : (ringing.number ?? text("withheld"))].filter((part) => part !== "").join(" · ");
  useEffect(() => {
    if (title === null) return undefined;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  const legId = ringing?.legId ?? null;
  useEffect(() => {
    if (legId === null || title === null || lookedAt || !("Notification" in window) || Notification.permission !== "granted")
      return undefined;
    const dir = language === "ar" ? "rtl" : "ltr";
    const notice = new Notification(title, { body, tag: legId, requireInteraction: true, lang: language, dir });
    notice.addEventListener("click", () => {
      window.focus();
      notice.close();
    });
    return () => notice.close();
  }, [legId, title, body, lookedAt, language]);
}
