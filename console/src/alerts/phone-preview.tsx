import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import { alertTextIn, PUBLIC_ALERT_KIND_LABELS, type AlertTexts, type PublicAlertKind } from "@amaliyat/domain/alerts";
import { Segmented } from "@amaliyat/ui/controls";
import { createFormat, directionOf, languageNames, useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { TEXT_LANGUAGES, type TextLanguage } from "./alert-draft.ts";
import { KindIcon } from "./alert-words.tsx";
import { useText } from "./text.ts";

export type PhonePreviewProps = {
  readonly kind: PublicAlertKind;
  /** Null while nothing may be shown: no authorised text was chosen. */
  readonly texts: AlertTexts | null;
  readonly reach: PublicAlertRow["reach"];
  readonly until: number | null;
  /** The address of its picture, once phones are given one. */
  readonly picture?: string | undefined;
};

/** The alert as a phone shows it, light, in each of the languages in which it is read. */
export function PhonePreview(props: PhonePreviewProps): ReactNode {
  const text = useText();
  const own = useLanguage().language;
  const [language, setLanguage] = useState<TextLanguage>(own);
  return (
    <section className="alerts-preview" aria-label={text("preview.title")}>
      <div className="alerts-preview__head">
        <span className="am-t2 am-small">{text("preview.title")}</span>
        <Segmented
          size="s"
          label={text("preview.language")}
          options={TEXT_LANGUAGES.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          onChange={setLanguage}
        />
      </div>
      <Phone {...props} language={language} />
      {language === "en" && props.texts !== null && props.texts.en === null && (
        <p className="am-t2 am-small">{text("preview.no_english")}</p>
      )}
    </section>
  );
}

function Phone({ kind, texts, reach, until, picture, language }: PhonePreviewProps & { readonly language: TextLanguage }): ReactNode {
  const text = useText();
  // In the language of the phone that is drawn, whatever the screen around it speaks.
  const phoneText = useText(language);
  if (texts === null) return <p className="am-t3 am-small">{text("preview.no_text")}</p>;
  const { title, area, words } = alertTextIn(texts, language);
  // French stands in where nobody wrote English, and is read in its own direction.
  const spoken = language === "en" && texts.en === null ? "fr" : language;
  const format = createFormat(language);
  const label = PUBLIC_ALERT_KIND_LABELS[kind][language];
  return (
    <article className="alerts-phone" data-theme="light" lang={spoken} dir={directionOf(spoken)} data-kind={kind}>
      <header className="alerts-phone__kind">
        <KindIcon kind={kind} size={24} />
        {title !== label && <span>{label}</span>}
      </header>
      {picture !== undefined && <img src={picture} alt="" />}
      <h3>{title}</h3>
      <p className="alerts-phone__area">{area}</p>
      <p className="alerts-phone__words">{words}</p>
      <footer>
        <span>
          {phoneText("phone_until")} <bdi>{format.dateTime(until)}</bdi>
        </span>
        {reach !== null && <bdi>{format.distance(reach.radiusM)}</bdi>}
      </footer>
    </article>
  );
}
