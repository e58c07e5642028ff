import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { Button, Kbd, TextArea } from "@amaliyat/ui/controls";
import { isText, useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { PhrasesBar } from "./phrases-bar.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** Writes a note. Typed text stays on this machine until the room has it. Enter sends, Shift Enter begins a line. */
export function NoteBox({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const { interventionId } = card;
  const draft = useDraft(useDraftName(`note.${interventionId}`), "", isText);
  const act = useAct(interventionId);
  const box = useRef<HTMLTextAreaElement>(null);
  useShortcut("KeyN", () => box.current?.focus());
  const empty = draft.value.trim() === "";
  const send = async (): Promise<void> => {
    if (empty) return;
    const sent = await act.run(() => ask(interventions.note, { params: { interventionId }, body: { text: draft.value } }));
    if (sent) draft.clear();
  };
  const pick = (words: string): void => {
    draft.update((before) => (before.trim() === "" ? words : `${before.trimEnd()}. ${words}`));
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") event.currentTarget.blur();
    else if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) void send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="card-note">
      <div className="card-note__box">
        <TextArea
          ref={box}
          rows={1}
          aria-label={text("note.label")}
          placeholder={text("note.label")}
          value={draft.value}
          onChange={(value) => (value === "" ? draft.clear() : draft.setValue(value))}
          onKeyDown={onKeyDown}
        />
        <span className="card-note__end">
          {empty ? (
            <Kbd keys="KeyN" />
          ) : (
            <Button size="s" variant="primary" shortcut="Enter" loading={act.busy} onClick={() => void send()}>
              {text("note.send")}
            </Button>
          )}
        </span>
      </div>
      <PhrasesBar onPick={pick} />
      <Refusal problem={act.refused} />
    </div>
  );
}
