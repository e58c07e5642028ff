import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { goOn } from "../screens/go.ts";
import { Frame } from "../screens/frame.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { language, t } from "../text/text.ts";
import { KindStep } from "./kind-step.tsx";
import { PlaceStep } from "./place-step.tsx";
import { bodyOf } from "./ready.ts";
import { useDraft } from "./use-draft.ts";
import { WordsStep } from "./words-step.tsx";

/** A report in three steps, each a screen of its own. */
export function ReportSteps({ step }: { readonly step: string }): VNode {
  const citizen = useCitizen();
  const { draft, change, drop } = useDraft();
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
