import { approvals } from "@amaliyat/contract/approvals";
import type { Db } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import type { Approvals } from "./approvals.ts";
import { askRetention, retention } from "./log-retention.ts";
import { approve, decline, listApprovals, withdraw } from "./decide.ts";

/** The routes of this feature, each joined to its use case. */
export const approvalsRoutes = (db: Db, all: Approvals): Served[] => [
  serve(approvals.list, (call) => listApprovals(db, call)),
  serve(approvals.approve, (call) => approve(db, all, call)),
  serve(approvals.decline, (call) => decline(db, all, call)),
  serve(approvals.retention, () => retention(db)),
  serve(approvals.askRetention, (call) => askRetention(db, all, call)),
  serve(approvals.withdraw, (call) => withdraw(db, all, call)),
];
