import { partnerRoutes, type Partner } from "@amaliyat/contract/partners";
import { DEFAULT_CHOICE, type Choice } from "@amaliyat/domain/partners";
import { Button, Checkbox, Field, RadioGroup, TextArea } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { isText, useDraft } from "@amaliyat/ui/hooks";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { ListBody } from "../lists/index.ts";
import { Refusal, useDraftName } from "../session/index.ts";
import { Cause } from "./cause.tsx";
import { partnerList } from "./partner-queries.ts";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

type DialogProps = { readonly interventionId: string; readonly onClose: () => void };

/** Asks for the partner of a forward, and for the shared parts. */
export function ForwardDialog({ interventionId, onClose }: DialogProps): ReactNode {
  const text = useText();
  const query = useQuery(partnerList);
  return (
    <Dialog open onClose={onClose} title={text("forward.title")}>
      <ListBody query={query} what={text("panel.loading")}>
        {(partners) =>
          partners.some(({ active }) => active) ? (
            <ForwardForm partners={partners.filter(({ active }) => active)} interventionId={interventionId} onClose={onClose} />
          ) : (
            <EmptyState title={text("directory.none")} text={text("directory.none_text")} />
          )
        }
      </ListBody>
    </Dialog>
  );
}

const PARTS = ["place", "priority", "attributes", "notes", "people"] as const;
function ForwardForm({ partners, interventionId, onClose }: DialogProps & { readonly partners: readonly Partner[] }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const act = useAct();
  const draft = useDraft(useDraftName(`forward.${interventionId}`), "", isText);
  const [partnerId, setPartnerId] = useState<string | null>(partners.find(({ hindrance }) => hindrance === null)?.partnerId ?? null);
  const [choice, setChoice] = useState<Choice>(DEFAULT_CHOICE);
  const form = useRef<HTMLFormElement>(null);
  // The dialog opened before the partners were there.
  useEffect(() => form.current?.querySelector<HTMLInputElement>("input:checked")?.focus(), []);
  const message = draft.value.trim();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (partnerId === null) return;
    const body = { partnerId, choice, ...(message === "" ? {} : { message }) };
    const sent = await act.run(() => ask(partnerRoutes.forward, { params: { interventionId }, body }));
    if (!sent?.ok) return;
    draft.clear();
    onClose();
  };
  const options = partners.map((partner) => ({
    value: partner.partnerId,
    label: partner.names[language],
    ...(partner.hindrance === null ? {} : { hint: <Cause code={partner.hindrance} />, disabled: true }),
  }));
  return (
    <form ref={form} className="partners-form" onSubmit={(event) => void submit(event)}>
      <Field label={text("forward.to")} group>
        <RadioGroup label={text("forward.to")} options={options} value={partnerId ?? ""} onChange={setPartnerId} />
      </Field>
      <Field label={text("forward.with")} hint={text("forward.with_hint")} group>
        {PARTS.map((part) => (
          <Checkbox
            key={part}
            label={text(`choice.${part}`)}
            {...(part === "people" ? { hint: text("forward.people_hint") } : {})}
            checked={choice[part]}
            onChange={(given) => setChoice((before) => ({ ...before, [part]: given }))}
          />
        ))}
      </Field>
      <Field label={text("forward.message")} optional>
        <TextArea rows={3} maxLength={2000} value={draft.value} onChange={draft.setValue} />
      </Field>
      <Refusal problem={act.refused} />
      <div className="partners-form__foot">
        <Button type="submit" variant="primary" loading={act.busy} disabled={partnerId === null}>
          {text("act.forward")}
        </Button>
        <Button variant="quiet" shortcut="Escape" onClick={onClose}>
          {ui("back")}
        </Button>
      </div>
    </form>
  );
}
