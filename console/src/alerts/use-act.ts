import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { putOne } from "../live/index.ts";
import { alertList, authorisedChildren } from "./alert-queries.ts";
import { ALERTS } from "./live.ts";

/** Writes an alert that a command returned in its place; false if the list has none for it. */
function writeListed(client: QueryClient, row: PublicAlertRow): boolean {
  const held = client.getQueryData(alertList.queryKey);
  if (held?.some(({ alertId }) => alertId === row.alertId) !== true) return false;
  client.setQueryData(
    alertList.queryKey,
    putOne(held, row, ({ alertId }) => alertId),
  );
  return true;
}

/**
 * One act on public alerts at a time: whether it is under way, what refused it. The returned alert takes its place in the list. The list
 * is read again after a refusal, or if the alert is new.
 */
export function useAct() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const run = async (send: () => Promise<Result<PublicAlertRow, Problem>>): Promise<Result<PublicAlertRow, Problem>> => {
    setBusy(true);
    const answer = await send();
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    const isWritten = answer.ok && writeListed(client, answer.value);
    void client.invalidateQueries({ queryKey: isWritten ? authorisedChildren.queryKey : ALERTS });
    return answer;
  };
  return { busy, refused, setRefused, run };
}
