import { cameras } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Field, Select, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useDraft } from "@amaliyat/ui/hooks";
import { languageNames, languages, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask, KEYS } from "../api/index.ts";
import { Refusal, useDraftName } from "../session/index.ts";
import { phaseList } from "./camera-queries.ts";
import { checkSite, EMPTY_SITE, isSiteDraft, type SiteDraft, type SiteField } from "./site-draft.ts";
import { useText } from "./text.ts";

const NONE = "none";

/** A new pole or place. Its sector is found from where it stands. */
export function SiteForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const phases = useQuery(phaseList).data ?? [];
  const { value: draft, update, clear } = useDraft(useDraftName("site.new"), EMPTY_SITE, isSiteDraft);
  const [wrong, setWrong] = useState<ReadonlySet<SiteField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<SiteDraft>): void => update((before) => ({ ...before, ...change }));
  const wrongOf = (field: SiteField): string | undefined => (wrong.has(field) ? text(`wrong.${field}`) : undefined);
  const send = async (): Promise<void> => {
    const checked = checkSite(draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    if (!checked.ok) return;
    setBusy(true);
    const answer = await ask(cameras.createSite, { body: checked.body });
    setBusy(false);
    if (!answer.ok) return setRefused(answer.error);
    clear();
    showToast({ text: text("site.made", { code: answer.value.code }) });
    await client.invalidateQueries({ queryKey: KEYS.sites });
    onClose();
  };
  const options = [
    { value: NONE, label: text("site.no_phase") },
    ...phases.map((phase) => ({ value: String(phase.number), label: `${phase.number} · ${phase.names[language]}` })),
  ];
  return (
    <Panel title={text("site.new")} region>
      <form
        className="cameras-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <fieldset className="cameras-group">
          <legend className="am-hidden-visually">{text("site.new")}</legend>
          <Field label={text("field.code")} error={wrongOf("code")} required>
            <TextInput value={draft.code} onChange={(code) => set({ code })} />
          </Field>
          <Field label={text("site.phase")} error={wrongOf("phase")}>
            <Select
              options={options}
              value={draft.phase === "" ? NONE : draft.phase}
              onChange={(phase) => set({ phase: phase === NONE ? "" : phase })}
            />
          </Field>
          {languages.map((one) => (
            <Field key={one} label={<span lang={one}>{languageNames[one]}</span>} error={wrongOf(one)} required>
              <TextInput lang={one} value={draft[one]} onChange={(value) => set({ [one]: value })} />
            </Field>
          ))}
          <Field label={text("site.place")} hint={text("site.place_hint")} error={wrongOf("place")} required>
            <TextInput ltr value={draft.place} onChange={(place) => set({ place })} />
          </Field>
        </fieldset>
        <div className="cameras-form__foot">
          <Refusal problem={refused} />
          <Button type="submit" variant="primary" loading={busy}>
            {text("site.create")}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {text("form.later")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
