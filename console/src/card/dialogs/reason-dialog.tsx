import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { isText, useDraft } from "@amaliyat/ui/hooks";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import type { FormEvent, ReactNode } from "react";
import { Refusal, useDraftName } from "../../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

export type ReasonDialogProps = {
  readonly card: InterventionCard;
  readonly name: "cancel" | "reopen" | "withdraw" | "withdraw_person";
  readonly unit?: string;
  /** Subject of the act if it is not the card itself. Each subject has its own draft. */
  readonly about?: string;
  readonly onClose: () => void;
  readonly send: (reason: string, version: number) => Promise<Result<unknown, Problem>>;
};

/** An act that needs its reason said, and nothing else. */
export function ReasonDialog({ card, name, unit = "", about = card.interventionId, onClose, send }: ReasonDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const draft = useDraft(useDraftName(`${name}.${about}`), "", isText);
  const act = useAct(card.interventionId);
  const opened = useOpenedVersion(card);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (draft.value.trim() === "" || !(await act.run(() => send(draft.value, card.version)))) return;
    draft.clear();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text(`reason.${name}.title`, { unit })}>
      <form className="card-form" onSubmit={(event) => void submit(event)}>
        <p className="am-t2">{text(`reason.${name}.text`)}</p>
        <Field label={text("reason.label")} required>
          <TextInput value={draft.value} maxLength={200} onChange={draft.setValue} />
        </Field>
        <Refusal problem={act.refused} />
        <ChangedMeanwhile card={card} since={opened} />
        <div className="card-form__foot">
          <Button type="submit" variant={name === "cancel" ? "danger" : "primary"} loading={act.busy} disabled={draft.value.trim() === ""}>
            {text(`act.${name}`)}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
