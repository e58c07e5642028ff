import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { isText, useDraft } from "@amaliyat/ui/hooks";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import type { FormEvent, ReactNode } from "react";
import { useSending } from "../api/index.ts";
import { Refusal, useDraftName } from "../session/index.ts";
import { useText } from "./text.ts";
import "./lists.css";

export type ReasonDialogProps = {
  /** Key of the draft for this reason. Typed text is stored under it until it is sent. */
  readonly draft: string;
  readonly title: string;
  readonly verb: string;
  readonly onClose: () => void;
  readonly send: (reason: string) => Promise<Result<unknown, Problem>>;
};

/** An act that needs its reason said. */
export function ReasonDialog({ draft, title, verb, onClose, send }: ReasonDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { value: reason, setValue: setReason, clear } = useDraft(useDraftName(`reason.${draft}`), "", isText);
  const act = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim() === "" || !(await act.send(() => send(reason)))?.ok) return;
    clear();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form className="list-dialog" onSubmit={(event) => void submit(event)}>
        <Field label={text("reason")} required>
          <TextInput value={reason} maxLength={200} onChange={setReason} />
        </Field>
        <Refusal problem={act.refused} />
        <div className="list-dialog__foot">
          <Button type="submit" variant="danger" loading={act.busy} disabled={reason.trim() === ""}>
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
