import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ALERTS } from "./live.ts";

/** One act on public alerts at a time: whether it is under way, what refused it; the list is read again after it. */
export function useAct() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const run = async <T>(send: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> => {
    setBusy(true);
    const answer = await send();
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    void client.invalidateQueries({ queryKey: ALERTS });
    return answer;
  };
  return { busy, refused, setRefused, run };
}
