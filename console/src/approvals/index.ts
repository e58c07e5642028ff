export { approvalList } from "./approvals-query.ts";
export { WaitingCount } from "./waiting-count.tsx";
