import { calls, type CallRecordingShown } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { Bdi, Time } from "@amaliyat/ui/i18n";
import Lock from "lucide-react/icons/lock";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { ReasonDialog } from "../../lists/index.ts";
import { useMay } from "../../session/index.ts";
import { useText } from "../text.ts";
import { HoldDialog } from "./hold-dialog.tsx";

/** A hold ends with the end of a day, which is the begin of the next one. */
const lastDayOf = (heldUntil: string): number => Date.parse(heldUntil) - 1;

export type HoldActProps = { readonly recording: CallRecordingShown; readonly onChanged: (recording: CallRecordingShown) => void };

/** How long it is kept, and keeping it longer or no longer, by those who may. */
export function HoldAct({ recording, onChanged }: HoldActProps): ReactNode {
  const text = useText();
  const mayHold = useMay(calls.holdRecording);
  const [open, setOpen] = useState<"hold" | "release" | null>(null);
  const { recordingId, heldUntil, holdReason, retentionUntil } = recording;
  const send = async (until: string | null, reason: string) => {
    const answer = await ask(calls.holdRecording, { params: { recordingId }, body: { until, reason } });
    if (answer.ok) onChanged(answer.value);
    return answer;
  };
  return (
    <div className="am-row am-row--wrap am-small am-t2">
      {heldUntil === null ? (
        <span>
          {text("recording.kept_until")} <Time at={Date.parse(retentionUntil)} format="day" />
        </span>
      ) : (
        <span className="am-row lines-held">
          <Lock size={14} aria-hidden="true" className="am-engaged" />
          <span>
            {text("recording.held_until")} <Time at={lastDayOf(heldUntil)} format="day" /> · <Bdi>{holdReason ?? ""}</Bdi>
          </span>
        </span>
      )}
      {mayHold && (
        <Button size="s" variant="quiet" onClick={() => setOpen("hold")}>
          {text(heldUntil === null ? "recording.hold" : "recording.hold_longer")}
        </Button>
      )}
      {mayHold && heldUntil !== null && (
        <Button size="s" variant="quiet" onClick={() => setOpen("release")}>
          {text("recording.release")}
        </Button>
      )}
      {open === "hold" && <HoldDialog recordingId={recordingId} onClose={() => setOpen(null)} send={send} />}
      {open === "release" && (
        <ReasonDialog
          draft={`release.${recordingId}`}
          title={text("recording.release")}
          verb={text("recording.release")}
          onClose={() => setOpen(null)}
          send={(reason) => send(null, reason)}
        />
      )}
    </div>
  );
}
