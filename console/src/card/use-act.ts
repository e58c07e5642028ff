import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useSending, type Sending } from "../api/index.ts";
import { cardOf } from "../facts/index.ts";

export type Act = Pick<Sending, "busy" | "refused" | "forget"> & {
  /** Sends; true if it was done. The answer is on the screen at once. */
  readonly run: (act: () => Promise<Result<unknown, Problem>>) => Promise<boolean>;
};

const isCard = (value: unknown): value is InterventionCard =>
  typeof value === "object" && value !== null && "events" in value && "clips" in value;

/**
 * One act on an intervention with its refusal. If a colleague was quicker the card is read again. So the form can show the changes beside
 * the typed text.
 */
export function useAct(interventionId: string): Act {
  const client = useQueryClient();
  const { busy, refused, send, forget } = useSending();
  const run = useCallback<Act["run"]>(
    async (act) => {
      const answer = await send(act);
      if (answer === null) return false;
      if (answer.ok && isCard(answer.value)) client.setQueryData(cardOf(answer.value.interventionId).queryKey, answer.value);
      else await client.invalidateQueries({ queryKey: cardOf(interventionId).queryKey });
      return answer.ok;
    },
    [client, interventionId, send],
  );
  return { busy, refused, run, forget };
}
