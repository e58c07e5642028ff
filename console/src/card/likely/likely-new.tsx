import type { InterventionRow } from "@amaliyat/contract/interventions";
import { Button } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { useLikelyNew } from "../card-queries.ts";
import { LikelyLine } from "./likely-line.tsx";
import type { NewForm } from "../opening/new-form.ts";
import { dangerSaid, riseOf } from "../../facts/index.ts";
import { useText } from "../text.ts";

export type LikelyNewProps = {
  readonly form: NewForm;
  readonly busy: boolean;
  /** Opens this one as the same event as another. */
  readonly onJoin: (row: InterventionRow) => void;
  readonly onApart: (row: InterventionRow) => void;
};

/** While a new intervention is written: open ones that may be the same event, to join at once or to keep apart. */
export function LikelyNew({ form, busy, onJoin, onApart }: LikelyNewProps): ReactNode {
  const text = useText();
  const found = useLikelyNew(form.point, form.subcategory).data ?? [];
  const likely = found.filter(({ row }) => !form.apartFrom.includes(row.interventionId));
  if (form.point === null || likely.length === 0) return null;
  return (
    <div className="card-likely card-likely--form" role="region" aria-label={text("likely.title")}>
      <ul>
        {likely.map((one) => (
          <LikelyLine key={one.row.interventionId} likely={one} rise={riseOf(one.row, dangerSaid(form))}>
            <Button size="s" loading={busy} onClick={() => onJoin(one.row)}>
              {text("likely.open_and_join")}
            </Button>
            <Button size="s" variant="quiet" onClick={() => onApart(one.row)}>
              {text("likely.apart")}
            </Button>
          </LikelyLine>
        ))}
      </ul>
    </div>
  );
}
