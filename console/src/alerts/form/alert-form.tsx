import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { roomNow } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { DraftForm, leftoverOf, useSharedDraft, wordsAnswer, WordsQuestion } from "../../lists/index.ts";
import { useDraftNames } from "../../session/index.ts";
import { checkAlertDraft, childWordsOf, draftOfAlert, isAlertDraft, newOf, textsOfDraft } from "../alert-draft.ts";
import { AlertFields } from "./alert-fields.tsx";
import { authorisedChildren } from "../alert-queries.ts";
import { PhonePreview } from "../phone-preview.tsx";
import { useText } from "../text.ts";
import { useAlertWords } from "./use-alert-words.tsx";
import { useAct } from "../use-act.ts";

export type AlertFormProps = {
  readonly row: PublicAlertRow | null;
  readonly onSaved: (alertId: string) => void;
  /** Opens the form of a new one, which has the words that came too late for this one. */
  readonly onNew?: () => void;
  readonly onDiscard?: () => void;
};

/** Name of the draft of an alert's form. */
export const formOf = (alertId: string): string => `public-alert.${alertId}`;

/** Writes or changes a draft, or proposes a correction of the text on phones. Typed text stays on this machine until the room has it. */
export function AlertForm({ row, onSaved, onNew = () => undefined, onDiscard }: AlertFormProps): ReactNode {
  const text = useText();
  const [now] = useState(roomNow);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const act = useAct();
  const [began] = useState(row?.standing);
  const isCorrection = row !== null && row.standing !== "draft";
  const nameOf = useDraftNames();
  const name = nameOf(formOf(row?.alertId ?? "new"));
  const shared = useSharedDraft(name, draftOfAlert(row, now), isAlertDraft, {
    isNew: row === null,
  });
  const { draft, set, disputes, changed, clear, sent, restoredAt } = shared;
  const fieldWords = useAlertWords();
  const children = useQuery({ ...authorisedChildren, enabled: draft.kind === "missing_child" });
  const words = childWordsOf(draft, now);
  const given = wordsAnswer(words, draft.noChild, (noChild) => set({ noChild }));
  const send = async (): Promise<void> => {
    const checked = checkAlertDraft(draft, given.answer);
    setWrong(checked.ok ? new Set() : checked.wrong);
    act.setRefused(null);
    if (!checked.ok) return;
    const { body } = checked;
    const answer = await act.run(() =>
      row === null
        ? ask(alerts.write, { body })
        : ask(isCorrection ? alerts.correct : alerts.change, {
            params: { publicAlertId: row.alertId },
            body: { ...body, version: row.version },
          }),
    );
    if (!answer.ok) return;
    const { alertId } = answer.value;
    const isWhole = sent(draft, row === null ? nameOf(formOf(alertId)) : undefined);
    if (isWhole || row === null) onSaved(alertId);
  };
  const { kind } = draft;
  const { point, radius, wholeTown } = draft.reach;
  // A draft of a missing child keeps its original text, also once its child alert is announced.
  const texts = textsOfDraft(draft, children.data ?? []) ?? (row?.kind === kind && kind === "missing_child" ? row.texts : null);
  const over = row?.standing === "ended" || row?.standing === "expired" ? row.standing : null;
  if (over !== null && !changed) return null;
  const news = over ?? (began === "draft" && isCorrection ? "published" : null);
  return (
    <DraftForm
      verb={text(row === null ? "act.write" : isCorrection ? "act.propose" : "act.save")}
      changed={changed}
      disputes={disputes(fieldWords)}
      onDiscard={() => {
        clear();
        onDiscard?.();
      }}
      news={news === null ? undefined : text(`over.${news}`)}
      leftover={over === null ? undefined : leftoverOf(shared, fieldWords, { name: nameOf(formOf("new")), onNew, ...newOf(draft, now) })}
      restoredAt={restoredAt}
      refused={act.refused}
      onSend={send}
      note={text(isCorrection ? "form.correction" : "form.note")}
      question={
        <WordsQuestion
          words={words}
          seems={text("child.seems")}
          answered={text("child.answered")}
          verb={text("child.none")}
          given={given}
        />
      }
    >
      <AlertFields draft={draft} set={set} wrong={wrong} missing={children.data ?? []} own={row} />
      <PhonePreview
        kind={kind}
        texts={texts}
        reach={wholeTown || point === null ? null : { point, radiusM: Number(radius) }}
        until={draft.until}
      />
    </DraftForm>
  );
}
