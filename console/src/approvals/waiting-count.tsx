import { Num, useFormat } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSession } from "../session/index.ts";
import { approvalList, mayDecide } from "./approvals-query.ts";
import { useText } from "./text.ts";
import "./approvals.css";

/** Number of requests that wait for this person; nothing if zero. */
export function WaitingCount(): ReactNode {
  const text = useText();
  const format = useFormat();
  const { user } = useSession();
  const { data } = useQuery(approvalList);
  const count = data?.filter((approval) => mayDecide(approval, user)).length ?? 0;
  if (count === 0) return null;
  return (
    <span className="am-chip am-chip--attention approvals-count">
      <Num>{format.number(count)}</Num>
      <span className="am-hidden-visually">{text("waiting_for_you")}</span>
    </span>
  );
}
