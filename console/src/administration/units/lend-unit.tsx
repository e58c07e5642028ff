import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { Button, DateTimeInput, Field, Select } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useDraft } from "@amaliyat/ui/hooks";
import { isolate, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { useSectors, writeUnit } from "../../facts/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { EMPTY_LENDING, isLendDraft } from "./unit-make.ts";

/** Lends a unit to another sector until a moment, at which it returns by itself; a lent one can be taken back. */
export function LendUnit({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const { busy, refused, send } = useSending();
  const lend = async (lent: { sectorId: string; until: string } | null): Promise<boolean> => {
    const answer = await send(() => ask(dispatch.lendUnit, { params: { unitId: unit.unitId }, body: { lent } }));
    if (answer?.ok !== true) return false;
    showToast({ text: text(lent === null ? "units.lend_back_done" : "units.lend_done", { code: isolate(unit.code) }) });
    writeUnit(client, answer.value);
    return true;
  };
  return (
    <>
      {unit.lent === null ? (
        <Button size="s" onClick={() => setAsked(true)}>
          {text("units.lend")}
        </Button>
      ) : (
        <Button size="s" loading={busy} onClick={() => void lend(null)}>
          {text("units.lend_back")}
        </Button>
      )}
      {!asked && <Refusal problem={refused} />}
      {asked && (
        <LendDialog unit={unit} busy={busy} onClose={() => setAsked(false)} onSend={lend}>
          <Refusal problem={refused} />
        </LendDialog>
      )}
    </>
  );
}

type LendDialogProps = {
  readonly unit: Unit;
  readonly busy: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** True if the room took it. */
  readonly onSend: (lent: { sectorId: string; until: string }) => Promise<boolean>;
};

function LendDialog({ unit, busy, children, onClose, onSend }: LendDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const sectors = useSectors().data ?? [];
  const { value: draft, update, clear } = useDraft(useDraftName(`unit.lend.${unit.unitId}`), EMPTY_LENDING, isLendDraft);
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    const { sectorId, until } = draft;
    if (busy || sectorId === "" || until === null) return;
    if (!(await onSend({ sectorId, until: new Date(until).toISOString() }))) return;
    clear();
    onClose();
  };
  const places = sectors
    .filter(({ sectorId }) => sectorId !== unit.sectorId)
    .map(({ sectorId, names }) => ({ value: sectorId, label: `${sectorId} · ${names[language]}` }));
  return (
    <Dialog open onClose={onClose} title={text("units.lend_title", { code: isolate(unit.code) })}>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <p className="am-t2">{text("units.lend_text")}</p>
        <Field label={text("field.sector")} error={tried && draft.sectorId === "" ? text("units.wrong.sectorId") : undefined} required>
          <Select
            options={places}
            value={draft.sectorId === "" ? null : draft.sectorId}
            placeholder={text("units.choose")}
            onChange={(sectorId) => update((before) => ({ ...before, sectorId }))}
          />
        </Field>
        <Field
          label={text("units.lend_until")}
          error={tried && draft.until === null ? text("units.wrong.until") : undefined}
          required
          group
        >
          <DateTimeInput value={draft.until} onChange={(until) => update((before) => ({ ...before, until }))} />
        </Field>
        {children}
        <div className="am-row">
          <Button type="submit" variant="primary" loading={busy}>
            {text("units.lend")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
