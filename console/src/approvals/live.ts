import { liveFeature } from "../live/index.ts";

export const APPROVALS = ["approvals"] as const;

export const approvalsLive = liveFeature({
  name: "approvals",
  lists: [APPROVALS],
  topics: ["approval"],
  write: (client) => void client.invalidateQueries({ queryKey: APPROVALS }),
});
