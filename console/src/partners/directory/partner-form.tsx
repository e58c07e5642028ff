import { partnerRoutes, type Partner } from "@amaliyat/contract/partners";
import type { Problem } from "@amaliyat/contract/route";
import { needsAddress, PARTNER_KIND_LABELS, PARTNER_KINDS, TRANSPORT_LABELS, TRANSPORTS } from "@amaliyat/domain/partners";
import { Checkbox, DateInput, Field, Select, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { dayOf, DraftForm, isoOf, typed, useFieldWords, useSharedDraft, type FieldWords } from "../../lists/index.ts";
import { useDraftName } from "../../session/index.ts";
import { PARTNERS } from "../live.ts";
import { checkChange, checkNew, draftOf, fieldAt, isPartnerDraft, type PartnerDraft, type PartnerField } from "./partner-draft.ts";
import { useText } from "../text.ts";

export type PartnerFormProps = { readonly partner: Partner | null; readonly onSaved: (partnerId: string) => void };

/** Makes or changes a partner. Typed text stays on this machine until the room has it. */
export function PartnerForm({ partner, onSaved }: PartnerFormProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [wrong, setWrong] = useState<ReadonlySet<PartnerField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const name = useDraftName(`partner.${partner?.partnerId ?? "new"}`);
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(name, draftOf(partner), isPartnerDraft);
  const { yesNo } = useFieldWords();
  const words: FieldWords<PartnerDraft> = {
    code: typed(text("field.code")),
    ar: typed(text("field.ar")),
    fr: typed(text("field.fr")),
    en: typed(text("field.en")),
    kind: [text("field.kind"), (kind) => PARTNER_KIND_LABELS[kind][language]],
    transport: [text("field.transport"), (transport) => TRANSPORT_LABELS[transport][language]],
    address: typed(text("field.address")),
    number: typed(text("field.number")),
    until: typed(text("field.until")),
    active: yesNo(text("field.active")),
  };
  const told = new Set(refused?.fields?.map((field) => fieldAt(field.path)));
  const wrongOf = (field: PartnerField) => (wrong.has(field) || told.has(field) ? text("wrong") : undefined);
  const send = async (): Promise<void> => {
    const made = partner === null ? checkNew(draft) : null;
    const change = partner === null ? null : checkChange(partner, draft);
    const failed = [made, change].find((each) => each?.ok === false);
    setWrong(failed?.ok === false ? failed.wrong : new Set());
    setRefused(null);
    if (failed !== undefined) return;
    const answer = made?.ok
      ? await ask(partnerRoutes.create, { body: made.body })
      : await ask(partnerRoutes.change, { params: { partnerId: partner?.partnerId ?? "" }, body: change?.ok ? change.body : {} });
    if (!answer.ok) return setRefused(answer.error);
    const isWhole = sent(draft);
    showToast({ text: text("directory.saved", { name: isolate(answer.value.names[language]) }) });
    await client.invalidateQueries({ queryKey: PARTNERS });
    if (isWhole || partner === null) onSaved(answer.value.partnerId);
  };
  const nameField = (field: "ar" | "fr" | "en") => (
    <Field label={text(`field.${field}`)} error={wrongOf(field)} required>
      <TextInput lang={field} dir={field === "ar" ? "rtl" : "ltr"} value={draft[field]} onChange={(value) => set({ [field]: value })} />
    </Field>
  );
  const optionsOf = <V extends string>(values: readonly V[], labels: Readonly<Record<V, Readonly<Record<typeof language, string>>>>) =>
    values.map((value) => ({ value, label: labels[value][language] }));
  return (
    <DraftForm
      verb={text(partner === null ? "act.make" : "act.save")}
      changed={changed}
      disputes={disputes(words)}
      onDiscard={clear}
      restoredAt={restoredAt}
      refused={refused}
      onSend={send}
    >
      <div className="partners-fields">
        {partner === null && (
          <Field label={text("field.code")} error={wrongOf("code")} required>
            <TextInput ltr value={draft.code} onChange={(code) => set({ code })} />
          </Field>
        )}
        {nameField("ar")}
        {nameField("fr")}
        {nameField("en")}
        <Field label={text("field.kind")}>
          <Select options={optionsOf(PARTNER_KINDS, PARTNER_KIND_LABELS)} value={draft.kind} onChange={(kind) => set({ kind })} />
        </Field>
        <Field label={text("field.transport")}>
          <Select options={optionsOf(TRANSPORTS, TRANSPORT_LABELS)} value={draft.transport} onChange={(transport) => set({ transport })} />
        </Field>
        <Field
          label={text("field.address")}
          hint={text("field.address_hint")}
          error={wrongOf("address")}
          required={needsAddress(draft.transport)}
        >
          <TextInput ltr type="url" value={draft.address} onChange={(value) => set({ address: value })} />
        </Field>
        <Field label={text("field.number")} error={wrongOf("number")}>
          <TextInput value={draft.number} onChange={(number) => set({ number })} />
        </Field>
        <Field label={text("field.until")} error={wrongOf("until")}>
          <DateInput value={dayOf(draft.until)} onChange={(day) => set({ until: isoOf(day) })} />
        </Field>
        <Checkbox label={text("field.active")} checked={draft.active} onChange={(active) => set({ active })} />
      </div>
    </DraftForm>
  );
}
