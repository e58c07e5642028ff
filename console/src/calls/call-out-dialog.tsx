import { calls } from "@amaliyat/contract/calls";
import { mayCallOut, plainNumber } from "@amaliyat/domain/calls";
import { Button, Field, Select, TextInput } from "@amaliyat/ui/controls";
import { isText, useDraft } from "@amaliyat/ui/hooks";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { hand } from "../phone/index.ts";
import { Refusal, useDraftName } from "../session/index.ts";
import { useText } from "./text.ts";
import { useCallAct } from "./use-call-act.ts";
import { useLines } from "./words.ts";
import "./calls.css";

export type CallOutDialogProps = {
  /** The number that is meant, where one is. */
  readonly number?: string;
  readonly onClose: () => void;
};

/** Calls a number of the country: one's own console rings first, and answers by itself. */
export function CallOutDialog({ number: meant = "", onClose }: CallOutDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const lines = useLines();
  const kept = useDraft(useDraftName("call_out"), "", isText);
  // A number that was given is somebody's: it is not kept where drafts are.
  const [given, setGiven] = useState(meant);
  const [typed, setTyped] = meant === "" ? [kept.value, kept.setValue] : [given, setGiven];
  const [line, setLine] = useState<string | null>(null);
  const { busy, refused, run } = useCallAct();
  const on = line ?? lines[0]?.number ?? null;
  const number = plainNumber(typed);
  const allowed = number !== null && mayCallOut(number);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!allowed || on === null) return;
    hand.expect();
    if ((await run(() => ask(calls.callOut, { body: { number, line: on } }))) === null) return;
    kept.clear();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("call_out.title")}>
      <form className="calls-form" onSubmit={(event) => void send(event)}>
        <Field label={text("call_out.number")} hint={text("call_out.hint")} required>
          <TextInput ltr inputMode="tel" maxLength={20} value={typed} onChange={setTyped} />
        </Field>
        <Field label={text("call_out.line")}>
          <Select
            options={lines.map((each) => ({ value: each.number, label: `${each.number} · ${each.names[language]}` }))}
            value={on}
            onChange={setLine}
          />
        </Field>
        <Refusal problem={refused} />
        <div className="calls-form__foot">
          <Button type="submit" variant="primary" loading={busy} disabledReason={allowed ? undefined : text("call_out.not_a_number")}>
            {text("call_out.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
