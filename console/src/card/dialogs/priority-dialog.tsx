import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { PRIORITIES, PRIORITY_LABELS, type Priority } from "@amaliyat/domain/interventions";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { isText, useDraft } from "@amaliyat/ui/hooks";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog, ListBox } from "@amaliyat/ui/layout";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { levelOf } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** Another priority, by digit, with the reason why. */
export function PriorityDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const [priority, setPriority] = useState<Priority>(card.priority);
  const draft = useDraft(useDraftName(`priority.${interventionId}`), "", isText);
  const reason = draft.value;
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>("[role=option][tabindex='0']")?.focus(), []);
  // A reason alone is worth sending too: it says why the priority stays.
  const ready = priority !== card.priority || reason.trim() !== "";
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { priority, version: card.version, ...(reason.trim() === "" ? {} : { reason }) };
    if (!ready || !(await act.run(() => ask(interventions.prioritise, { params: { interventionId }, body })))) return;
    draft.clear();
    onClose();
  };
  const items = PRIORITIES.map((value) => ({
    value,
    label: PRIORITY_LABELS[value][language],
    icon: <PriorityGlyph priority={levelOf(value)} size={20} silent />,
  }));
  return (
    <Dialog open onClose={onClose} title={text("priority.title")}>
      <form className="card-form" onSubmit={(event) => void submit(event)}>
        <div ref={list}>
          <ListBox
            label={text("priority.title")}
            items={items}
            value={priority}
            digits
            onChange={(next) => {
              setPriority(next);
              field.current?.focus();
            }}
          />
        </div>
        <Field label={text("priority.reason")} hint={text("priority.reason_hint")}>
          <TextInput ref={field} value={reason} maxLength={200} onChange={draft.setValue} />
        </Field>
        <Refusal problem={act.refused} />
        <ChangedMeanwhile card={card} since={opened} />
        <div className="card-form__foot">
          <Button type="submit" variant="primary" loading={act.busy} disabled={!ready}>
            {text("priority.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
