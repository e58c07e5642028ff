import { calls, type CallCard } from "@amaliyat/contract/calls";
import { RECORDING_PAUSE_REASONS } from "@amaliyat/domain/calls";
import { Button, Chip } from "@amaliyat/ui/controls";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import { Menu } from "@amaliyat/ui/layout";
import CircleDot from "lucide-react/icons/circle-dot";
import CirclePause from "lucide-react/icons/circle-pause";
import { useRef, type ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { Refusal } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { useCallAct } from "../../use-call-act.ts";

/** Pauses the recording of one's own talk for a reason, and lets it go on; how long it is paused at most is counted down. */
export function PauseRecordingAct({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  const { busy, refused, run } = useCallAct();
  const params = { callId: card.callId };
  useShortcut("Alt+KeyP", () => button.current?.click(), { whileTyping: true });
  const items = RECORDING_PAUSE_REASONS.map((reason) => ({
    id: reason,
    label: text(`sound.reason.${reason}`),
    act: () => void run(() => ask(calls.pauseRecording, { params, body: { reason } })),
  }));
  return (
    <>
      {card.pause === null ? (
        <Menu
          label={text("sound.pause")}
          items={items}
          renderButton={(attributes) => (
            <Button
              ref={button}
              size="s"
              shortcut="Alt+KeyP"
              loading={busy}
              title={text("sound.pause_hint")}
              icon={<CirclePause size={14} aria-hidden="true" />}
              {...attributes}
            >
              {text("sound.pause")}
            </Button>
          )}
        />
      ) : (
        <Button
          ref={button}
          size="s"
          shortcut="Alt+KeyP"
          loading={busy}
          icon={<CircleDot size={14} aria-hidden="true" />}
          onClick={() => void run(() => ask(calls.resumeRecording, { params }))}
        >
          {text("sound.resume")}
        </Button>
      )}
      <Refusal problem={refused} />
    </>
  );
}

/** The recording of a call is paused: why, and for how long at most. */
export function PausedChip({ pause }: { readonly pause: NonNullable<CallCard["pause"]> }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  return (
    <Chip tone="attention" icon={<CirclePause size={14} aria-hidden="true" />}>
      {text("sound.paused")} · {text(`sound.reason.${pause.reason}`)} · <Num>{format.age(Math.max(0, Date.parse(pause.until) - now))}</Num>
    </Chip>
  );
}
