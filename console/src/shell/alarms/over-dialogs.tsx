import { useNow } from "@amaliyat/ui/hooks";
import { Kbd } from "@amaliyat/ui/controls";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import { useEffect, useRef, type ReactNode } from "react";
import { useText } from "../text.ts";
import type { Alarm } from "./alarms.ts";
import { useAlarmWords } from "./words.ts";

export type OverDialogsProps = {
  /** The first alarm that nobody has taken; null for none. */
  readonly alarm: Alarm | null;
  /** The key that takes it here; undefined where none does. */
  readonly takeKey: string | undefined;
};

/**
 * The first alarm once more, above an open dialog: what lies behind one is dimmed and may be covered. Nothing here is pressed, because a
 * dialog keeps the pointer to itself; the key acts.
 */
export function OverDialogs({ alarm, takeKey }: OverDialogsProps): ReactNode {
  const text = useText();
  const words = useAlarmWords();
  const box = useRef<HTMLDivElement>(null);
  const now = useNow();
  const isThere = alarm !== null;
  useEffect(() => {
    const covered = isThere && document.querySelector("dialog:modal") !== null;
    if (box.current?.matches(":popover-open") !== covered) box.current?.togglePopover(covered);
  }, [isThere, now]);
  return (
    <div ref={box} popover="manual" className="am-alarm shell-alarm shell-alarms-over" aria-hidden="true">
      <OctagonAlert size={20} />
      {alarm !== null && <span className="am-alarm__title">{words.title(alarm)}</span>}
      {alarm !== null && takeKey !== undefined && (
        <>
          <span>{text(`alarm.take.${alarm.kind}`)}</span> <Kbd keys={takeKey} />
        </>
      )}
    </div>
  );
}
