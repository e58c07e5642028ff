import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { Refusal } from "../session/index.ts";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

export type ReasonActProps = {
  readonly title: string;
  readonly verb: string;
  readonly onClose: () => void;
  readonly send: (reason: string) => Promise<Result<unknown, Problem>>;
};

/** An act that needs its reason said. */
export function ReasonAct({ title, verb, onClose, send }: ReasonActProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const act = useAct();
  const [reason, setReason] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim() !== "" && (await act.run(() => send(reason))).ok) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form className="partners-form" onSubmit={(event) => void submit(event)}>
        <Field label={text("reason")} required>
          <TextInput value={reason} maxLength={200} onChange={setReason} />
        </Field>
        <Refusal problem={act.refused} />
        <div className="partners-form__foot">
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
