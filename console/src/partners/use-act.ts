import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useSending } from "../api/index.ts";
import { PARTNERS } from "./live.ts";

/** One act on partners at a time; the lists are read again after it. */
export function useAct() {
  const client = useQueryClient();
  const { busy, refused, send } = useSending();
  const run = async <T>(act: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem> | null> => {
    const answer = await send(act);
    void client.invalidateQueries({ queryKey: PARTNERS });
    return answer;
  };
  return { busy, refused, run };
}
