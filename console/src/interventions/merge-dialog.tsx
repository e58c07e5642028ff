import { interventions, type InterventionCard, type InterventionRow } from "@amaliyat/contract/interventions";
import { Checkbox } from "@amaliyat/ui/controls";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { useInterventions } from "../live/index.ts";
import { Refusal } from "../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { activeUnits, levelOf, shortReference, titleOf } from "./facts.ts";
import { mergeTargets, type MergeTarget } from "./merge-targets.ts";
import { PickList } from "./pick-list.tsx";
import { usePlaceWords } from "./place-words.ts";
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

function TargetWords({ target, place }: { readonly target: MergeTarget; readonly place: string | null }): ReactNode {
  const { language } = useLanguage();
  const { row } = target;
  return (
    <span className="card-target">
      <PriorityGlyph priority={levelOf(row.priority)} size={20} />
      <Num className="am-strong">{shortReference(row.reference, roomNow())}</Num>
      <span>{titleOf(row.subcategory, language)}</span>
      {place !== null && (
        <span className="am-t3 am-clip">
          <Bdi>{place}</Bdi>
        </span>
      )}
    </span>
  );
}

function TargetApart({ target }: { readonly target: MergeTarget }): ReactNode {
  const format = useFormat();
  return (
    <>
      {target.metres !== null && (
        <>
          <Num>{format.distance(target.metres)}</Num> ·{" "}
        </>
      )}
      <Num>{format.duration(Math.round(target.apartMs / 60_000) * 60_000)}</Num>
    </>
  );
}
