import type { InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { mergeTargets, TargetApart, TargetWords, titleOf, useInterventions, usePlaceWords } from "../../facts/index.ts";

type Pick = { readonly id: string; readonly label: ReactNode; readonly detail: ReactNode };

/** Other open interventions that a search finds, the likely ones first, as lines to pick from; `known` ones are left out; `note` stands below each. */
export function useTargetPicks(
  card: InterventionCard,
  { known = [], note }: { readonly known?: readonly string[]; readonly note?: (row: InterventionRow) => ReactNode } = {},
) {
  const { language } = useLanguage();
  const rows = useInterventions().data ?? [];
  const placeWords = usePlaceWords();
  const [query, onQuery] = useState("");
  const words = (row: InterventionRow): string => `${titleOf(row.subcategory, language)} ${placeWords(row) ?? ""}`;
  const picks: Pick[] = mergeTargets(rows, card, query, words)
    .filter(({ row }) => !known.includes(row.interventionId))
    .map((target) => ({
      id: target.row.interventionId,
      label: (
        <>
          <TargetWords target={target} place={placeWords(target.row)} />
          {note?.(target.row)}
        </>
      ),
      detail: <TargetApart target={target} />,
    }));
  return { query, onQuery, picks };
}
