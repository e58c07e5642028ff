import type { VNode } from "preact";
import { useState, useEffect } from "preact/hooks";
import { goOn } from "../screens/go.ts";
import { Frame } from "../screens/frame.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { language, t } from "../text/text.ts";
import { KindStep } from "./kind-step.tsx";
import { PlaceStep } from "./place-step.tsx";
import { bodyOf } from "./ready.ts";
import { WordsStep } from "./words-step.tsx";
import { readDraft, writeDraft } from "../storage/drafts.ts";
import type { Draft } from "../storage/kept.ts";
import { KeptDraft } from "./kept-draft.ts";

const theDraft = new KeptDraft({ read: readDraft, write: (draft) => writeDraft(draft) });
const change = (part: Partial<Draft>): void => theDraft.change(part);
const drop = (): Promise<void> => theDraft.drop();

/** The report being written. Each change is on the disk at once, so that a call, a crash or a flat battery loses no word. */
function useDraft(): Draft | null {
  const [draft, setDraft] = useState<Draft | null>(null);
  useEffect(() => theDraft.open(setDraft), []);
  return draft;
}

/** A report in three steps, each a screen of its own. */
export function ReportSteps({ step }: { readonly step: string }): VNode {
  const citizen = useCitizen();
  const draft = useDraft();
  const [isFull, setFull] = useState(false);
  if (draft === null)
    return (
      <Frame title={t("report.what")}>
        <p className="hint">{t("app.loading")}</p>
      </Frame>
    );
  async function send(): Promise<void> {
    if (draft === null) return;
    try {
      const { id, danger } = await citizen.report(bodyOf(draft, language, Date.now()), draft.files);
      await drop();
      goOn(danger ? `mine/${id}` : `made/${id}`);
    } catch {
      setFull(true);
    }
  }
  if (step === "place") return <PlaceStep draft={draft} change={change} />;
  if (step === "words") return <WordsStep draft={draft} change={change} send={send} isFull={isFull} />;
  return <KindStep draft={draft} change={change} drop={drop} send={send} />;
}
