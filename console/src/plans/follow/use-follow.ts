import { plans, type Checklist, type Plan } from "@amaliyat/contract/plans";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/index.ts";
import { adviceKey } from "../../facts/index.ts";
import { checklistOf } from "../plan-queries.ts";

export type Follow = {
  readonly busy: boolean;
  /** Reason of the last refusal; it stays until the next act. */
  readonly refused: Problem | null;
  readonly mark: (stepId: string, done: boolean) => Promise<void>;
  readonly adopt: (plan: Pick<Plan, "planId" | "version">) => Promise<void>;
};

/** Acts on the plan of an intervention. The answer is on the screen at once; after a refusal the plan is read again. */
export function useFollow(interventionId: string): Follow {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const run = async (send: () => Promise<Result<Checklist, Problem>>): Promise<void> => {
    setBusy(true);
    const answer = await send();
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    const { queryKey } = checklistOf(interventionId);
    if (answer.ok) client.setQueryData(queryKey, answer.value);
    else await client.invalidateQueries({ queryKey });
  };
  return {
    busy,
    refused,
    mark: (stepId, done) => run(() => ask(plans.mark, { params: { interventionId, stepId }, body: { done } })),
    adopt: async ({ planId, version }) => {
      await run(() => ask(plans.take, { params: { interventionId }, body: { planId, version } }));
      await client.invalidateQueries({ queryKey: adviceKey(interventionId) });
    },
  };
}
