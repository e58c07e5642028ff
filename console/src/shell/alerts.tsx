import { showToast } from "@amaliyat/ui/feedback";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { shortReference, titleOf } from "../interventions/facts.ts";
import { urgent, useLink } from "../live/index.ts";
import { playSound } from "./sounds.ts";
import { useText } from "./text.ts";

/** How long a link may be broken before it is heard: a short break mends itself. */
const LOST_HEARD_MS = 5000;

/** What must be noticed on every screen of the room: an immediate intervention, a lost server. Heard and seen. */
export function Alerts(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { state } = useLink();
  const lostSince = state.kind === "lost" ? state.since : null;
  const onUrgent = useEffectEvent((row: InterventionRow) => {
    playSound("urgent");
    const values = { title: titleOf(row.subcategory, language), reference: shortReference(row.reference, roomNow()) };
    showToast({ text: text("alert.urgent", values), tone: "attention" });
  });
  useEffect(() => urgent.subscribe((row) => onUrgent(row)), []);
  useEffect(() => {
    if (lostSince === null) return undefined;
    const timer = setTimeout(() => playSound("lost"), LOST_HEARD_MS);
    return () => clearTimeout(timer);
  }, [lostSince]);
  return null;
}
