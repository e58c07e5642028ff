import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChosenFile } from "../keep/kept.ts";
import { takeVoice } from "../media/take-files.ts";
import { canRecord, record, type Recorder } from "../media/voice.ts";
import { Icon } from "../screens/icon.tsx";
import { span } from "../text/format.ts";
import { t } from "../text/text.ts";
import { useFile } from "./use-file.ts";

type VoiceProps = { readonly file: ChosenFile | null; readonly onTake: (file: ChosenFile) => void; readonly onDrop: () => void };

/** A voice note: recorded with its level shown, heard, thrown away. */
export function VoicePart({ file, onTake, onDrop }: VoiceProps): VNode | null {
  const [recorder, setRecorder] = useState<Recorder | null>(null);
  const [begun, setBegun] = useState(0);
  const [level, setLevel] = useState(0);
  const [isRefused, setRefused] = useState(false);
  const running = useRef<Recorder | null>(null);
  useEffect(() => () => running.current?.drop(), []);
  const url = useFile(file?.fileId ?? null);

  async function begin(): Promise<void> {
    try {
      const made = await record(setLevel, () => void end());
      running.current = made;
      setRecorder(made);
      setBegun(Date.now());
      setRefused(false);
    } catch {
      setRefused(true);
    }
  }
  async function end(): Promise<void> {
    const made = running.current;
    running.current = null;
    setRecorder(null);
    if (made === null) return;
    const { blob, seconds } = await made.stop();
    onTake(await takeVoice(blob, seconds));
  }
  if (!canRecord()) return null;
  if (file !== null)
    return (
      <div className="voice">
        {url !== null && <audio controls src={url} aria-label={t("voice.note")} />}
        <button type="button" className="square" aria-label={t("voice.drop")} onClick={onDrop}>
          <Icon name="trash" />
        </button>
      </div>
    );
  if (recorder !== null)
    return (
      <div className="voice">
        <meter className="level" min={0} max={1} value={level} aria-label={t("voice.level")} />
        <span className="num">{span((Date.now() - begun) / 1000)}</span>
        <button type="button" className="press recording" onClick={() => void end()}>
          <Icon name="stop" />
          <span>{t("voice.stop")}</span>
        </button>
      </div>
    );
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
