import { reports, type ReportCard } from "@amaliyat/contract/reports";
import type { Danger } from "@amaliyat/domain/interventions";
import { Field, TextInput } from "@amaliyat/ui/controls";
import { useDraft } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { dangerWords, useInterventions } from "../../../facts/index.ts";
import { useDraftName } from "../../../session/index.ts";
import { QueryFailed } from "../../../states/index.ts";
import { partingOf } from "../../report-queries.ts";
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

const isSameDanger = (before: Danger, after: Danger): boolean =>
  before.priority === after.priority && before.attributes.every((one) => after.attributes.includes(one));

/** Takes the report out of its intervention, with why. The person sees before the key which danger leaves with it, and which stays. */
function PartForm({ card, onClose }: { readonly card: ReportCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { reportId, interventionId } = card;
  const version = useInterventions().data?.find((row) => row.interventionId === interventionId)?.version ?? 0;
  const asked = useQuery(partingOf(reportId, version));
  const parting = asked.data ?? null;
  const draft = useDraft(useDraftName(`report-part.${reportId}`), "", isWords);
  const reason = draft.value.trim();
  return (
    <CardForm
      card={card}
      title={text("part.title", { reference: card.interventionReference ?? "" })}
      verb={text("act.part")}
      ready={reason !== "" && parting !== null}
      send={() => ask(reports.part, { params: { reportId }, body: { reason } })}
      onDone={draft.clear}
      onClose={onClose}
    >
      <p className="am-t2">{text("part.text")}</p>
      {asked.isError && <QueryFailed query={asked} />}
      {parting !== null && (
        <p>
          {text("part.before", { danger: dangerWords(parting.before, language) })}
          <br />
          {isSameDanger(parting.before, parting.after)
            ? text("part.same")
            : text("part.after", { danger: dangerWords(parting.after, language) })}
        </p>
      )}
      <Field label={text("part.reason")} required>
        <TextInput value={draft.value} maxLength={200} onChange={draft.setValue} />
      </Field>
    </CardForm>
  );
}
