import { Button } from "@amaliyat/ui/controls";
import Grid3x3 from "lucide-react/icons/grid-3x3";
import Mic from "lucide-react/icons/mic";
import MicOff from "lucide-react/icons/mic-off";
import Pause from "lucide-react/icons/pause";
import PhoneForwarded from "lucide-react/icons/phone-forwarded";
import PhoneOff from "lucide-react/icons/phone-off";
import Undo2 from "lucide-react/icons/undo-2";
import Users from "lucide-react/icons/users";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { KEY_OF, type BarAct } from "../acts.ts";

const ICONS: Readonly<Partial<Record<BarAct, typeof Mic>>> = {
  mute: Mic,
  hold: Pause,
  take_back: Undo2,
  keypad: Grid3x3,
  transfer: PhoneForwarded,
  complete: PhoneForwarded,
  together: Users,
  hang_up: PhoneOff,
  stop_hearing: PhoneOff,
};

export type TalkActsProps = {
  readonly acts: readonly BarAct[];
  readonly muted: boolean;
  /** The caller hears music: the key of holding takes back. */
  readonly held: boolean;
  readonly together: boolean;
  readonly busy: boolean;
  readonly onAct: (act: BarAct) => void;
};

/** The buttons of a talk, each with its key. */
export function TalkActs({ acts, muted, held, together, busy, onAct }: TalkActsProps): ReactNode {
  const text = useText();
  const words = (act: BarAct): string =>
    act === "mute" && muted ? text("act.unmute") : act === "hold" && held ? text("act.resume") : text(`act.${act}`);
  const pressed = (act: BarAct): boolean | undefined => (act === "mute" ? muted : act === "together" ? together : undefined);
  return (
    <div className="calls-acts">
      {acts
        .filter((act) => act !== "answer" && act !== "refuse")
        .map((act) => {
          const Icon = act === "mute" && muted ? MicOff : (ICONS[act] ?? PhoneOff);
          return (
            <Button
              key={act}
              shortcut={KEY_OF[act]}
              icon={<Icon size={16} aria-hidden="true" />}
              aria-pressed={pressed(act)}
              disabled={busy && act !== "mute"}
              data-act={act}
              title={words(act)}
              onClick={() => onAct(act)}
            >
              {words(act)}
            </Button>
          );
        })}
    </div>
  );
}
