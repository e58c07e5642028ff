import type { CallCard } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useSending, type Sending } from "../api/index.ts";
import { callCardOf } from "./call-lists.ts";

export type CallAct = Pick<Sending, "busy" | "refused"> & {
  /** Sends; the answer's value, null where it was refused or another is on its way. */
  readonly run: <T>(act: () => Promise<Result<T, Problem>>) => Promise<{ readonly value: T } | null>;
};

const isCard = (value: unknown): value is CallCard =>
  typeof value === "object" && value !== null && "callId" in value && "places" in value && "events" in value;

/** One act on calls with its refusal. A card in the answer is on the screen at once; other changes come as happenings. */
export function useCallAct(): CallAct {
  const client = useQueryClient();
  const { busy, refused, send } = useSending();
  const run = useCallback<CallAct["run"]>(
    async (act) => {
      const answer = await send(act);
      if (!answer?.ok) return null;
      if (isCard(answer.value)) client.setQueryData(callCardOf(answer.value.callId).queryKey, answer.value);
      return { value: answer.value };
    },
    [client, send],
  );
  return { busy, refused, run };
}
