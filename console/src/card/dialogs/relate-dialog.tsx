import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { RELATION_LABELS, type Relation } from "@amaliyat/domain/interventions";
import { Segmented } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { shortReference, PickList } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";
import { useTargetPicks } from "./use-target-picks.tsx";

const MADE_HERE = ["related", "parent", "child"] as const satisfies readonly Relation[];

/** Says how this intervention stands to another open one: part of it, comprising it, or related. Keeping apart is proposed by itself. */
export function RelateDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const targets = useTargetPicks(card, { known: card.related.map((one) => one.interventionId) });
  const [relation, setRelation] = useState<(typeof MADE_HERE)[number]>("related");
  const act = useAct(interventionId);
  const relate = async (other: string): Promise<void> => {
    if (await act.run(() => ask(interventions.relate, { params: { interventionId }, body: { relation, other } }))) onClose();
  };
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
      <PickList label={text("merge.search")} {...targets} onPick={(id) => void relate(id)} busy={act.busy} />
      <Refusal problem={act.refused} />
    </Dialog>
  );
}
