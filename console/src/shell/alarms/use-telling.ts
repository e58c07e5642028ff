import type { Language } from "@amaliyat/domain/kernel";
import { roomNow } from "@amaliyat/ui/hooks";
import { directionOf, useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useEffectEvent } from "react";
import { phoneTalks } from "../../calls/index.ts";
import { playSound } from "../sounds.ts";
import { useSession } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { claimUntold } from "../../alarms/index.ts";
import type { Alarms } from "./use-alarms.ts";
import { useAlarmWords } from "./words.ts";

/** Interval between two sounds of a call for help that nobody has taken up, in ms. */
const AGAIN_MS = 3_000;

/**
 * Tells each alarm once, in one window of the desk: by its sound, and by the system while another window is in front. A desk whose telephone
 * rings hears that instead. A call for help of a crew sounds on until it is taken up, also after a reload.
 */
export function useTelling({ all, shown, callPart }: Alarms, locked: boolean, isTeller: boolean): void {
  const { userId } = useSession().user;
  const { language } = useLanguage();
  const words = useAlarmWords();
  const talks = useStore(phoneTalks);
  const open = shown.filter(({ takenBy }) => takenBy === null);
  const taken = all.filter(({ takenBy }) => takenBy !== null);
  const tell = useEffectEvent(() => {
    if (!isTeller) return;
    const fresh = new Set(claimUntold(userId, { open: open.map(({ id }) => id), taken: taken.map(({ id }) => id) }, roomNow()));
    const news = open.filter(({ id }) => fresh.has(id));
    // The bar of calls sounds for a free telephone, but not while the screen is locked. A person who talks with a caller sees the line.
    const heard = news.find(({ kind }) => kind !== "call" || (callPart !== "phone" && !talks) || locked);
    if (heard !== undefined) playSound(heard.kind === "distress" ? "distress" : "urgent");
    for (const alarm of news) notify(words.title(alarm), alarm.id, language);
  });
  const state = [...open, ...taken].map(({ id, takenBy }) => `${id}${takenBy === null ? "" : "+"}`).join(" ");
  useEffect(() => tell(), [state, isTeller]);
  const isLoud = isTeller && open.some(({ kind }) => kind === "distress");
  useEffect(() => {
    if (!isLoud) return undefined;
    const timer = setInterval(() => playSound("distress"), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isLoud]);
}

/** Shows a notice of the system, where the person allowed it and looks at something else. It outlives a lock, so it names no place and no person. */
function notify(title: string, tag: string, lang: Language): void {
  if (!("Notification" in window) || Notification.permission !== "granted" || (!document.hidden && document.hasFocus())) return;
  const notice = new Notification(title, { tag, lang, dir: directionOf(lang) });
  notice.addEventListener("click", () => {
    window.focus();
    notice.close();
  });
}
