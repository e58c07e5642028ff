import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useDraft } from "@amaliyat/ui/hooks";
import { isolate } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { writeUnit } from "../../facts/index.ts";
import { FormFoot, useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";

/** As long as the room takes it. */
const LONGEST = 200;
const isReason = (value: unknown): value is string => typeof value === "string";

/** Retires a unit, with a reason: it leaves all lists, and its history stays. */
export function RetireUnit({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [tried, setTried] = useState(false);
  const { value: reason, setValue, clear } = useDraft(useDraftName(`unit.retire.${unit.unitId}`), "", isReason);
  const { busy, refused, send } = useSending();
  const said = reason.trim();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (busy || said === "") return;
    const answer = await send(() => ask(dispatch.retireUnit, { params: { unitId: unit.unitId }, body: { reason: said } }));
    if (answer?.ok !== true) return;
    clear();
    setAsked(false);
    showToast({ text: text("units.retire_done", { code: isolate(unit.code) }) });
    writeUnit(client, answer.value);
  };
  return (
    <>
      <Button size="s" onClick={() => setAsked(true)}>
        {text("units.retire")}
      </Button>
      {asked && (
        <Dialog open onClose={() => setAsked(false)} title={text("units.retire_title", { code: isolate(unit.code) })}>
          <form className="session-form" onSubmit={(event) => void submit(event)}>
            <p className="am-t2">{text("units.retire_text")}</p>
            <Field label={text("units.reason")} error={tried && said === "" ? text("units.retire_missing") : undefined} required>
              <TextInput value={reason} maxLength={LONGEST} onChange={setValue} />
            </Field>
            <FormFoot submit={text("units.retire")} busy={busy} refused={refused} isDanger onBack={() => setAsked(false)} />
          </form>
        </Dialog>
      )}
    </>
  );
}
