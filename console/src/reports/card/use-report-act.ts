import type { ReportCard } from "@amaliyat/contract/reports";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { reportCardOf } from "../report-lists.ts";

export type ReportAct = {
  readonly busy: boolean;
  /** Reason of the last refusal. It stays beside the act until the next try. */
  readonly refused: Problem | null;
  /** Sends; the answer's value, null where it was refused. A second call while one is on its way does nothing. */
  readonly run: <T>(send: () => Promise<Result<T, Problem>>) => Promise<{ readonly value: T } | null>;
};

const isCard = (value: unknown): value is ReportCard =>
  typeof value === "object" && value !== null && "reportFiles" in value && "messages" in value;

/**
 * One act on a report with its refusal. A card in the answer is on the screen at once. If a colleague was quicker the card is read again,
 * so that the changes stand beside the typed text.
 */
export function useReportAct(reportId: string): ReportAct {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const running = useRef(false);
  const run = useCallback<ReportAct["run"]>(
    async (send) => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      const answer = await send();
      running.current = false;
      setBusy(false);
      setRefused(answer.ok ? null : answer.error);
      const key = reportCardOf(reportId).queryKey;
      const card = answer.ok && isCard(answer.value) ? answer.value : null;
      // Only for an open card: an unopened one must not look opened.
      if (card !== null) client.setQueryData<ReportCard>(key, (held) => held && card);
      else void client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
      return answer.ok ? { value: answer.value } : null;
    },
    [client, reportId],
  );
  return { busy, refused, run };
}
