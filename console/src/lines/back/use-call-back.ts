import { calls } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import { showToast } from "@amaliyat/ui/feedback";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/index.ts";
import { abandonedCalls } from "../../calls/index.ts";
import { hand, phone } from "../../phone/index.ts";
import { useStore } from "../../store/index.ts";
import { useText } from "../text.ts";

/** True if this console can be rung; calls back need that. */
export const usePhoneReady = (): boolean => useStore(phone).link.kind === "ready";

/** Calls somebody back: this console rings first and answers by itself, then the other is called. */
export function useCallBack() {
  const text = useText();
  const client = useQueryClient();
  const [calling, setCalling] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const callBack = async (callId: string): Promise<void> => {
    if (calling !== null) return;
    setCalling(callId);
    hand.expect();
    const answer = await ask(calls.callBack, { params: { callId } });
    setCalling(null);
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showToast({ text: text("back.called") });
    void client.invalidateQueries({ queryKey: abandonedCalls.queryKey });
  };
  return { calling, refused, callBack };
}
