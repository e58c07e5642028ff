import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { KEYS } from "../api/index.ts";

/** One act on BOLOs at a time: whether it is under way, what refused it; the lists are read again after it. */
export function useAct() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const run = async <T>(send: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> => {
    setBusy(true);
    const answer = await send();
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    for (const queryKey of [KEYS.bolos, KEYS.bolosInForce]) void client.invalidateQueries({ queryKey });
    return answer;
  };
  return { busy, refused, run };
}
