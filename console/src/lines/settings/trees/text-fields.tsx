import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { TextInput } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { useText } from "../../text.ts";
import { Fault } from "./fault.tsx";
import type { AnswerDraft } from "./tree-draft.ts";

export type TextFieldsProps = {
  /** Label of the text, for screen readers. */
  readonly label: string;
  readonly value: AnswerDraft["text"];
  readonly wrong: readonly Language[];
  readonly onChange: (text: AnswerDraft["text"]) => void;
};

/** A short text in the three languages, side by side. */
export function TextFields({ label, value, wrong, onChange }: TextFieldsProps): ReactNode {
  const text = useText();
  return (
    <>
      <div className="lines-three lines-three--tight">
        {LANGUAGES.map((language) => (
          <TextInput
            key={language}
            size="s"
            lang={language}
            maxLength={200}
            placeholder={text(`in.${language}`)}
            aria-label={`${label}, ${text(`in.${language}`)}`}
            aria-invalid={wrong.includes(language) || undefined}
            value={value[language]}
            onChange={(next) => onChange({ ...value, [language]: next })}
          />
        ))}
      </div>
      {wrong.length > 0 && <Fault fault="text" />}
    </>
  );
}
