export { approvalsFeature } from "./feature.ts";
export { Approvals, type Applied, type AskedFor, type Kind } from "./approvals.ts";
export { expireApprovals } from "./expire.ts";
