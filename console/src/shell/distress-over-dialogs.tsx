import { useNow } from "@amaliyat/ui/hooks";
import { isolate } from "@amaliyat/ui/i18n";
import { Kbd } from "@amaliyat/ui/controls";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import { useEffect, useRef, type ReactNode } from "react";
import type { Alarm } from "./alarm-state.ts";
import { useText } from "./text.ts";

export type OverDialogsProps = {
  /** Those that nobody has taken up. */
  readonly alarms: readonly Alarm[];
  readonly mayTakeUp: boolean;
};

/**
 * The calls for help once more, above an open dialog: what lies behind one is dimmed and may be covered. Nothing here is pressed, because
 * a dialog keeps the pointer to itself; the key acts.
 */
export function DistressOverDialogs({ alarms, mayTakeUp }: OverDialogsProps): ReactNode {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const now = useNow();
  const codes = alarms.map(({ code }) => isolate(code)).join("، ");
  useEffect(() => {
    const covered = codes !== "" && document.querySelector("dialog:modal") !== null;
    if (box.current?.matches(":popover-open") !== covered) box.current?.togglePopover(covered);
  }, [codes, now]);
  return (
    <div ref={box} popover="manual" className="am-alarm shell-alarms-over" aria-hidden="true">
      <OctagonAlert size={24} />
      <span className="am-alarm__title">{text("distress.title", { code: codes })}</span>
      {mayTakeUp && (
        <>
          <span>{text("distress.take_up")}</span> <Kbd keys="F9" />
        </>
      )}
    </div>
  );
}
