import { interventions, type InterventionCard, type InterventionRow } from "@amaliyat/contract/interventions";
import { RELATION_LABELS, type Relation } from "@amaliyat/domain/interventions";
import { Segmented } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { useInterventions } from "../live/index.ts";
import { Refusal } from "../session/index.ts";
import { shortReference, titleOf } from "./facts.ts";
import { mergeTargets } from "./merge-targets.ts";
import { PickList } from "./pick-list.tsx";
import { usePlaceWords } from "./place-words.ts";
import { TargetApart, TargetWords } from "./target-words.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

const MADE_HERE = ["related", "parent", "child"] as const satisfies readonly Relation[];

/** Says how this intervention stands to another open one: part of it, comprising it, or related. Keeping apart is proposed by itself. */
export function RelateDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const rows = useInterventions().data ?? [];
  const placeWords = usePlaceWords();
  const [query, setQuery] = useState("");
  const [relation, setRelation] = useState<(typeof MADE_HERE)[number]>("related");
  const act = useAct(interventionId);
  const words = (row: InterventionRow): string => `${titleOf(row.subcategory, language)} ${placeWords(row) ?? ""}`;
  const known = new Set(card.related.map((one) => one.interventionId));
  const targets = mergeTargets(rows, card, query, words).filter(({ row }) => !known.has(row.interventionId));
  const relate = async (other: string): Promise<void> => {
    if (await act.run(() => ask(interventions.relate, { params: { interventionId }, body: { relation, other } }))) onClose();
  };
  const picks = targets.map((target) => ({
    id: target.row.interventionId,
    label: <TargetWords target={target} place={placeWords(target.row)} />,
    detail: <TargetApart target={target} />,
  }));
  const title = (
    <>
      {text("relate.title")} <Num className="am-t2">{shortReference(card.reference, roomNow())}</Num>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title} size="wide" top>
      <Segmented
        label={text("relate.how")}
        options={MADE_HERE.map((value) => ({ value, label: RELATION_LABELS[value][language] }))}
        value={relation}
        onChange={setRelation}
      />
      <PickList
        label={text("merge.search")}
        query={query}
        onQuery={setQuery}
        picks={picks}
        onPick={(id) => void relate(id)}
        busy={act.busy}
      />
      <Refusal problem={act.refused} />
    </Dialog>
  );
}
