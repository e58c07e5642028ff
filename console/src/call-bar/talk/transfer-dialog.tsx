import { calls, type TakerShown } from "@amaliyat/contract/calls";
import { Button, Segmented } from "@amaliyat/ui/controls";
import { Bdi, Num, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog, ListBox } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { useUnits } from "../../facts/index.ts";
import { hand } from "../../phone/index.ts";
import { PersonName, Refusal, useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../../calls/index.ts";
import { colleagues, crews, partnerNumbers, targetOf, TRANSFER_KINDS, type TransferKind, type TransferTarget } from "./transfer-targets.ts";

export type TransferDialogProps = {
  readonly callId: string;
  readonly takers: readonly TakerShown[];
  readonly onClose: () => void;
};

/** Transfers a call: choice of the target, and of a consultation before. Nobody lets go of the caller before the other has answered. */
export function TransferDialog({ callId, takers, onClose }: TransferDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const [kind, setKind] = useState<TransferKind>("colleague");
  const [chosen, setChosen] = useState<string | null>(null);
  const { busy, refused, run } = useCallAct();
  const targets = useTargets(kind, takers);
  const id = targets.some((target) => target.id === chosen) ? chosen : null;
  const send = async (consult: boolean): Promise<void> => {
    if (id === null) return;
    // The word beforehand rings at this console, which answers it by itself.
    if (consult) hand.expect();
    if ((await run(() => ask(calls.transfer, { params: { callId }, body: { to: targetOf(kind, id), consult } }))) !== null) onClose();
  };
  const why = id === null ? text("transfer.choose") : undefined;
  return (
    <Dialog open onClose={onClose} title={text("transfer.title")}>
      <div className="calls-form">
        <Segmented
          label={text("transfer.to")}
          options={TRANSFER_KINDS.map((value) => ({ value, label: text(`transfer.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        {targets.length === 0 ? (
          <p className="am-t2">{text(`transfer.none_${kind}`)}</p>
        ) : (
          <ListBox
            className="calls-form__list"
            label={text(`transfer.${kind}`)}
            items={targets.map((target) => ({
              value: target.id,
              label: kind === "colleague" ? <PersonName name={target.label} /> : <Bdi>{target.label}</Bdi>,
              detail: target.detail === "" ? undefined : <Num>{target.detail}</Num>,
            }))}
            value={id}
            onChange={setChosen}
            digits
          />
        )}
        <Refusal problem={refused} />
        <div className="calls-form__foot">
          <Button variant="primary" loading={busy} disabledReason={why} onClick={() => void send(true)}>
            {text("transfer.consult")}
          </Button>
          <Button loading={busy} disabledReason={why} onClick={() => void send(false)}>
            {text("transfer.at_once")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function useTargets(kind: TransferKind, takers: readonly TakerShown[]): readonly TransferTarget[] {
  const { language } = useLanguage();
  const { user } = useSession();
  const units = useUnits().data ?? [];
  if (kind === "colleague") return colleagues(takers, user.userId);
  return kind === "unit" ? crews(units) : partnerNumbers(language);
}
