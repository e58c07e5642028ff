import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { KEYS } from "../api/index.ts";

export type Act = {
  readonly busy: boolean;
  /** Why the room refused last; stays beside the act until the next try. */
  readonly refused: Problem | null;
  /** Sends; true if it was done. What comes back is on the screen at once. A second call while one is on its way does nothing. */
  readonly run: (send: () => Promise<Result<unknown, Problem>>) => Promise<boolean>;
  readonly forget: () => void;
};

const isCard = (value: unknown): value is InterventionCard =>
  typeof value === "object" && value !== null && "events" in value && "clips" in value;

/**
 * One act on an intervention with its refusal. When a colleague was quicker the card is read again, so that the form can show
 * what changed beside what was typed.
 */
export function useAct(interventionId: string): Act {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const running = useRef(false);
  const run = useCallback<Act["run"]>(
    async (send) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      const answer = await send();
      running.current = false;
      setBusy(false);
      setRefused(answer.ok ? null : answer.error);
      const key = KEYS.card(interventionId);
      if (answer.ok && isCard(answer.value)) client.setQueryData(KEYS.card(answer.value.interventionId), answer.value);
      else await client.invalidateQueries({ queryKey: key });
      return answer.ok;
    },
    [client, interventionId],
  );
  return { busy, refused, run, forget: useCallback(() => setRefused(null), []) };
}
