import { interventions, type InterventionCard, type InterventionRow } from "@amaliyat/contract/interventions";
import { Checkbox } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { useInterventions } from "../live/index.ts";
import { Refusal } from "../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { activeUnits, shortReference, titleOf } from "./facts.ts";
import { mergeTargets } from "./merge-targets.ts";
import { PickList } from "./pick-list.tsx";
import { usePlaceWords } from "./place-words.ts";
import { TargetApart, TargetWords } from "./target-words.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

/** Merges this duplicate into another open intervention. It can be split off again. */
export function MergeDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const rows = useInterventions().data ?? [];
  const placeWords = usePlaceWords();
  const [query, setQuery] = useState("");
  const [moveAssignments, setMove] = useState(true);
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const words = (row: InterventionRow): string => `${titleOf(row.subcategory, language)} ${placeWords(row) ?? ""}`;
  const targets = mergeTargets(rows, card, query, words);
  const bound = activeUnits(card);
  const merge = async (into: string): Promise<void> => {
    const body = { into, moveAssignments: bound.length > 0 && moveAssignments, version: card.version };
    if (await act.run(() => ask(interventions.merge, { params: { interventionId }, body }))) onClose();
  };
  const picks = targets.map((target) => ({
    id: target.row.interventionId,
    label: <TargetWords target={target} place={placeWords(target.row)} />,
    detail: <TargetApart target={target} />,
  }));
  const title = (
    <>
      {text("merge.title")} <Num className="am-t2">{shortReference(card.reference, roomNow())}</Num>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title} size="wide" top>
      <p className="am-t2 am-small">{text("merge.text")}</p>
      {bound.length > 0 && (
        <Checkbox
          label={text("merge.move", { units: bound.map((one) => one.unitCode).join(" · ") })}
          checked={moveAssignments}
          onChange={setMove}
        />
      )}
      <PickList
        label={text("merge.search")}
        query={query}
        onQuery={setQuery}
        picks={picks}
        onPick={(id) => void merge(id)}
        busy={act.busy}
      />
      <Refusal problem={act.refused} />
      <ChangedMeanwhile card={card} since={opened} />
    </Dialog>
  );
}
