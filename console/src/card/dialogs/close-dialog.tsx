import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { DISPOSITIONS, isDisposition, UNCLASSIFIED, type DispositionCode } from "@amaliyat/domain/interventions";
import { Button, Checkbox, Combobox, Field, TextArea } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { roomNow, useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { Num, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { activeUnits, cardOf, shortReference } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

type Draft = { readonly disposition: DispositionCode | null; readonly outcome: string; readonly forReview: boolean };
const blank: Draft = { disposition: null, outcome: "", forReview: false };

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null || !("disposition" in value) || !("outcome" in value) || !("forReview" in value))
    return false;
  const { disposition, outcome, forReview } = value;
  const known = disposition === null || (typeof disposition === "string" && isDisposition(disposition));
  return known && typeof outcome === "string" && typeof forReview === "boolean";
}

export type CloseDialogProps = { readonly card: InterventionCard; readonly onClose: () => void; readonly onClassify: () => void };

/**
 * Closes with a disposition, by number or search, and a text on the work done, for which the disposition's own words are proposed. Units that are still bound are ended by the same act. Typed text
 * stays until the room has it.
 */
export function CloseDialog({ card, onClose, onClassify }: CloseDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const draft = useDraft(useDraftName(`close.${interventionId}`), blank, isDraft);
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const outcome = useRef<HTMLTextAreaElement>(null);
  const client = useQueryClient();
  const sent = activeUnits(card);
  const codes = sent.map(({ unitCode }) => unitCode).join(" · ");
  const { disposition } = draft.value;
  const unclassified = card.subcategory === UNCLASSIFIED;
  const ready = disposition !== null && draft.value.outcome.trim() !== "";
  const labelOf = (code: DispositionCode): string => DISPOSITIONS.find((one) => one.code === code)?.labels[language] ?? "";
  // The words of the disposition stand there until a person types others.
  const isProposed = ["", disposition === null ? "" : labelOf(disposition)].includes(draft.value.outcome.trim());
  const set = (change: Partial<Draft>): void => draft.update((before) => ({ ...before, ...change }));

  const send = async (): Promise<void> => {
    if (disposition === null || !ready) return;
    for (const { assignmentId } of sent)
      if (!(await act.run(() => ask(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } })))) return;
    const { version } = sent.length === 0 ? card : await client.fetchQuery({ ...cardOf(interventionId), staleTime: 0 });
    const body = { disposition, outcome: draft.value.outcome, forReview: unclassified && draft.value.forReview, version };
    const done = await act.run(() => ask(interventions.close, { params: { interventionId }, body }));
    if (!done) return;
    draft.clear();
    onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  const form = useRef<HTMLFormElement>(null);
  useShortcut("Ctrl+Enter", () => void send(), { within: form, whileTyping: true });
  const options = DISPOSITIONS.map(({ code, labels }) => ({
    value: code,
    label: `${code} · ${labels[language]}`,
    keywords: Object.values(labels).join(" "),
  }));
  const title = (
    <>
      {text("close.title")} <Num className="am-t2">{shortReference(card.reference, roomNow())}</Num>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title}>
      <form ref={form} className="card-form" onSubmit={submit}>
        {sent.length > 0 && <Banner boxed title={text("close.still_sent", { units: codes })} detail={text("close.still_sent_text")} />}
        <Field label={text("close.disposition")} hint={text("close.disposition_hint")} required>
          <Combobox
            options={options}
            value={disposition}
            byValue
            onChange={(next) => {
              set({ disposition: next, ...(isProposed ? { outcome: labelOf(next) } : {}) });
              outcome.current?.focus();
            }}
            placeholder={text("close.choose")}
          />
        </Field>
        <Field label={text("close.outcome")} required>
          <TextArea ref={outcome} rows={4} maxLength={4000} value={draft.value.outcome} onChange={(value) => set({ outcome: value })} />
        </Field>
        {unclassified && (
          <div className="card-form__review">
            <Checkbox
              label={text("close.for_review")}
              hint={text("close.for_review_hint")}
              checked={draft.value.forReview}
              onChange={(forReview) => set({ forReview })}
            />
            <Button size="s" onClick={onClassify}>
              {text("act.classify")}
            </Button>
          </div>
        )}
        <Refusal problem={act.refused} />
        <ChangedMeanwhile card={card} since={opened} />
        <div className="card-form__foot">
          <Button type="submit" variant="primary" shortcut="Ctrl+Enter" loading={act.busy} disabled={!ready}>
            {sent.length === 0 ? text("close.act") : text("close.act_ending", { units: codes })}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
          {draft.restoredAt !== undefined && <span className="am-t3 am-small">{text("form.restored")}</span>}
        </div>
      </form>
    </Dialog>
  );
}
