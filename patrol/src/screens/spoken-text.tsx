import { useId, type ReactNode } from "react";
import { useLanguage, useText } from "../text/use-text.ts";
import { Icon } from "../icons/icons.tsx";
import { useSpeech } from "./use-speech.ts";

type SpokenTextProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows: number;
};

/** A box to write in, or to speak into where the phone can; it says where the voice goes. */
export function SpokenText({ label, value, onChange, rows }: SpokenTextProps): ReactNode {
  const t = useText();
  const id = useId();
  const language = useLanguage();
  const speech = useSpeech(language, (said) => onChange(value === "" ? said : `${value} ${said}`));
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="spoken">
        <textarea id={id} rows={rows} maxLength={2000} value={value} dir="auto" onChange={(event) => onChange(event.target.value)} />
        {speech !== null && (
          <button type="button" className="quiet" aria-pressed={speech.listening} aria-label={t("speech.speak")} onClick={speech.toggle}>
            <Icon name="mic" />
          </button>
        )}
      </div>
      {speech !== null && speech.listening && (
        <p className="hint" role="status">
          {speech.local ? t("speech.local") : t("speech.elsewhere")}
        </p>
      )}
    </div>
  );
}
