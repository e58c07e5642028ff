export { approvalsLive } from "./live.ts";
export { approvalList } from "./approvals-query.ts";
export { WaitingCount } from "./waiting-count.tsx";
export { approvalsRoute } from "./route.ts";
