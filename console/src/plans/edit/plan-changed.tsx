import type { Plan } from "@amaliyat/contract/plans";
import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { isolate } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usePersonNames } from "../../session/index.ts";
import { Differences } from "../differences.tsx";
import { versionsOf } from "../plan-queries.ts";
import { useText } from "../text.ts";

export type PlanChangedProps = {
  readonly plan: Plan;
  /** The version on which the draft was begun. */
  readonly since: number;
  /** Go on with the draft, on top of the colleague's version. */
  readonly onKeep: () => void;
  readonly onLeave: () => void;
};

/** A colleague wrote a newer version while one was typing. Shows its changes, and the choices for the typed text. */
export function PlanChanged({ plan, since, onKeep, onLeave }: PlanChangedProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const versions = useQuery(versionsOf(plan.planId));
  const base = versions.data?.find(({ version }) => version === since);
  return (
    <div className="plans-changed">
      <Banner
        boxed
        title={text("changed.title", { by: isolate(plan.by === null ? text("shipped") : names.shown(plan.by)) })}
        detail={text("changed.text")}
        actions={
          <span className="plans-chips">
            <Button size="s" onClick={onKeep}>
              {text("changed.keep")}
            </Button>
            <Button size="s" variant="quiet" onClick={onLeave}>
              {text("changed.leave")}
            </Button>
          </span>
        }
      />
      {base && <Differences from={base} to={plan} />}
    </div>
  );
}
