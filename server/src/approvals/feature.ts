import type { Db } from "../platform/database/index.ts";
import type { Feature, Topics } from "../platform/feature.ts";
import { approvalsRoutes } from "./approvals-routes.ts";
import type { Approvals } from "./approvals.ts";
import { expireApprovals } from "./expire.ts";
import { adopting } from "./log-retention.ts";

const TOPICS = {
  approval: { roles: ["administrator", "supervisor", "auditor"], whileLocked: false },
} satisfies Topics;

/** `approvals` is shared with the features that register acts of theirs. */
export const approvalsFeature = ({ db, approvals }: { readonly db: Db; readonly approvals: Approvals }): Feature => ({
  name: "approvals",
  topics: TOPICS,
  routes() {
    approvals.register(adopting);
    return approvalsRoutes(db, approvals);
  },
  expire: [{ needsTrustedClock: false, run: (at) => expireApprovals(db, at) }],
});
