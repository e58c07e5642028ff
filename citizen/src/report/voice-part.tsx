import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChosenFile } from "../storage/kept.ts";
import { acceptVoice } from "../media/accept-files.ts";
import { canRecord, record, type Recorder } from "../media/voice.ts";
import { Icon } from "../icons/icon.tsx";
import { useNow } from "../screens/use-citizen.ts";
import { span } from "../text/format.ts";
import { t } from "../text/text.ts";
import { useFile } from "./use-file.ts";

type VoiceProps = { readonly file: ChosenFile | null; readonly onTake: (file: ChosenFile) => void; readonly onDrop: () => void };

/** It is recorded: for how long, how loud, and the press that ends it. */
function Running({ level, onEnd }: { readonly level: number; readonly onEnd: () => void }): VNode {
  const now = useNow(250);
  const [begun] = useState(() => Date.now());
  return (
    <div className="voice">
      <meter className="level" min={0} max={1} value={level} aria-label={t("voice.level")} />
      <span className="num">{span((now - begun) / 1000)}</span>
      <button type="button" className="press recording" onClick={onEnd}>
        <Icon name="stop" />
        <span>{t("voice.stop")}</span>
      </button>
    </div>
  );
}

/** A voice note: recorded with its level shown, heard, thrown away. */
export function VoicePart({ file, onTake, onDrop }: VoiceProps): VNode | null {
  const [recorder, setRecorder] = useState<Recorder | null>(null);
  const [level, setLevel] = useState(0);
  const [isRefused, setRefused] = useState(false);
  const runningRef = useRef<Recorder | null>(null);
  useEffect(() => () => runningRef.current?.drop(), []);
  const url = useFile(file?.fileId ?? null);

  async function begin(): Promise<void> {
    try {
      const made = await record(setLevel, () => void end());
      runningRef.current = made;
      setRecorder(made);
      setRefused(false);
    } catch {
      setRefused(true);
    }
  }
  async function end(): Promise<void> {
    const made = runningRef.current;
    runningRef.current = null;
    setRecorder(null);
    if (made === null) return;
    const { blob, seconds } = await made.stop();
    onTake(await acceptVoice(blob, seconds));
  }
  if (!canRecord()) return null;
  if (file !== null)
    return (
      <div className="voice">
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote down what is said */}
        {url !== null && <audio controls src={url} aria-label={t("voice.note")} />}
        <button type="button" className="square" aria-label={t("voice.drop")} onClick={onDrop}>
          <Icon name="trash" />
        </button>
      </div>
    );
  if (recorder !== null) return <Running level={level} onEnd={() => void end()} />;
  return (
    <>
      <button type="button" className="press" onClick={() => void begin()}>
        <Icon name="mic" />
        <span>{t("voice.begin")}</span>
      </button>
      {isRefused && (
        <p className="hint" role="alert">
          {t("voice.refused")}
        </p>
      )}
    </>
  );
}
