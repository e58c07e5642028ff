import { interventions, type InterventionCard, type InterventionRow } from "@amaliyat/contract/interventions";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useMay } from "../../session/index.ts";
import { useLikely } from "../card-queries.ts";
import { activeUnits, newerOf, riseOf, type Rise } from "../../facts/index.ts";
import { LikelyLine } from "./likely-line.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** The newer is merged into the older one, and its units with it. */
function riseOfMerge(card: InterventionRow, other: InterventionRow): Rise | null {
  const newer = newerOf(card, other);
  return riseOf(newer === card ? other : card, newer, activeUnits(newer));
}

/** Proposes to join this intervention with open ones that look like the same event, or to keep them apart. A person decides. */
export function LikelyPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const mayMerge = useMay(interventions.merge);
  const mayRelate = useMay(interventions.relate);
  const likely = useLikely(card, mayRelate).data ?? [];
  const act = useAct(card.interventionId);
  if (card.state !== "open" || likely.length === 0) return null;

  const join = async (other: InterventionRow): Promise<void> => {
    const newer = newerOf(card, other);
    const older = newer === card ? other : card;
    const body = { into: older.interventionId, moveAssignments: activeUnits(newer).length > 0, version: newer.version };
    const done = await act.run(() => ask(interventions.merge, { params: { interventionId: newer.interventionId }, body }));
    if (done && newer === card)
      await navigate({ to: "/interventions/$interventionId", params: { interventionId: older.interventionId }, search: {} });
  };
  const relateApart = async (other: InterventionRow): Promise<void> => {
    const about = { params: { interventionId: card.interventionId }, body: { relation: "apart" as const, other: other.interventionId } };
    if (!(await act.run(() => ask(interventions.relate, about)))) return;
    showToast({ text: text("likely.kept_apart"), undo: () => void act.run(() => ask(interventions.unrelate, about)) });
  };
  return (
    <div className="card-likely" role="region" aria-label={text("likely.title")}>
      <ul>
        {likely.map((one) => (
          <LikelyLine key={one.row.interventionId} likely={one} rise={riseOfMerge(card, one.row)}>
            {mayMerge && (
              <Button size="s" variant="primary" loading={act.busy} onClick={() => void join(one.row)}>
                {text("likely.join")}
              </Button>
            )}
            <Button size="s" loading={act.busy} onClick={() => void relateApart(one.row)}>
              {text("likely.apart")}
            </Button>
          </LikelyLine>
        ))}
      </ul>
      <p className="am-small am-t3">{text("likely.automatic")}</p>
      <Refusal problem={act.refused} />
    </div>
  );
}
