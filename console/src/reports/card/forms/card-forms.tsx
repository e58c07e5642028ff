import { reports, type ReportCard } from "@amaliyat/contract/reports";
import { Field, TextInput } from "@amaliyat/ui/controls";
import { useDraft } from "@amaliyat/ui/hooks";
import type { ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { useDraftName } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { CardForm } from "./card-form.tsx";
import { ClassifyForm } from "./classify-form.tsx";
import { CloseForm } from "./close-form.tsx";
import { isWords } from "./drafts.ts";
import { PlaceForm } from "./place-form.tsx";
import type { CardActs } from "../use-card-acts.ts";

/** The form that lies over the card. */
export function CardForms({ card, acts }: { readonly card: ReportCard; readonly acts: CardActs }): ReactNode {
  const given = { card, onClose: acts.close };
  switch (acts.form) {
    case "close":
      return <CloseForm {...given} />;
    case "part":
      return <PartForm {...given} />;
    case "classify":
      return <ClassifyForm {...given} />;
    case "place":
      return <PlaceForm {...given} />;
    case null:
      return null;
    default:
      return acts.form satisfies never;
  }
}

/** Takes the report out of its intervention, with why. */
function PartForm({ card, onClose }: { readonly card: ReportCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { reportId } = card;
  const draft = useDraft(useDraftName(`report-part.${reportId}`), "", isWords);
  const reason = draft.value.trim();
  return (
    <CardForm
      card={card}
      title={text("part.title", { reference: card.interventionReference ?? "" })}
      verb={text("act.part")}
      ready={reason !== ""}
      send={() => ask(reports.part, { params: { reportId }, body: { reason } })}
      onDone={draft.clear}
      onClose={onClose}
    >
      <p className="am-t2">{text("part.text")}</p>
      <Field label={text("part.reason")} required>
        <TextInput value={draft.value} maxLength={200} onChange={draft.setValue} />
      </Field>
    </CardForm>
  );
}
