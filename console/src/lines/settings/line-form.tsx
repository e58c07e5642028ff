import { calls, type LineShown } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import { EMERGENCY_LINE } from "@amaliyat/domain/calls";
import type { Result } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { lineList } from "../../calls/index.ts";
import { DraftForm, ReasonDialog, useVersionedDraft } from "../../lists/index.ts";
import { putOne } from "../../live/index.ts";
import { useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { checkLineDraft, draftOfLine, isLineDraft } from "./line-draft.ts";
import { LineFields } from "./line-fields.tsx";
import { Overtaken } from "./overtaken.tsx";

export type LineFormProps = { readonly line: LineShown | null; readonly onSaved: (number: string) => void };

/** Adds or changes a line; in force with the next call. Typed text stays here until the room has it, also if a colleague was quicker. */
export function LineForm({ line, onSaved }: LineFormProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const [isClosing, setClosing] = useState(false);
  const initial = draftOfLine(line);
  const draft = useVersionedDraft(useDraftName(`line.${line?.number ?? "new"}`), initial, isLineDraft);
  const { value, set } = draft;
  const forget = (): void => {
    setWrong(new Set());
    setRefused(null);
    draft.forget();
  };
  const send = async (): Promise<void> => {
    const checked = checkLineDraft(value);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(calls.putLine, { params: { number: checked.number }, body: checked.body });
    settle(client, answer);
    if (!answer.ok) return setRefused(answer.error);
    forget();
    showToast({ text: text("line.saved", { number: answer.value.number }) });
    onSaved(answer.value.number);
  };
  const closing = line !== null && line.number !== EMERGENCY_LINE && (
    <Button variant="quiet" onClick={() => setClosing(true)}>
      {text(line.closed ? "line.reopen" : "line.close")}
    </Button>
  );
  return (
    <>
      <DraftForm
        verb={text(line === null ? "line.make" : "line.save")}
        changed={draft.changed}
        onDiscard={forget}
        restoredAt={draft.restoredAt}
        refused={refused}
        onSend={send}
        acts={closing}
        note={wrong.size > 0 ? text("wrong_fields") : undefined}
      >
        {draft.overtaken && <Overtaken onKeep={() => set({ version: initial.version })} onLeave={forget} />}
        <LineFields draft={value} wrong={wrong} isNew={line === null} onChange={set} />
      </DraftForm>
      {isClosing && line !== null && <ClosingDialog line={line} onClose={() => setClosing(false)} />}
    </>
  );
}

/** Writes the saved line. After a refusal the lines are read again: a colleague may have been quicker. */
function settle(client: QueryClient, answer: Result<LineShown, Problem>): void {
  if (answer.ok) client.setQueryData(lineList.queryKey, (held) => held && putOne(held, answer.value, ({ number }) => number));
  else void client.invalidateQueries({ queryKey: lineList.queryKey });
}

/** Closes a line or opens it again, with the reason. Callers already waiting on it are still answered. */
function ClosingDialog({ line, onClose }: { readonly line: LineShown; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  return (
    <ReasonDialog
      draft={`line.${line.number}`}
      title={text(line.closed ? "line.reopen_title" : "line.close_title", { number: line.number })}
      verb={text(line.closed ? "line.reopen" : "line.close")}
      onClose={onClose}
      send={async (reason) => {
        const body = { version: line.version, closed: !line.closed, reason };
        const answer = await ask(calls.closeLine, { params: { number: line.number }, body });
        settle(client, answer);
        return answer;
      }}
    />
  );
}
