import { calls, type QuestionTreeShown } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import { PRIORITY_FROM } from "@amaliyat/domain/calls";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { questionTrees } from "../../../calls/index.ts";
import { DraftForm, useVersionedDraft } from "../../../lists/index.ts";
import { useDraftName } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { Fault } from "./fault.tsx";
import { Overtaken } from "../overtaken.tsx";
import { QuestionField } from "./question-field.tsx";
import { blankQuestion, checkTreeDraft, draftOfTree, isTreeDraft, moved, withoutQuestion, type TreeFault } from "./tree-draft.ts";

const MOST = 20;

/** Writes a newer version of the questions of a nature; interviews under way go on with theirs. */
export function TreeForm({ tree }: { readonly tree: QuestionTreeShown }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [faults, setFaults] = useState<ReadonlyMap<string, TreeFault>>(new Map());
  const [refused, setRefused] = useState<Problem | null>(null);
  const initial = draftOfTree(tree);
  const draft = useVersionedDraft(useDraftName(`tree.${tree.nature}`), initial, isTreeDraft);
  const { value, set } = draft;
  const { questions } = value;
  const forget = (): void => {
    setFaults(new Map());
    setRefused(null);
    draft.forget();
  };
  const send = async (): Promise<void> => {
    const checked = checkTreeDraft(value);
    setFaults(checked.ok ? new Map() : checked.faults);
    setRefused(null);
    if (!checked.ok) return;
    const body = { version: value.version, questions: checked.questions };
    const answer = await ask(calls.putTree, { params: { nature: tree.nature }, body });
    if (!answer.ok) {
      void client.invalidateQueries({ queryKey: questionTrees.queryKey });
      return setRefused(answer.error);
    }
    client.setQueryData<readonly QuestionTreeShown[]>(
      questionTrees.queryKey,
      (held) => held && [...held.filter(({ nature }) => nature !== tree.nature), answer.value],
    );
    forget();
    showToast({ text: text("tree.saved", { version: answer.value.version }) });
  };
  return (
    <DraftForm
      verb={text("tree.save")}
      changed={draft.changed}
      onDiscard={forget}
      restoredAt={draft.restoredAt}
      refused={refused}
      onSend={send}
      note={faults.size > 0 ? text("wrong_fields") : undefined}
    >
      {draft.overtaken && <Overtaken onKeep={() => set({ version: initial.version })} onLeave={forget} />}
      <p className="lines-note">{text("tree.points_mean", { p1: PRIORITY_FROM.P1, p2: PRIORITY_FROM.P2, p3: PRIORITY_FROM.P3 })}</p>
      <Fault fault={faults.get("")} />
      <ol className="lines-items">
        {questions.map((question, nth) => (
          <QuestionField
            key={question.id}
            question={question}
            nth={nth}
            others={questions.flatMap((one, at) => (one.id === question.id ? [] : [{ id: one.id, nth: at, text: one.text }]))}
            faults={faults}
            onChange={(next) => set({ questions: questions.toSpliced(nth, 1, next) })}
            onMove={(by) => set({ questions: moved(questions, nth, by) })}
            onRemove={() => set({ questions: withoutQuestion(questions, question.id) })}
          />
        ))}
      </ol>
      <div>
        <Button
          size="s"
          disabledReason={questions.length < MOST ? undefined : text("most")}
          onClick={() => set({ questions: [...questions, blankQuestion(questions)] })}
        >
          {text("tree.add_question")}
        </Button>
      </div>
    </DraftForm>
  );
}
