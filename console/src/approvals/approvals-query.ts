import { approvals, type Approval } from "@amaliyat/contract/approvals";
import type { User } from "@amaliyat/contract/identity";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { APPROVALS } from "./live.ts";

/** Key of the retention of the log, which a decided request changes. */
export const LOG_RETENTION = ["log-retention"] as const;

/** Requests that wait for a second person, and recent decisions. */
export const approvalList = queryOptions({
  queryKey: APPROVALS,
  queryFn: ({ signal }): Promise<readonly Approval[]> => read(approvals.list, { signal }),
  staleTime: 0,
});

/** True if this person may decide a request, as far as the page can tell. The room judges it again, by the badge too. */
export const mayDecide = ({ state, approverRoles, askedBy, concerns }: Approval, user: Pick<User, "userId" | "role">): boolean =>
  state === "asked" &&
  approverRoles.includes(user.role) &&
  askedBy.userId !== user.userId &&
  askedBy.role !== user.role &&
  concerns !== user.userId;
