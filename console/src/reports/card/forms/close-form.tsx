import { reports, type ReportCard } from "@amaliyat/contract/reports";
import { REPORT_ENDS, TEXT_MOST, type ReportEnd } from "@amaliyat/domain/reports";
import { Field, TextArea } from "@amaliyat/ui/controls";
import { useDraft } from "@amaliyat/ui/hooks";
import { languageNames, useLanguage } from "@amaliyat/ui/i18n";
import { ListBox } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { useDraftName } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { takesEnd } from "../card-acts.ts";
import { CardForm } from "./card-form.tsx";
import { isCloseDraft, NO_CLOSE } from "./drafts.ts";

/** Closes a report with a reason that its author reads, shown in the words and the language in which it will be read. */
export function CloseForm({ card, onClose }: { readonly card: ReportCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { reportId } = card;
  const draft = useDraft(useDraftName(`report-close.${reportId}`), NO_CLOSE, isCloseDraft);
  const { end, words } = draft.value;
  const said = words.trim() === "" ? null : words.trim();
  const entry = REPORT_ENDS.find((one) => one.end === end);
  const items = REPORT_ENDS.map((one) => ({
    value: one.end as ReportEnd,
    label: one.labels[language],
    disabledReason: takesEnd(card, one.end) ? undefined : text("close.take_first"),
  }));
  return (
    <CardForm
      card={card}
      title={text("close.title")}
      verb={text("act.close")}
      ready={entry !== undefined && takesEnd(card, entry.end)}
      send={() =>
        entry === undefined
          ? Promise.reject(new Error("no end was chosen"))
          : ask(reports.close, { params: { reportId }, body: { end: entry.end, words: said } })
      }
      onDone={draft.clear}
      onClose={onClose}
    >
      <Field label={text("close.end")} group>
        <ListBox
          label={text("close.end")}
          items={items}
          value={end}
          onChange={(value) => draft.update((before) => ({ ...before, end: value }))}
          digits
          begins
        />
      </Field>
      <Field label={text("close.words")} hint={text("compose.language", { language: languageNames[card.language] })} optional>
        <TextArea
          rows={2}
          maxLength={TEXT_MOST.message}
          value={words}
          onChange={(value) => draft.update((before) => ({ ...before, words: value }))}
        />
      </Field>
      {entry !== undefined && (
        <section className="report-preview" aria-label={text("close.preview")}>
          <div className="am-small am-t2">{text("close.preview")}</div>
          <p dir="auto" lang={card.language} className="am-strong">
            {entry.labels[card.language]}
          </p>
          {said !== null && (
            <p dir="auto" className="report-pre">
              {said}
            </p>
          )}
        </section>
      )}
      {end === "nuisance" && <p className="am-t2 am-small">{text("close.nuisance_hint")}</p>}
    </CardForm>
  );
}
