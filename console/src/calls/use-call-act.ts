import type { CallCard } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { KEYS } from "../api/index.ts";

export type CallAct = {
  readonly busy: boolean;
  /** Why the room refused last; stays beside the act until the next try. */
  readonly refused: Problem | null;
  /** Sends; the answer's value, null where it was refused. A second call while one is on its way does nothing. */
  readonly run: <T>(send: () => Promise<Result<T, Problem>>) => Promise<{ readonly value: T } | null>;
};

const isCard = (value: unknown): value is CallCard =>
  typeof value === "object" && value !== null && "callId" in value && "places" in value && "events" in value;

/** One act on calls with its refusal; a card that comes back is on the screen at once, and else the room tells what changed. */
export function useCallAct(): CallAct {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const running = useRef(false);
  const run = useCallback<CallAct["run"]>(
    async (send) => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      const answer = await send();
      running.current = false;
      setBusy(false);
      setRefused(answer.ok ? null : answer.error);
      if (!answer.ok) return null;
      if (isCard(answer.value)) client.setQueryData(KEYS.call(answer.value.callId), answer.value);
      return { value: answer.value };
    },
    [client],
  );
  return { busy, refused, run };
}
