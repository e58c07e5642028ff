import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { Refusal } from "../session/index.ts";
import { useText } from "./text.ts";

export type ReasonDialogProps = {
  readonly title: string;
  readonly verb: string;
  readonly onClose: () => void;
  readonly send: (reason: string) => Promise<Result<unknown, Problem>>;
};

/** An act that needs its reason said. */
export function ReasonDialog({ title, verb, onClose, send }: ReasonDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim() === "" || busy) return;
    setBusy(true);
    const answer = await send(reason);
    setBusy(false);
    if (answer.ok) onClose();
    else setRefused(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form className="list-dialog" onSubmit={(event) => void submit(event)}>
        <Field label={text("reason")} required>
          <TextInput value={reason} maxLength={200} onChange={setReason} />
        </Field>
        <Refusal problem={refused} />
        <div className="list-dialog__foot">
          <Button type="submit" variant="danger" loading={busy} disabled={reason.trim() === ""}>
            {verb}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
