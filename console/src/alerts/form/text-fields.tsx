import { ALERT_TEXT_MOST } from "@amaliyat/domain/alerts";
import { Field, Segmented, TextArea, TextInput } from "@amaliyat/ui/controls";
import { directionOf, languageNames } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { TEXT_LANGUAGES, type AlertDraft, type TextLanguage, type TextPart } from "../alert-draft.ts";
import { useText } from "../text.ts";

export type TextFieldsProps = {
  readonly draft: AlertDraft;
  readonly set: (change: Partial<AlertDraft>) => void;
  readonly wrong: ReadonlySet<string>;
};

/** The text in one language after the other: Arabic and French always, English where somebody can write it. */
export function TextFields({ draft, set, wrong }: TextFieldsProps): ReactNode {
  const text = useText();
  const [language, setLanguage] = useState<TextLanguage>("ar");
  const wrongIn = (one: TextLanguage): boolean => [...wrong].some((field) => field.startsWith(`${one}.`));
  const put = (part: TextPart) => (value: string) => set({ [`${language}.${part}`]: value });
  const given = { lang: language, dir: directionOf(language) };
  const field = (part: TextPart, control: ReactNode) => (
    <Field
      key={`${language} ${part}`}
      label={text(`field.${part}`)}
      error={wrong.has(`${language}.${part}`) ? text("wrong.text") : undefined}
      className="alerts-fields__whole"
      required={language !== "en"}
    >
      {control}
    </Field>
  );
  return (
    <fieldset className="alerts-texts">
      <Segmented
        size="s"
        label={text("field.language")}
        options={TEXT_LANGUAGES.map((value) => ({
          value,
          label: wrongIn(value) ? text("language_wrong", { language: languageNames[value] }) : languageNames[value],
        }))}
        value={language}
        onChange={setLanguage}
      />
      {field(
        "title",
        <TextInput {...given} maxLength={ALERT_TEXT_MOST.title} value={draft[`${language}.title`]} onChange={put("title")} />,
      )}
      {field("area", <TextInput {...given} maxLength={ALERT_TEXT_MOST.area} value={draft[`${language}.area`]} onChange={put("area")} />)}
      {field(
        "words",
        <TextArea {...given} rows={4} maxLength={ALERT_TEXT_MOST.words} value={draft[`${language}.words`]} onChange={put("words")} />,
      )}
      {language === "en" && <p className="am-t2 am-small">{text("english_note")}</p>}
    </fieldset>
  );
}
