import { urgencyOf, type Urgency } from "@amaliyat/domain/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import { Chip, type ChipTone } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import ClockAlert from "lucide-react/icons/clock-alert";
import Hourglass from "lucide-react/icons/hourglass";
import Timer from "lucide-react/icons/timer";
import type { ReactNode } from "react";
import { useWaits } from "./use-waits.ts";
import { useText } from "../text.ts";
import type { Waiting } from "./waits.ts";

const LOOKS: Readonly<Record<Urgency, { readonly tone: ChipTone; readonly Icon: typeof Timer }>> = {
  calm: { tone: "normal", Icon: Timer },
  soon: { tone: "attention", Icon: Hourglass },
  late: { tone: "act", Icon: ClockAlert },
};

/** A time that presses: colour, icon and, near or beyond its limit, a word. */
export function UrgencyChip({ urgency, children }: { readonly urgency: Urgency; readonly children: ReactNode }): ReactNode {
  const text = useText();
  const { tone, Icon } = LOOKS[urgency];
  return (
    <Chip tone={tone} icon={<Icon size={14} aria-hidden="true" />} className={`interventions-wait interventions-wait--${urgency}`}>
      {children}
      {urgency !== "calm" && ` · ${text(`wait.${urgency}`)}`}
    </Chip>
  );
}

/** Waiting time against its limit for the priority. It counts by itself. */
export function WaitMark({ waiting, priority }: { readonly waiting: Waiting; readonly priority: Priority }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const waits = useWaits();
  const waited = now - waiting.since;
  return (
    <UrgencyChip urgency={urgencyOf(waiting.wait, priority, waited, waits)}>
      {text(`wait.${waiting.wait}`)} <Num>{format.age(waited)}</Num>
    </UrgencyChip>
  );
}
