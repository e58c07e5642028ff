import { Kbd } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Num } from "@amaliyat/ui/i18n";
import PhoneIncoming from "lucide-react/icons/phone-incoming";
import { useEffect, useRef, type ReactNode } from "react";
import type { Ringing } from "../phone/index.ts";
import { useText } from "./text.ts";

export type CallOverDialogsProps = {
  readonly ringing: Ringing | null;
  readonly lineName: string;
  /** The screen is locked: that it rings is shown, and not who. */
  readonly hidden: boolean;
};

/** The ringing call once more, above an open dialog, which dims the bar and keeps the pointer: the keys act. */
export function CallOverDialogs({ ringing, lineName, hidden }: CallOverDialogsProps): ReactNode {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const now = useNow();
  const rings = ringing !== null;
  useEffect(() => {
    const covered = rings && document.querySelector("dialog:modal") !== null;
    if (box.current?.matches(":popover-open") !== covered) box.current?.togglePopover(covered);
  }, [rings, now]);
  return (
    <div ref={box} popover="manual" className="calls-over" aria-hidden="true">
      <PhoneIncoming size={24} />
      <span className="am-strong">{text("notice.title", { line: isolate(ringing?.line ?? "") })}</span>
      <Bdi>{lineName}</Bdi>
      {!hidden && ringing?.number && <Num className="am-strong">{ringing.number}</Num>}
      <span className="am-grow" />
      <span>{text("act.answer")}</span> <Kbd keys="F2" />
      <span>{text("act.refuse")}</span> <Kbd keys="F4" />
    </div>
  );
}
