import { useNavigate } from "@tanstack/react-router";
import { useReportQueue } from "./use-incoming.ts";
import { firstWaiting } from "../report-facts.ts";

/** Opens the most urgent report that waits, or the list where none does. */
export function useOpenFirst(): () => void {
  const navigate = useNavigate();
  const queue = useReportQueue().data ?? [];
  return () => {
    const first = firstWaiting(queue);
    void (first === null ? navigate({ to: "/reports" }) : navigate({ to: "/reports/$reportId", params: { reportId: first.reportId } }));
  };
}
