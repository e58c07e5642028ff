import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { Checkbox } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { activeUnits, shortReference, riseOf, RiseLine, PickList } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";
import { useTargetPicks } from "./use-target-picks.tsx";

/** Merges this duplicate into another open intervention. It can be split off again. */
export function MergeDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { interventionId } = card;
  const [moveAssignments, setMove] = useState(true);
  const along = moveAssignments ? activeUnits(card) : [];
  const targets = useTargetPicks(card, { note: (row) => <RiseLine rise={riseOf(row, card, along)} /> });
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const bound = activeUnits(card);
  const merge = async (into: string): Promise<void> => {
    const body = { into, moveAssignments: bound.length > 0 && moveAssignments, version: card.version };
    if (await act.run(() => ask(interventions.merge, { params: { interventionId }, body }))) onClose();
  };
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
      <PickList label={text("merge.search")} {...targets} onPick={(id) => void merge(id)} busy={act.busy} />
      <Refusal problem={act.refused} />
      <ChangedMeanwhile card={card} since={opened} />
    </Dialog>
  );
}
