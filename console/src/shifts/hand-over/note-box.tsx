import type { Problem } from "@amaliyat/contract/route";
import { shifts, type HandOverLine } from "@amaliyat/contract/shifts";
import { Button, Checkbox, Field, TextArea } from "@amaliyat/ui/controls";
import { isText, useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { isolate, useFormat, useUiText } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { SHIFTS } from "../../facts/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";

type BoxProps = { readonly sectorId: string; readonly correcting: HandOverLine | null; readonly onDone: () => void };

/** A note into the log, or the correction of one. Typed text stays on this machine until it is sent. */
export function NoteBox({ sectorId, correcting, onDone }: BoxProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const format = useFormat();
  const client = useQueryClient();
  const draft = useDraft(useDraftName(`shift-note.${sectorId}`), "", isText);
  const [matter, setMatter] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useShortcut("Ctrl+Enter", () => form.current?.requestSubmit(), { within: form, whileTyping: true });
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || draft.value.trim() === "") return;
    setBusy(true);
    const corrects = correcting?.note ? { corrects: correcting.note.noteId } : {};
    const answer = await ask(shifts.note, { body: { sectorId, text: draft.value, matter, ...corrects } });
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    draft.clear();
    setMatter(false);
    onDone();
    await client.invalidateQueries({ queryKey: [...SHIFTS, "log"] });
  };
  const label = correcting ? text("note.correcting", { time: isolate(format.shortTime(Date.parse(correcting.at))) }) : text("note.label");
  return (
    <Panel label={label} region padded>
      <form ref={form} className="shifts-form" onSubmit={(event) => void send(event)}>
        <Field label={label} hint={text("note.hint")}>
          <TextArea value={draft.value} rows={3} maxLength={2000} onChange={draft.setValue} />
        </Field>
        <Checkbox checked={matter} onChange={setMatter} label={text("note.matter")} />
        <Refusal problem={refused} />
        <div className="shifts-acts">
          <Button type="submit" variant="primary" shortcut="Ctrl+Enter" loading={busy} disabled={draft.value.trim() === ""}>
            {text("note.send")}
          </Button>
          {correcting && (
            <Button variant="quiet" onClick={onDone}>
              {ui("back")}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
