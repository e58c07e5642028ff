import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useSending } from "../api/index.ts";
import { writeReply } from "./bolo-queries.ts";
import { BOLOS_IN_FORCE } from "./live.ts";

/** One act on BOLOs at a time; a returned page is shown, and the lists are read again. */
export function useAct() {
  const client = useQueryClient();
  const { busy, refused, send } = useSending();
  const run = async <T>(act: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem> | null> => {
    const answer = await send(act);
    void writeReply(client, answer?.ok ? answer.value : null);
    void client.invalidateQueries({ queryKey: BOLOS_IN_FORCE });
    return answer;
  };
  return { busy, refused, run };
}
