import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PLACES } from "./live.ts";

/** One act on places at a time: whether it is under way, what refused it; the lists are read again after it. */
export function useSend() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const send = async <T>(act: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> => {
    setBusy(true);
    const answer = await act();
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    void client.invalidateQueries({ queryKey: PLACES });
    return answer;
  };
  return { busy, refused, setRefused, send };
}
