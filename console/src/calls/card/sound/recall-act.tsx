import { calls } from "@amaliyat/contract/calls";
import { address } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import Square from "lucide-react/icons/square";
import { useRef, useState, type ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { devices, sendTo } from "../../../phone/index.ts";
import { Refusal } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { useCallAct } from "../../use-call-act.ts";

/** Plays the last half minute of the talk into one's own headset; the caller hears nothing. The same key stops it. */
export function RecallAct({ callId }: { readonly callId: string }): ReactNode {
  const text = useText();
  const format = useFormat();
  const audio = useRef<HTMLAudioElement>(null);
  const { busy, refused, run } = useCallAct();
  const [heard, setHeard] = useState<{ readonly recallId: string; readonly seconds: number; readonly at: number } | null>(null);
  const [failed, setFailed] = useState(false);
  const end = (): void => setHeard(null);
  const begin = async (): Promise<void> => {
    setFailed(false);
    const done = await run(() => ask(calls.recall, { params: { callId } }));
    if (done !== null) setHeard({ ...done.value, at: 0 });
  };
  const press = (): void => (heard === null ? void begin() : end());
  useShortcut("Alt+KeyR", press, { whileTyping: true });
  const play = async (): Promise<void> => {
    const { current } = audio;
    if (current === null) return;
    await sendTo(current, devices.get().speaker);
    await current.play().catch(() => setFailed(true));
  };
  return (
    <>
      <Button
        size="s"
        loading={busy}
        aria-pressed={heard !== null}
        shortcut="Alt+KeyR"
        icon={heard === null ? <RotateCcw size={14} aria-hidden="true" /> : <Square size={14} aria-hidden="true" />}
        title={text("sound.recall_hint")}
        onClick={press}
      >
        {text(heard === null ? "sound.recall" : "sound.recall_stop")}
        {heard !== null && (
          <>
            {" "}
            <Num>{`${format.age(heard.at * 1000)} / ${format.age(heard.seconds * 1000)}`}</Num>
          </>
        )}
      </Button>
      {heard !== null && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- the room keeps no written form of what was said
        <audio
          ref={audio}
          data-recall={heard.recallId}
          src={address(calls.recallBytes, { recallId: heard.recallId }, undefined)}
          onLoadedMetadata={() => void play()}
          onTimeUpdate={({ currentTarget: { currentTime } }) => setHeard((before) => before && { ...before, at: currentTime })}
          onEnded={end}
          onError={() => {
            setFailed(true);
            end();
          }}
        />
      )}
      {failed && (
        <span role="alert" className="am-attention am-small">
          {text("sound.recall_failed")}
        </span>
      )}
      <Refusal problem={refused} />
    </>
  );
}
