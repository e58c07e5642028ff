import { Button, Field, TextArea } from "@amaliyat/ui/controls";
import { isolate, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { useText } from "./text.ts";

export type ReasonDialogProps = {
  readonly command: "take_out" | "retire";
  readonly code: string;
  readonly onClose: () => void;
  /** True if the room took it. */
  readonly onSend: (reason: string) => Promise<boolean>;
};

const LONGEST = 200;

/** Asks for the reason that a camera leaves service. Retiring it cannot be undone. */
export function ReasonDialog({ command, code, onClose, onSend }: ReasonDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const send = async (): Promise<void> => {
    setMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    setBusy(true);
    const done = await onSend(reason.trim());
    setBusy(false);
    if (done) onClose();
  };
  const foot = (
    <>
      <Button variant={command === "retire" ? "danger" : "primary"} loading={busy} onClick={() => void send()}>
        {text(`life.${command}`)}
      </Button>
      <Button variant="quiet" shortcut="Escape" onClick={onClose}>
        {ui("back")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={text(`life.${command}_title`, { code: isolate(code) })} foot={foot} alert={command === "retire"}>
      <p className="am-t2">{text(`life.${command}_text`)}</p>
      <Field label={text("life.reason")} error={missing ? text("life.reason_missing") : undefined} required>
        <TextArea value={reason} maxLength={LONGEST} onChange={setReason} />
      </Field>
    </Dialog>
  );
}
