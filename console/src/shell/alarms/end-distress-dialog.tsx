import { dispatch } from "@amaliyat/contract/dispatch";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useDraft } from "@amaliyat/ui/hooks";
import { isolate, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import type { FormEvent, ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { useUnitAct } from "../../room/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import type { Distress } from "./distress-state.ts";
import { useText } from "../text.ts";

/** As long as the room takes it. */
const LONGEST = 200;

/** The reason as far as it was typed, and the press that its author had seen. */
type Reason = { readonly seen: string; readonly words: string };

const isOf =
  (seen: string) =>
  (value: unknown): value is Reason =>
    typeof value === "object" &&
    value !== null &&
    "seen" in value &&
    value.seen === seen &&
    "words" in value &&
    typeof value.words === "string";

/** A call for help ends with the reason of somebody who knows that the crew is well. The reason is of one press: a later one begins empty. */
export function EndDistressDialog({ alarm, onClose }: { readonly alarm: Distress; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { unitId, seen } = alarm;
  const draft = useDraft(useDraftName(`distress.end.${unitId}`), { seen, words: "" }, isOf(seen));
  const act = useUnitAct();
  const code = isolate(alarm.code);
  const reason = draft.value.words.trim();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason === "" || !(await act.run(() => ask(dispatch.distress, { params: { unitId }, body: { act: "end", seen, reason } })))) return;
    showToast({ text: text("distress.ended", { code }) });
    draft.clear();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("distress.end_title", { code })}>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <p className="am-t2">{text("distress.end_text")}</p>
        <Field label={text("distress.reason")} required>
          <TextInput value={draft.value.words} maxLength={LONGEST} onChange={(words) => draft.setValue({ seen, words })} />
        </Field>
        <Refusal problem={act.refused} />
        <div className="am-row">
          <Button
            type="submit"
            variant="primary"
            loading={act.busy}
            disabledReason={reason === "" ? text("distress.reason_missing") : undefined}
          >
            {text("distress.end")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
