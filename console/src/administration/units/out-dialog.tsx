import type { service, Unit } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import { OUT_REASON_LABELS, OUT_REASONS, type OutReason } from "@amaliyat/domain/dispatch";
import { Field, Select, TextInput } from "@amaliyat/ui/controls";
import { useDraft } from "@amaliyat/ui/hooks";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import type { z } from "zod";
import { FormFoot, useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";

/** As long as the room takes it. */
const LONGEST = 200;

export type OutDialogProps = {
  readonly unit: Unit;
  readonly onClose: () => void;
  /** Null if the room took it. */
  readonly onSend: (body: z.input<typeof service>) => Promise<Problem | null>;
};

/** Reason that a unit leaves service, as chosen and typed. */
type OutDraft = { readonly reason: OutReason | ""; readonly note: string };

export const EMPTY_OUT: OutDraft = { reason: "", note: "" };

/** True if a stored value is a draft of this form. */
export function isOutDraft(value: unknown): value is OutDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const reason = kept.get("reason");
  return typeof kept.get("note") === "string" && (reason === "" || OUT_REASONS.some((one) => one === reason));
}

/** The body that takes a unit out; null while no reason is chosen, or while «other» is not said in words. */
export function outBody({ reason, note }: OutDraft): z.input<typeof service> | null {
  const said = note.trim();
  if (reason === "" || (reason === "other" && said === "")) return null;
  return { available: false, reason, ...(said === "" ? {} : { note: said }) };
}

/** Asks for the reason that a unit leaves service. The reason shows beside it on every screen. */
export function OutDialog({ unit, onClose, onSend }: OutDialogProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { value: draft, update, clear } = useDraft(useDraftName(`unit.out.${unit.unitId}`), EMPTY_OUT, isOutDraft);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const body = outBody(draft);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (!body || busy) return;
    setBusy(true);
    const problem = await onSend(body);
    setBusy(false);
    setRefused(problem);
    if (problem) return;
    clear();
    onClose();
  };
  const missing = asked && !body;
  const reasons = OUT_REASONS.map((value) => ({ value, label: OUT_REASON_LABELS[value][language] }));
  const isOther = draft.reason === "other";
  return (
    <Dialog open onClose={onClose} title={text("units.take_out_title", { code: isolate(unit.code) })}>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <p className="am-t2">{text(unit.interventionId === null ? "units.take_out_text" : "units.take_out_sent")}</p>
        <Field label={text("units.reason")} error={missing && !isOther ? text("units.reason_missing") : undefined} required>
          <Select
            options={reasons}
            value={draft.reason === "" ? null : draft.reason}
            placeholder={text("units.choose")}
            onChange={(reason) => update((before) => ({ ...before, reason }))}
          />
        </Field>
        <Field
          label={text("units.note")}
          error={missing && isOther ? text("units.note_missing") : undefined}
          required={isOther}
          optional={!isOther}
        >
          <TextInput value={draft.note} maxLength={LONGEST} onChange={(note) => update((before) => ({ ...before, note }))} />
        </Field>
        <FormFoot submit={text("units.take_out")} busy={busy} refused={refused} onBack={onClose} />
      </form>
    </Dialog>
  );
}
