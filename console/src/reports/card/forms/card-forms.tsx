import { reports, type ReportCard } from "@amaliyat/contract/reports";
import { isolate } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { PartFields, partsOn, useInterventions, usePartDraft } from "../../../facts/index.ts";
import { partingOf } from "../../report-queries.ts";
import { useText } from "../../text.ts";
import { CardForm } from "./card-form.tsx";
import { ClassifyForm } from "./classify-form.tsx";
import { CloseForm } from "./close-form.tsx";
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

/** Takes the report out of its intervention, with why. The person sees before the key which danger leaves with it, and which stays. */
function PartForm({ card, onClose }: { readonly card: ReportCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { reportId, interventionId } = card;
  const seen = useInterventions().data?.find((row) => row.interventionId === interventionId)?.version ?? 0;
  const asked = useQuery(partingOf(reportId, seen));
  const version = partsOn(asked.data);
  const draft = usePartDraft(`report-part.${reportId}`);
  const reason = draft.value.trim();
  const title = text("part.title", { reference: isolate(card.interventionReference ?? "") });
  const send = async () => {
    const answer = await ask(reports.part, { params: { reportId }, body: { reason, ...(version === null ? {} : { version }) } });
    // The person may have seen an older version: the next press is on what is shown then.
    if (!answer.ok) void asked.refetch();
    return answer;
  };
  return (
    <CardForm
      card={card}
      title={title}
      verb={text("act.part")}
      ready={reason !== "" && version !== null}
      send={send}
      onDone={draft.clear}
      onClose={onClose}
    >
      <p className="am-t2">{text("part.text")}</p>
      <PartFields what={title} asked={asked} draft={draft} />
    </CardForm>
  );
}
