import { calls, type CallRecordingShown } from "@amaliyat/contract/calls";
import { PURPOSE_LABELS, type Purpose } from "@amaliyat/domain/cameras";
import { Button, Chip } from "@amaliyat/ui/controls";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import Voicemail from "lucide-react/icons/voicemail";
import { useState, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { HoldAct } from "../../evidence/index.ts";
import { Refusal, useMay } from "../../session/index.ts";
import { useText } from "../text.ts";
import { ListeningDeck } from "./listening-deck.tsx";
import { answeredAfter } from "./marks.ts";
import { usePurposed } from "./use-purposed.tsx";
import "./recording.css";

export type RecordingPlayerProps = {
  readonly recording: CallRecordingShown;
  /** Told when it was held or released. */
  readonly onChanged?: (recording: CallRecordingShown) => void;
};

/** A recorded call: its facts, listening for a purpose, and its hold for a case. Nothing is loaded before a purpose is given. */
export function RecordingPlayer({ recording, onChanged }: RecordingPlayerProps): ReactNode {
  const text = useText();
  const [changed, setChanged] = useState<CallRecordingShown | null>(null);
  // A hold or release made here shows until the list is read again.
  const shown = changed !== null && changed.recordingId === recording.recordingId ? changed : recording;
  const mayListen = useMay(calls.openRecording);
  const mayHold = useMay(calls.holdRecording);
  const [listening, setListening] = useState<{ readonly listeningId: string; readonly purpose: Purpose } | null>(null);
  const onShown = (next: CallRecordingShown): void => {
    setChanged(next);
    onChanged?.(next);
  };
  const hold = async (until: string | null, reason: string) => {
    const answer = await ask(calls.holdRecording, { params: { recordingId: shown.recordingId }, body: { until, reason } });
    if (answer.ok) onShown(answer.value);
    return answer;
  };
  return (
    <section className="lines-recording" aria-label={text("recording.title")}>
      <Head recording={shown} purpose={listening?.purpose ?? null} />
      {shown.gone ? (
        <p className="am-t2">{text("recording.gone")}</p>
      ) : mayListen ? (
        listening === null ? (
          <OpenAct recording={shown} onOpened={(listeningId, purpose) => setListening({ listeningId, purpose })} />
        ) : (
          <ListeningDeck
            key={listening.listeningId}
            listeningId={listening.listeningId}
            recording={shown}
            onEnded={() => setListening(null)}
          />
        )
      ) : (
        <p className="am-t2">{text("recording.not_yours")}</p>
      )}
      {!shown.gone && (
        <HoldAct held={{ ...shown, keptUntil: shown.retentionUntil }} draft={shown.recordingId} mayHold={mayHold} send={hold} />
      )}
    </section>
  );
}

function Head({ recording, purpose }: { readonly recording: CallRecordingShown; readonly purpose: Purpose | null }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const answered = answeredAfter(recording);
  return (
    <header className="lines-recording__head">
      <Voicemail size={16} aria-hidden="true" className="am-t2" />
      <Time at={Date.parse(recording.beganAt ?? recording.recordedAt)} format="dateTime" /> ·{" "}
      <Num>{format.duration(recording.seconds * 1000)}</Num>
      {answered !== null && (
        <Chip tone="muted">
          {text("recording.answered_after")} <Num>{format.age(answered * 1000)}</Num>
        </Chip>
      )}
      {recording.lost > 0 && <Chip tone="attention">{text("recording.lost", { count: recording.lost })}</Chip>}
      {purpose !== null && <Chip tone="engaged">{PURPOSE_LABELS[purpose][language]}</Chip>}
    </header>
  );
}

type OpenActProps = { readonly recording: CallRecordingShown; readonly onOpened: (listeningId: string, purpose: Purpose) => void };

/** Begins to listen: for the purpose that the person has chosen already, else for one chosen now. */
function OpenAct({ recording, onOpened }: OpenActProps): ReactNode {
  const text = useText();
  const { busy, refused, send } = useSending();
  const open = async (purpose: Purpose): Promise<void> => {
    const params = { recordingId: recording.recordingId };
    const answer = await send(() => ask(calls.openRecording, { params, body: { purpose } }));
    if (answer?.ok) onOpened(answer.value.listeningId, purpose);
  };
  const { anchor, press, list } = usePurposed(text("recording.purpose"), (purpose) => void open(purpose));
  return (
    <div className="am-row am-row--wrap">
      <span ref={anchor}>
        <Button size="s" loading={busy} onClick={press}>
          {text("recording.listen")}
        </Button>
      </span>
      <span className="am-t3 am-small">{text("recording.logged")}</span>
      {list}
      <Refusal problem={refused} />
    </div>
  );
}
