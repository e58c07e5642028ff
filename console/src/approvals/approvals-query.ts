import { approvals, type Approval } from "@amaliyat/contract/approvals";
import type { User } from "@amaliyat/contract/identity";
import { queryOptions } from "@tanstack/react-query";
import { KEYS, read } from "../api/index.ts";

/** Requests that wait for a second person, and recent decisions. */
export const approvalList = queryOptions({
  queryKey: KEYS.approvals,
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
