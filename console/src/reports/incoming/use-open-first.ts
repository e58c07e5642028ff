import { reports, type QueueRow } from "@amaliyat/contract/reports";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { reportQueue } from "../report-lists.ts";
import { firstWaiting } from "../report-facts.ts";
import { useMay } from "../../session/index.ts";
import { useReportQueue } from "./use-incoming.ts";

/**
 * Opens the most urgent report that waits, or the list if none does. A press before the queue is there waits for it: otherwise an early key
 * would show the list, and no report.
 */
export function useOpenFirst(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayRead = useMay(reports.queue);
  const { data: queue } = useReportQueue();
  return () => {
    const open = (rows: readonly QueueRow[] = []): void => {
      const first = firstWaiting(rows);
      void (first === null ? navigate({ to: "/reports" }) : navigate({ to: "/reports/$reportId", params: { reportId: first.reportId } }));
    };
    if (queue !== undefined || !mayRead) return open(queue);
    const { pathname } = location;
    const openHere = (rows?: readonly QueueRow[]): void => {
      // A person who went elsewhere meanwhile is left there.
      if (location.pathname === pathname) open(rows);
    };
    // The list says that the queue could not be read, and reads it again.
    void client.fetchQuery(reportQueue).then(openHere, () => openHere());
  };
}
