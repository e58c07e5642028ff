import { cameras, type Site } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { cameraList, siteList } from "../../facts/index.ts";
import { putOne } from "../../live/index.ts";
import { DraftForm, NAME_WORDS, typed, useSharedDraft, type FieldWords } from "../../lists/index.ts";
import { useDraftName } from "../../session/index.ts";
import { checkChange, checkSite, draftOf, EMPTY_SITE, fieldAt, isSiteDraft, type SiteDraft, type SiteField } from "./site-draft.ts";
import { SiteFields } from "./site-fields.tsx";
import { useText } from "../text.ts";

export type SiteFormProps = {
  /** The site that is changed; null for a new one. */
  readonly site: Site | null;
  readonly onClose: () => void;
};

/** A pole or place that carries cameras. Typed text stays on this machine until it is sent or discarded. */
export function SiteForm({ site, onClose }: SiteFormProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const now = site ? draftOf(site) : EMPTY_SITE;
  const name = useDraftName(`site.${site?.siteId ?? "new"}`);
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(name, now, isSiteDraft);
  const [wrong, setWrong] = useState<ReadonlySet<SiteField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const words: FieldWords<SiteDraft> = {
    ...NAME_WORDS,
    code: typed(text("field.code")),
    place: typed(text("site.place")),
    sector: typed(text("site.sector")),
    phase: typed(text("site.phase")),
  };
  const told = new Set(refused?.fields?.map((field) => fieldAt(field.path)));
  const wrongOf = (field: SiteField): string | undefined => (wrong.has(field) || told.has(field) ? text(`wrong.${field}`) : undefined);
  const send = async (): Promise<void> => {
    setRefused(null);
    const asked = site ? changing(site, draft) : making(draft);
    setWrong(asked.ok ? new Set() : asked.wrong);
    if (!asked.ok) return;
    const answer = await asked.send();
    if (!answer.ok) return setRefused(answer.error);
    sent(draft);
    showToast({ text: text(site ? "site.saved" : "site.made", { code: isolate(answer.value.code) }) });
    if (site) client.setQueryData(siteList.queryKey, (held) => held && putOne(held, answer.value, ({ siteId }) => siteId));
    // Cameras show the name and the place of their site.
    const old = site ? [cameraList.queryKey] : [siteList.queryKey, cameraList.queryKey];
    await Promise.all(old.map((queryKey) => client.invalidateQueries({ queryKey })));
    if (!site) onClose();
  };
  return (
    <Panel title={site ? text("site.one", { code: isolate(site.code) }) : text("site.new")} region>
      <DraftForm
        verb={text(site ? "form.save" : "site.create")}
        changed={changed}
        disputes={disputes(words)}
        onDiscard={clear}
        restoredAt={restoredAt}
        refused={refused}
        onSend={send}
        acts={
          <Button variant="quiet" onClick={onClose}>
            {text(changed ? "form.later" : "form.close")}
          </Button>
        }
      >
        <SiteFields draft={draft} set={set} wrongOf={wrongOf} isNew={site === null} />
      </DraftForm>
    </Panel>
  );
}

const making = (draft: SiteDraft) => {
  const checked = checkSite(draft);
  return checked.ok ? { ok: true as const, send: () => ask(cameras.createSite, { body: checked.body }) } : checked;
};

const changing = (site: Site, draft: SiteDraft) => {
  const checked = checkChange(site, draft);
  const params = { siteId: site.siteId };
  return checked.ok ? { ok: true as const, send: () => ask(cameras.changeSite, { params, body: checked.body }) } : checked;
};
