import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useCallback, useRef, useState } from "react";

export type Sending = {
  readonly busy: boolean;
  /** Reason of the last refusal. It stays beside the act until the next try. */
  readonly refused: Problem | null;
  /** Sends; null where another is on its way still, such as at a second press of the button. */
  readonly send: <T>(act: () => Promise<Result<T, Problem>>) => Promise<Result<T, Problem> | null>;
  readonly forget: () => void;
};

/** One act at a time: whether it is under way, and its refusal. The feature interprets its answer. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const running = useRef(false);
  const send = useCallback<Sending["send"]>(async (act) => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    try {
      const answer = await act();
      setRefused(answer.ok ? null : answer.error);
      return answer;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, refused, send, forget: useCallback(() => setRefused(null), []) };
}
