import type { Problem } from "@amaliyat/contract/route";
import { addDays, DAY_MS, localDay, startOfDay } from "@amaliyat/domain/calendar";
import type { Result } from "@amaliyat/domain/kernel";
import { Button, DateInput, Field, TextInput } from "@amaliyat/ui/controls";
import { isText, roomNow, useDraft } from "@amaliyat/ui/hooks";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { useSending } from "../api/index.ts";
import { dayOf, isoOf } from "../lists/index.ts";
import { Refusal, useDraftName } from "../session/index.ts";
import { useText } from "./text.ts";

/** A year, until a case is known to need another date. */
const FIRST_DAYS = 365;

export type HoldDialogProps = {
  readonly draft: string;
  readonly onClose: () => void;
  readonly send: (until: string, reason: string) => Promise<Result<unknown, Problem>>;
};

/** Holds something until the end of a day, with the reason. */
export function HoldDialog({ draft, onClose, send }: HoldDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const [until, setUntil] = useState(() => addDays(localDay(roomNow()), FIRST_DAYS));
  const { value: reason, setValue: setReason, clear } = useDraft(useDraftName(`hold.${draft}`), "", isText);
  const act = useSending();
  const isWhole = until !== "" && reason.trim() !== "";
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isWhole) return;
    const answer = await act.send(() => send(new Date(startOfDay(until) + DAY_MS).toISOString(), reason));
    if (!answer?.ok) return;
    clear();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("hold.act")}>
      <form className="list-dialog" onSubmit={(event) => void submit(event)}>
        <Field group label={text("hold.until")} required>
          <DateInput label={text("hold.until")} value={dayOf(until)} onChange={(day) => setUntil(isoOf(day))} />
        </Field>
        <Field label={text("hold.reason")} hint={text("hold.hint")} required>
          <TextInput value={reason} maxLength={200} onChange={setReason} />
        </Field>
        <Refusal problem={act.refused} />
        <div className="list-dialog__foot">
          <Button type="submit" variant="primary" loading={act.busy} disabled={!isWhole}>
            {text("hold.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
