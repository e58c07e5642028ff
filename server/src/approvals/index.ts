export { Approvals, type Applied, type AskedFor, type Kind } from "./approvals.ts";
export { approvalsRoutes } from "./approvals-routes.ts";
export { adopting } from "./log-retention.ts";
export { expireApprovals } from "./expire.ts";
